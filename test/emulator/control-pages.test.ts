// The ledger and the faults as pages, for people who open them in a browser.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account} from './support/account.js';

const small = {sampleData: {rows: 10}};
const browser = {headers: {Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'}};
const paths = ['/emulator/ledger', '/emulator/faults'];

for (const path of paths) {
  test(`${path} is a page for a browser and JSON for every other client`, async () => {
    const account = new Account(small);
    const page = await account.call(path, browser);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(page.headers.get('vary') ?? '', /Accept/);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.match(String(page.body), /<h1>(Ledger|Faults)<\/h1>/);
    for (const headers of [{Accept: ''}, {Accept: '*/*'}, {Accept: 'application/json'}]) {
      const answer = await account.call(path, {headers});
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      assert.match(answer.headers.get('vary') ?? '', /Accept/);
    }
  });
}

test('the ledger’s page shows each session by its name, its pages and its requests, and no id and no token', async () => {
  const account = new Account(small);
  const sessionId = await account.mint({externalId: 'ada'});
  const {body} = await account.exchange(sessionId);
  const {token} = body as {token: string};
  await account.config(token);
  await account.exchange(sessionId);
  const html = String((await account.call('/emulator/ledger', browser)).body);
  const [life] = account.emulator.ledger.sessions();
  assert.match(
    html,
    new RegExp(`<th scope="row">${life!.session}</th><td>ada</td><td>exchanged, then sent again</td>`),
  );
  assert.match(html, /<td>\/api\/v1\/embed\/session\/token<\/td><td class="number">401<\/td>/);
  assert.match(html, /<h2>Pages<\/h2><div class="scrolls"/);
  for (const secret of [sessionId, token, 'emulator-key']) assert.ok(!html.includes(secret), secret);
});

test('the faults’ page shows what is in force', async () => {
  const account = new Account(small);
  account.emulator.faults.add({on: 'exchange', do: 'status', status: 500, times: 2});
  const html = String((await account.call('/emulator/faults', browser)).body);
  assert.match(html, /<td>exchange<\/td><td>status<\/td><td>{&quot;times&quot;:2,&quot;status&quot;:500}<\/td>/);
  account.emulator.faults.clear();
  assert.match(String((await account.call('/emulator/faults', browser)).body), /No fault is in force\./);
});

test('what clients say of themselves is text on the pages', async () => {
  const account = new Account(small);
  const user = '"><img src=x onerror=alert(1)>';
  await account.mint({externalId: user});
  account.emulator.faults.add({on: 'data', do: 'answer', body: user});
  for (const path of paths) {
    assert.doesNotMatch(String((await account.call(path, browser)).body), /<img/);
  }
});
