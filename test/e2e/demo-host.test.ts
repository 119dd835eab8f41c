import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, request} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {startDemo, startHost, type Demo} from '../../demo/host/start-demo.js';

const folder = mkdtempSync(join(tmpdir(), 'cube-embed-demo-'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>App</title>');
writeFileSync(join(folder, 'app.js'), 'export {};');
let demo: Demo;
before(async () => {
  demo = await startDemo({staticFolder: folder});
});
after(async () => {
  await demo.stop();
  rmSync(folder, {recursive: true});
});

const visit = async (): Promise<string> => {
  const answer = await fetch(demo.hostUrl);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
};
const ask = (cookie: string): Promise<Response> =>
  fetch(`${demo.hostUrl}/api/cube/session`, {
    method: 'POST',
    headers: {cookie, 'content-type': 'application/json'},
    body: JSON.stringify({type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'}),
  });
const login = (cookie: string, id: string, headers = {}): Promise<Response> =>
  fetch(`${demo.hostUrl}/api/login/${id}`, {method: 'POST', headers: {cookie, ...headers}});

test('a browser that opens the page is signed in, may choose another user, and gets that user’s sessions', async () => {
  const cookie = await visit();
  assert.equal((await ask(cookie)).status, 200);
  assert.equal((await login(cookie, 'nora')).status, 204);
  const answer = (await (await ask(cookie)).json()) as object;
  assert.deepEqual(Object.keys(answer), ['sessionId', 'baseUrl', 'deploymentId']);
  assert.deepEqual(
    demo.emulator.ledger.sessions().map(({user}) => user),
    ['sam', 'nora'],
  );
  const settings = (await (await fetch(`${demo.hostUrl}/api/demo`, {headers: {cookie}})).json()) as {user: string};
  assert.equal(settings.user, 'nora');
});

test('a signed-out browser gets no session, and no other site signs a browser in', async () => {
  assert.equal((await ask('')).status, 401);
  assert.equal((await ask(`demo-${new URL(demo.hostUrl).port}=0123456789abcdef`)).status, 401);
  const cookie = await visit();
  assert.equal((await login(cookie, 'nora', {'sec-fetch-site': 'cross-site'})).status, 403);
  assert.equal((await login(cookie, 'nobody')).status, 404);
});

test('logout revokes every session of the user and signs the browser out; other sites can’t do either', async () => {
  const cookie = await visit();
  const logout = (headers = {}): Promise<Response> =>
    fetch(`${demo.hostUrl}/api/logout`, {method: 'POST', headers: {cookie, ...headers}});
  assert.equal((await login(cookie, 'max')).status, 204);
  const before = demo.emulator.ledger.totals().revoked;
  for (const tab of ['first', 'second']) assert.equal((await ask(cookie)).status, 200, tab);
  assert.equal((await logout({'sec-fetch-site': 'cross-site'})).status, 403);
  assert.equal((await ask(cookie)).status, 200, 'still signed in');
  assert.equal((await logout()).status, 204);
  assert.equal(demo.emulator.ledger.totals().revoked, before + 3);
  assert.equal((await ask(cookie)).status, 401);
  assert.equal((await logout()).status, 401);
  const settings = (await (await fetch(`${demo.hostUrl}/api/demo`, {headers: {cookie}})).json()) as {user: unknown};
  assert.equal(settings.user, null);
  assert.equal((await login(cookie, 'sam')).status, 204);
  assert.equal((await ask(cookie)).status, 200);
});

test('the app is for users who may create', async (t) => {
  const playground = await startDemo();
  t.after(() => playground.stop());
  const cookie = (await fetch(playground.hostUrl)).headers.get('set-cookie')?.split(';')[0] ?? '';
  const choose = (groups: readonly string[]): Promise<Response> =>
    fetch(`${playground.hostUrl}/api/playground/choice`, {
      method: 'PUT',
      headers: {cookie, 'content-type': 'application/json'},
      body: JSON.stringify({deploymentId: 32, viewer: {kind: 'external', city: null, groups}}),
    });
  const askFor = async (type: string): Promise<number> => {
    const answer = await fetch(`${playground.hostUrl}/api/cube/session`, {
      method: 'POST',
      headers: {cookie, 'content-type': 'application/json'},
      body: JSON.stringify({type, reason: 'initial'}),
    });
    return answer.status;
  };
  assert.deepEqual([await askFor('app'), await askFor('chat')], [200, 200]);
  assert.equal((await choose([])).status, 204);
  assert.deepEqual([await askFor('app'), await askFor('chat')], [403, 200]);
  assert.equal((await choose(['managers'])).status, 204);
  assert.deepEqual([await askFor('app'), await askFor('chat')], [200, 200]);
});

/** Sends a request with any Host header, which `fetch` sets by itself. */
const askAs = (url: string, host: string, method: string, path: string, cookie: string) =>
  new Promise<{status: number; body: string; cookies: number}>((resolve, reject) => {
    const headers = {host, cookie, 'content-type': 'application/json'};
    const sent = request(new URL(path, url), {method, headers}, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      answer.on('end', () => {
        resolve({status: answer.statusCode ?? 0, body, cookies: answer.headers['set-cookie']?.length ?? 0});
      });
    });
    sent.on('error', reject);
    sent.end(method === 'GET' ? undefined : '{"type":"dashboard","id":"OwVQpbdaZmBT","reason":"initial"}');
  });

/** Every route of the host, and an unknown path. */
const routes = [
  'GET /',
  'GET /api/demo',
  'POST /api/login/nora',
  'POST /api/cube/session',
  'POST /api/logout',
  'GET /cube-embed.js',
  'GET /playground.css',
  'GET /documents.css',
  'GET /docs/',
  'GET /playground.js',
  'GET /api/playground',
  'PUT /api/playground/choice',
  'POST /api/playground/faults/endpoint-down',
  'GET /api/playground/report',
  'GET /a/client/route',
];

test('a page under a name that was pointed at this machine gets no session, of the emulator or of a real tenant', async (t) => {
  const tenant = {baseUrl: demo.emulatorUrl, apiKey: 'emulator-key', deploymentId: 32, dashboardId: 'OwVQpbdaZmBT'};
  const hosts = [await startHost(tenant), await startDemo(), {hostUrl: demo.hostUrl, stop: () => Promise.resolve()}];
  t.after(() => Promise.all(hosts.map((host) => host.stop())));
  for (const {hostUrl} of hosts) {
    const {port} = new URL(hostUrl);
    const cookie = (await fetch(hostUrl)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const issued = demo.emulator.ledger.sessions().length;
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      for (const name of [
        'evil.example',
        'localhost.evil.example',
        '127.0.0.1.evil.example',
        'xlocalhost',
        '0.0.0.0',
      ]) {
        const answer = await askAs(hostUrl, `${name}:${port}`, method, path, cookie);
        assert.equal(answer.status, 403, `${route} as ${name}`);
        assert.doesNotMatch(answer.body, /sessionId|<title>|emulator/, `${route} as ${name}`);
        assert.equal(answer.cookies, 0, `${route} as ${name}`);
      }
    }
    assert.equal(demo.emulator.ledger.sessions().length, issued);
    for (const name of ['localhost', 'LOCALHOST', 'shop.localhost', '127.0.0.1', '[::1]']) {
      assert.equal((await askAs(hostUrl, `${name}:${port}`, 'GET', '/', '')).status, 200, name);
    }
  }
});

test('a folder is served, client routes get its page, and no file outside of it is read', async () => {
  const text = async (path: string): Promise<string> => (await fetch(demo.hostUrl + path)).text();
  assert.equal(await text('/app.js'), 'export {};');
  assert.match(await text('/a/client/route'), /<title>App/);
  assert.ok((await text('/cube-embed.js')).includes('CubeEmbedElement'), 'the built element');
  assert.equal((await fetch(`${demo.hostUrl}/missing.js`)).status, 404);
  assert.doesNotMatch(await text('/..%2f..%2fetc/passwd'), /root:/);
  const policy = (await fetch(demo.hostUrl)).headers.get('content-security-policy') ?? '';
  assert.match(policy, new RegExp(`frame-src ${demo.emulatorUrl};`));
});

test('the error of a taken port names it, and no server keeps running', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const {port} = blocker.address() as AddressInfo;
  const emulatorPort = Number(new URL(demo.emulatorUrl).port);
  await assert.rejects(startDemo({staticFolder: folder, hostPort: port}), new RegExp(`Port ${port} on .* is taken`));
  await assert.rejects(
    startDemo({staticFolder: folder, emulatorPort}),
    new RegExp(`Port ${emulatorPort} on .* is taken`),
  );
  await new Promise((resolve) => blocker.close(resolve));
});
