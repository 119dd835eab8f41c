import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account, messageOf} from './support/account.js';

const small = {sampleData: {rows: 100}};

test('the front page shows what there is, and its links open it', async () => {
  const account = new Account(small);
  const page = await account.call('/');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  const links = [...String(page.body).matchAll(/href="(\/emulator\/open[^"]+)"/g)].map(([, link = '']) => link);
  assert.equal(links.length, 4);
  for (const link of links) {
    const opened = await account.call(link);
    assert.equal(opened.status, 303);
    const to = new URL(opened.headers.get('location') ?? '', 'http://emulator.test');
    assert.equal((await account.call(to.pathname + to.search)).status, 200);
    const {body} = await account.exchange(to.searchParams.get('session') ?? '');
    const {token} = body as {token: string};
    const {creatorMode} = (await account.config(token)).body as {creatorMode: boolean};
    assert.equal(creatorMode, to.pathname.endsWith('/app'));
  }
});

test('titles are text on it', async () => {
  const title = '<script>"&';
  const account = new Account({
    ...small,
    deployments: [{id: 7, name: title, dashboards: [{publicId: 'd', title, widgets: []}]}],
  });
  const {body} = await account.call('/');
  assert.doesNotMatch(String(body), /<script>"/);
  assert.equal(String(body).split('<script').length, 2, 'only the page’s own');
  assert.match(String(body), /&lt;script>&quot;&amp;/);
});

for (const path of [
  '',
  '/',
  '//evil.test/embed/d/32/chat',
  '/embed/d/32/app/x?y',
  '/api/v1/app-config',
  'https://evil.test',
]) {
  test(`it opens nothing but embeds: ${path} is 400`, async () => {
    const account = new Account(small);
    const answer = await account.call(`/emulator/open?path=${encodeURIComponent(path)}`);
    assert.equal(answer.status, 400);
    messageOf(answer);
    assert.equal(account.emulator.ledger.totals().issued, 0);
  });
}

test('a deployment that isn’t there is 404', async () => {
  assert.equal((await new Account(small).call('/emulator/open?path=/embed/d/33/chat')).status, 404);
});

test('it has the tag, the route’s settings and curl for each dashboard, and the names of attributes and groups', async () => {
  const account = new Account(small);
  const page = String((await account.call('/')).body);
  const codes = [...page.matchAll(/<pre[^>]*><code>([\s\S]*?)<\/code><\/pre>/g)].map(([, code = '']) =>
    code.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
  assert.equal(codes.length, 6);
  const [tag = '', settings = '', curl = ''] = codes;
  assert.match(tag, /^<cube-embed id="OwVQpbdaZmBT" base-url="http:\/\/emulator\.test"\s+session-endpoint=/);
  assert.deepEqual(settings.split('\n'), [
    'CUBE_BASE_URL=http://emulator.test',
    'CUBE_API_KEY=emulator-key',
    'CUBE_DEPLOYMENT_ID=32',
  ]);
  const [, body = ''] = /-d '(.+)'$/.exec(curl) ?? [];
  assert.equal((await account.generate(JSON.parse(body) as Record<string, unknown>)).status, 200);
  for (const name of ['city', 'country', 'analysts', 'managers'])
    assert.match(page, new RegExp(`<code>${name}</code>`));
  assert.equal(page.split('data-copy aria-label="Copy: ').length - 1, codes.length, 'a button for each');
});
