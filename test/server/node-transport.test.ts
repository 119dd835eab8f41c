import assert from 'node:assert/strict';
import {createServer, globalAgent} from 'node:https';
import {createServer as createTcpServer, type AddressInfo, type Server} from 'node:net';
import {afterEach, test} from 'node:test';
import {answerCases, type AnswerCase} from './support/answer-cases.js';
import {mintSession, type CubeReply} from './support/cube-reply.js';
import {startFakeCube} from './support/fake-cube.js';
import {localhostCertificate} from './support/localhost-certificate.js';
import {answerInNode, answerOverHttp} from './support/node-answers.js';

const apiKey = 'sk_test_0123456789';
const good = answerCases.find(({status}) => status === 200) as AnswerCase;
const ask = (baseUrl: string) => answerOverHttp(good, baseUrl, apiKey);

const open = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

/** A Cube that answers with these bytes, and then ends the connection. */
const rawCube = async (bytes: string) => {
  let asked = 0;
  const server = createTcpServer((socket) =>
    socket.once('data', () => {
      asked += 1;
      socket.end(bytes);
    }),
  );
  return {...(await open(server)), asked: () => asked};
};

const ownFetch = globalThis.fetch;
const dispatcher = Symbol.for('undici.globalDispatcher.1');
const {[dispatcher]: ownDispatcher} = globalThis as unknown as Record<symbol, unknown>;
afterEach(() => {
  globalThis.fetch = ownFetch;
  Object.assign(globalThis, {[dispatcher]: ownDispatcher});
});

test('Cube gets the same by Node’s client as by fetch', async () => {
  await using cube = await startFakeCube();
  assert.equal((await answerInNode(good, cube.baseUrl, apiKey)).response.status, 200);
  assert.equal((await ask(cube.baseUrl)).response.status, 200);
  const [byFetch, byNode] = cube.calls.map(({path, body, headers}) => {
    const {authorization, accept, 'content-type': type, 'content-length': length, 'user-agent': agent} = headers;
    return {path, body, authorization, accept, type, length, agent};
  });
  assert.deepEqual(byNode, byFetch);
  assert.equal(byNode?.authorization, `Api-Key ${apiKey}`);
  assert.equal(cube.calls[1]?.headers['accept-encoding'], 'identity');
});

for (const [name, bytes] of [
  ['an answer that breaks off in its body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"sess'],
  ['an answer that breaks off in its head', 'HTTP/1.1 200 OK\r\nContent-Le'],
  ['an answer that is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['a head that is too long', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n'],
] as const) {
  test(`${name} is not asked for twice`, async () => {
    await using cube = await rawCube(bytes);
    const {response, errors} = await ask(`http://127.0.0.1:${cube.port}`);
    assert.equal(response.status, 502);
    assert.match(String(errors[0]), /cube-unreachable/);
    assert.equal(cube.asked(), 1);
  });
}

test('a kept connection that Cube has closed meanwhile is no failure', async () => {
  await using cube = await startFakeCube();
  const used = new Set<unknown>();
  let closed = 0;
  const closing: CubeReply = (call, res, req) => {
    if (used.has(req.socket) && closed === 0) {
      closed += 1;
      return void req.socket.destroy();
    }
    used.add(req.socket);
    return mintSession(call, res, req);
  };
  cube.reply = closing;
  for (let i = 0; i < 3; i += 1) assert.equal((await ask(cube.baseUrl)).response.status, 200);
  assert.equal(closed, 1);
  assert.equal(cube.calls.length, 4);
});

test('a certificate counts: whom nobody trusts gets no key, and the process says whom it trusts', async () => {
  let asked = 0;
  const server = createServer(localhostCertificate, (_req, res) => {
    asked += 1;
    res.end('{"sessionId":"session-over-tls"}');
  });
  await using cube = await open(server);
  const baseUrl = `https://localhost:${cube.port}`;
  assert.equal((await ask(baseUrl)).response.status, 502);
  assert.equal(asked, 0);
  const {ca} = globalAgent.options;
  globalAgent.options.ca = localhostCertificate.cert;
  try {
    const {response} = await ask(baseUrl);
    assert.equal(((await response.json()) as {sessionId: string}).sessionId, 'session-over-tls');
  } finally {
    globalAgent.options.ca = ca;
    server.closeAllConnections();
  }
});

test('a global fetch that was replaced is used', async () => {
  const urls: unknown[] = [];
  globalThis.fetch = (url) => {
    urls.push(url);
    return Promise.resolve(new Response('{"sessionId":"session-by-fetch"}'));
  };
  const {response} = await ask('https://acme.cubecloud.dev');
  assert.equal(((await response.json()) as {sessionId: string}).sessionId, 'session-by-fetch');
  assert.deepEqual(urls, ['https://acme.cubecloud.dev/api/v1/embed/generate-session']);
});

test('a dispatcher that fetch was given, for a proxy say, is used', async () => {
  const paths: string[] = [];
  class ProxyAgent {
    dispatch({path}: {path: string}, {onError}: {onError: (error: Error) => void}): boolean {
      paths.push(path);
      onError(new Error('The proxy is down.'));
      return false;
    }
  }
  Object.assign(globalThis, {[dispatcher]: new ProxyAgent()});
  const {response} = await ask('https://acme.cubecloud.dev');
  assert.equal(response.status, 502);
  assert.equal(paths[0], '/api/v1/embed/generate-session');
});
