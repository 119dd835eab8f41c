import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {FaultRule} from '../../../src/emulator/index.js';
import {Account, messageOf} from '../support/account.js';

const small = {sampleData: {rows: 100}};
const shell = '/embed/chat';

test('a rule is applied as often as it says, then it is gone', async () => {
  const account = new Account(small);
  const {faults} = account.emulator;
  const {id} = faults.add({on: 'generate-session', do: 'status', status: 503, times: 2});
  const statusOf = async () => (await account.generate({externalId: 'ada'})).status;
  assert.equal(await statusOf(), 503);
  assert.deepEqual(faults.list(), [{id, rule: {on: 'generate-session', do: 'status', status: 503, times: 2}, used: 1}]);
  assert.equal(await statusOf(), 503);
  assert.deepEqual(faults.list(), []);
  assert.equal(await statusOf(), 200);
});

test('a rule without an end holds until it is removed, or all are cleared', async () => {
  const account = new Account(small);
  const {faults} = account.emulator;
  const statusOf = async () => (await account.generate({externalId: 'ada'})).status;
  const {id} = faults.add({on: 'generate-session', do: 'status', status: 500});
  for (let turn = 0; turn < 3; turn += 1) assert.equal(await statusOf(), 500);
  assert.equal(faults.remove(id ?? -1), true);
  assert.equal(faults.remove(id ?? -1), false);
  assert.equal(await statusOf(), 200);
  faults.add({on: 'generate-session', do: 'status', status: 500});
  faults.clear();
  assert.equal(await statusOf(), 200);
});

test('a rule for a user or a session leaves the others alone', async () => {
  const account = new Account(small);
  const {faults} = account.emulator;
  faults.add({on: 'generate-session', do: 'status', status: 429, user: 'ada'});
  assert.equal((await account.generate({externalId: 'ada'})).status, 429);
  assert.equal((await account.generate({externalId: 'bob'})).status, 200);
  faults.clear();
  const [one, other] = [await account.mint(), await account.mint()];
  faults.add({on: 'exchange', do: 'status', status: 500, session: one});
  assert.equal((await account.exchange(one)).status, 500);
  assert.equal((await account.exchange(other)).status, 200);
  faults.clear();
  assert.equal((await account.exchange(one)).status, 200, 'the fault did not spend the session');
});

const answers: readonly (readonly [name: string, rule: FaultRule, status: number, says: RegExp])[] = [
  ['a status', {on: 'exchange', do: 'status', status: 503}, 503, /A fault was asked for/],
  ['a body', {on: 'exchange', do: 'status', status: 418, body: {tea: 'pot'}}, 418, /^\{"tea":"pot"\}$/],
  ['no content', {on: 'exchange', do: 'status', status: 204}, 204, /^""$/],
  ['a login page', {on: 'exchange', do: 'answer', body: '<h1>Log in</h1>'}, 200, /Log in/],
  ['another type', {on: 'exchange', do: 'answer', status: 502, contentType: 'text/plain', body: 'no'}, 502, /no/],
];

for (const [name, rule, status, says] of answers) {
  test(`the exchange answers with ${name}`, async () => {
    const account = new Account(small);
    account.emulator.faults.add(rule);
    const answer = await account.exchange(await account.mint());
    assert.equal(answer.status, status);
    assert.match(JSON.stringify(answer.body), says);
  });
}

test('headers, such as Retry-After, come with a status', async () => {
  const account = new Account(small);
  const headers = {'Retry-After': '7'};
  account.emulator.faults.add({on: 'generate-session', do: 'status', status: 429, headers});
  const answer = await account.generate({externalId: 'ada'});
  assert.equal(answer.headers.get('retry-after'), '7');
  messageOf(answer);
});

test('a redirect goes to a place, or with path and query to another origin', async () => {
  const account = new Account(small);
  const {faults} = account.emulator;
  const open = async (to: string) => {
    faults.add({on: 'document', do: 'redirect', to, times: 1});
    const {status, headers} = await account.call(`${shell}?session=x`);
    return `${String(status)} ${headers.get('location') ?? ''}`;
  };
  assert.equal(await open('/login'), '302 http://emulator.test/login');
  assert.equal(await open('https://other.test'), '302 https://other.test/embed/chat?session=x');
});

test('a document refuses its frame, or comes as a download', async () => {
  const account = new Account(small);
  const {faults} = account.emulator;
  const header = async (rule: FaultRule, name: string) => {
    faults.add(rule);
    const {status, headers} = await account.call(shell);
    faults.clear();
    assert.equal(status, 200);
    return headers.get(name);
  };
  assert.equal(await header({on: 'document', do: 'refuse-frame', how: 'x-frame-options'}, 'x-frame-options'), 'DENY');
  const csp = {on: 'document', do: 'refuse-frame', how: 'frame-ancestors'} as const;
  assert.equal(await header(csp, 'content-security-policy'), "frame-ancestors 'none'");
  assert.match((await header({on: 'document', do: 'attachment'}, 'content-disposition')) ?? '', /^attachment/);
});

test('a request hangs until its rule is removed, and then is answered as ever', async () => {
  const account = new Account(small);
  const {faults, ledger} = account.emulator;
  const {id} = faults.add({on: 'exchange', do: 'hang', times: 1});
  const pending = account.exchange(await account.mint());
  const other = await account.exchange(await account.mint());
  assert.equal(other.status, 200);
  assert.equal(ledger.inFlight('exchange').now, 1);
  assert.equal(faults.remove(id ?? -1), true);
  assert.equal((await pending).status, 200);
  assert.equal(ledger.inFlight('exchange').now, 0);
});

test('a request that hangs ends with its client', async () => {
  const account = new Account(small);
  const {emulator} = account;
  emulator.faults.add({on: 'document', do: 'hang'});
  const gone = new AbortController();
  const pending = emulator.fetch(new Request(`http://emulator.test${shell}`, {signal: gone.signal}));
  assert.equal(emulator.ledger.inFlight('document').now, 1);
  gone.abort();
  await pending;
  assert.equal(emulator.ledger.inFlight('document').now, 0);
});

test('a delay comes before what else is to happen, and is over early where its rule is removed', async () => {
  const account = new Account(small);
  const {faults, ledger} = account.emulator;
  const {id} = faults.add({on: 'exchange', do: 'delay', ms: 3_600_000});
  faults.add({on: 'exchange', do: 'status', status: 500});
  const delayed = account.exchange(await account.mint());
  assert.equal((await account.call('/embed/chat')).status, 200);
  assert.equal(ledger.inFlight('exchange').now, 1);
  faults.remove(id ?? -1);
  assert.equal((await delayed).status, 500);
  faults.clear();
  faults.add({on: 'exchange', do: 'delay', ms: 1});
  assert.equal((await account.exchange(await account.mint())).status, 200);
});

test('a cut connection rejects the call, and over HTTP ends the connection alone', async (t) => {
  const account = new Account(small);
  const {emulator} = account;
  emulator.faults.add({on: 'document', do: 'reset'});
  await assert.rejects(account.call(shell), /reset/);
  const server = await emulator.listen();
  t.after(() => server.close());
  await assert.rejects(fetch(`${server.url}${shell}`));
  emulator.faults.clear();
  assert.equal((await fetch(`${server.url}${shell}`)).status, 200);
});

test('sessions and tokens live as long as a rule says', async () => {
  const account = new Account({...small, now: () => 1_800_000_000_000});
  const {faults} = account.emulator;
  faults.add({on: 'session', do: 'lifetime', ms: 1000, times: 1});
  const short = await account.mint();
  await account.emulator.advance(1000);
  assert.equal((await account.exchange(short)).status, 401);

  faults.add({on: 'token', do: 'lifetime', ms: 10_000, expiringAfterMs: 3000, expiredAfterMs: 5000, times: 1});
  const token = await account.enter();
  const {session} = (await account.config(token)).body as {session: unknown};
  assert.deepEqual(session, {expiringInMs: 3000, expiredInMs: 5000});
  await account.emulator.advance(10_000);
  assert.equal((await account.config(token)).status, 401);
});

test('data requests fail where a rule says so, and no other ones', async () => {
  const account = new Account(small);
  const token = await account.enter();
  account.emulator.faults.add({on: 'data', do: 'status', status: 500, times: 1});
  assert.equal((await account.config(token)).status, 500);
  assert.equal((await account.config(token)).status, 200);
});

test('a rule that doesn’t fit is a mistake in code, too', () => {
  const {faults} = new Account(small).emulator;
  assert.throws(() => faults.add({on: 'exchange', do: 'explode'} as unknown as FaultRule), /do must be one of/);
  assert.deepEqual(faults.list(), []);
});

test('over HTTP rules are added, listed, removed and cleared', async () => {
  const account = new Account(small);
  const path = '/emulator/faults';
  const added = await account.call(path, {body: {on: 'exchange', do: 'status', status: 500}});
  assert.equal(added.status, 201);
  const {id} = added.body as {id: number};
  const list = async () => ((await account.call(path)).body as {faults: unknown[]}).faults;
  assert.deepEqual(await list(), [{id, rule: {on: 'exchange', do: 'status', status: 500}, used: 0}]);
  assert.equal((await account.exchange(await account.mint())).status, 500);
  assert.equal((await account.call(`${path}/${String(id)}`, {method: 'DELETE'})).status, 204);
  assert.equal((await account.call(`${path}/${String(id)}`, {method: 'DELETE'})).status, 404);
  await account.call(path, {body: {on: 'data', do: 'hang'}});
  assert.equal((await account.call(path, {method: 'DELETE'})).status, 204);
  assert.deepEqual(await list(), []);
});

test('pages of a loopback origin may use the switches', async () => {
  const account = new Account(small);
  const Origin = 'http://localhost:3000';
  const asked = {Origin, 'Access-Control-Request-Method': 'DELETE', 'Access-Control-Request-Headers': 'content-type'};
  const preflight = await account.call('/emulator/faults/1', {method: 'OPTIONS', headers: asked});
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), Origin);
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /DELETE/);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'content-type');
  const refused = await account.call('/emulator/faults', {body: {}, headers: {Origin}});
  assert.equal(refused.status, 400);
  assert.equal(refused.headers.get('access-control-allow-origin'), Origin);
  const other = await account.call('/emulator/faults', {headers: {Origin: 'https://evil.test'}});
  assert.equal(other.headers.get('access-control-allow-origin'), null);
});
