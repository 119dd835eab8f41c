import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, request as httpRequest} from 'node:http';
import {createServer as createTcpServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {requireProgram} from '../../scripts/programs.js';
import {createSessionHandler, toNodeHandler} from '../../src/server/index.js';
import {replyTo} from './support/fetched-cube.js';

const [, documented = ''] = /```nginx\n(.*?)```/s.exec(readFileSync('docs/server.md', 'utf8')) ?? [];

const freePort = async (): Promise<number> => {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const handle = toNodeHandler(
  createSessionHandler({
    baseUrl: 'https://acme.cubecloud.dev',
    apiKey: 'sk_test_0123456789',
    deploymentId: 32,
    identify: () => ({externalId: 'ada'}),
    fetch: replyTo().fetch,
  }),
);
const route = createServer((req, res) => void handle(req, res));
const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
let port = 0;
let stop: () => Promise<void> = () => Promise.resolve();

before(async () => {
  await new Promise<void>((resolve) => route.listen(0, '127.0.0.1', resolve));
  port = await freePort();
  const own = (route.address() as AddressInfo).port;
  const block = documented.replace('127.0.0.1:3000', `127.0.0.1:${own}`);
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr notice; events {}
     http { access_log off; ${temp.join(' ')}
       server { listen 127.0.0.1:${port};
         ${block}
         ${block.replace('/api/', '/portless/').replace('$http_host', '$host')}
       } }`,
  );
  const child = spawn(requireProgram('nginx'), ['-p', folder, '-c', join(folder, 'nginx.conf')]);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  stop = () => (child.kill(), ended);
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      // nginx writes this when it listens.
      if (/using the "\w+" event method/.test(log)) resolve();
    });
    child.once('close', () => reject(new Error(`nginx ended: ${log}`)));
  });
});

after(async () => {
  await stop();
  route.closeAllConnections();
  route.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Sends the request of a browser from a page on plain http, where browsers send no Sec-Fetch-Site. */
const ask = (path: string, host: string, origin: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = {host, origin, 'content-type': 'application/json'};
    httpRequest({port, path, method: 'POST', headers})
      .on('response', (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end('{"type":"chat","reason":"initial"}');
  });

test('docs/server.md has lines for nginx', () => assert.match(documented, /proxy_set_header Host \$http_host;/));

for (const host of ['intranet:8080', 'intranet', 'app.example.com']) {
  test(`behind the documented lines a page of http://${host} gets a session`, async () =>
    assert.equal(await ask('/api/cube/session', host, `http://${host}`), 200));
}

test('where TLS ends at nginx, a page of https://app.example.com gets a session', async () =>
  assert.equal(await ask('/api/cube/session', 'app.example.com', 'https://app.example.com'), 200));

test('behind the documented lines a page of another origin gets no session; behind $host no page does, and the log explains it', async (t) => {
  const warn = t.mock.method(console, 'warn', () => undefined);
  assert.equal(await ask('/portless/', 'intranet:8080', 'http://intranet:8080'), 403);
  assert.equal(await ask('/api/cube/session', 'intranet:8080', 'http://evil.example'), 403);
  assert.equal(warn.mock.callCount(), 1);
  assert.match(
    String(warn.mock.calls[0]?.arguments[0]),
    /http:\/\/intranet:8080 to http:\/\/intranet was refused.*Host/,
  );
});
