import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {startDemo, type Demo} from '../../demo/host/start-demo.js';

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

test('who opens the page is signed in, may be somebody else, and gets sessions as that user', async () => {
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

test('nobody else gets a session, and no other site logs anybody in', async () => {
  assert.equal((await ask('')).status, 401);
  assert.equal((await ask(`demo-${new URL(demo.hostUrl).port}=0123456789abcdef`)).status, 401);
  const cookie = await visit();
  assert.equal((await login(cookie, 'nora', {'sec-fetch-site': 'cross-site'})).status, 403);
  assert.equal((await login(cookie, 'nobody')).status, 404);
});

test('a folder is served, client routes get its page, and nothing outside of it is read', async () => {
  const text = async (path: string): Promise<string> => (await fetch(demo.hostUrl + path)).text();
  assert.equal(await text('/app.js'), 'export {};');
  assert.match(await text('/a/client/route'), /<title>App/);
  assert.ok((await text('/cube-embed.js')).includes('CubeEmbedElement'), 'the built element');
  assert.equal((await fetch(`${demo.hostUrl}/missing.js`)).status, 404);
  assert.doesNotMatch(await text('/..%2f..%2fetc/passwd'), /root:/);
  const policy = (await fetch(demo.hostUrl)).headers.get('content-security-policy') ?? '';
  assert.match(policy, new RegExp(`frame-src ${demo.emulatorUrl};`));
});

test('a taken port is named, and nothing stays running', async () => {
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
