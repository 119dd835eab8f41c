import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createServer, globalAgent} from 'node:https';
import {createServer as createTcpServer, type AddressInfo, type Server} from 'node:net';
import {afterEach, describe, test} from 'node:test';
import {Readable} from 'node:stream';
import {promisify} from 'node:util';
import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync} from 'node:zlib';
import {createCubeClient} from '../../src/server/index.js';
import {answerCases, type AnswerCase} from './support/answer-cases.js';
import {caseHandler} from './support/case-handler.js';
import {mintSession, type CubeReply} from './support/cube-reply.js';
import {startFakeCube} from './support/fake-cube.js';
import {localhostCertificate} from './support/localhost-certificate.js';
import {answerInNode, answerOverHttp} from './support/node-answers.js';
import {sessionRequest} from './support/session-request.js';

const apiKey = 'sk_test_0123456789';
const good = answerCases.find(({status}) => status === 200) as AnswerCase;
const transports = {fetch: answerInNode, 'Node’s client': answerOverHttp};

for (const [name, ask] of Object.entries(transports)) {
  describe(`a call to Cube by ${name}`, () => {
    test('a kept connection that Cube resets at its second use fails no request', async () => {
      await using cube = await startFakeCube();
      const used = new Set<unknown>();
      const held: (() => void)[] = [];
      let holds = 10;
      cube.reply = (call, res, req) => {
        if (used.has(req.socket)) return void req.socket.destroy();
        used.add(req.socket);
        // Held until ten requests are in flight, so that ten connections are kept.
        held.push(() => void mintSession(call, res, req));
        if (held.length >= holds) for (const release of held.splice(0)) release();
      };
      const askAll = (count: number) =>
        Promise.all(Array.from({length: count}, async () => (await ask(good, cube.baseUrl, apiKey)).response.status));
      assert.deepEqual(new Set(await askAll(10)), new Set([200]));
      holds = 1;
      assert.deepEqual(await askAll(5), [200, 200, 200, 200, 200]);
    });

    const session = '{"sessionId":"session-packed"}';
    const packed: readonly (readonly [encoding: string, bytes: Buffer, status: number])[] = [
      ['gzip', gzipSync(session), 200],
      ['GZIP', gzipSync(session), 200],
      ['x-gzip', gzipSync(session), 200],
      ['deflate', deflateSync(session), 200],
      ['deflate', deflateRawSync(session), 200],
      ['br', brotliCompressSync(session), 200],
      ['gzip, br', brotliCompressSync(gzipSync(session)), 200],
      ['gzip', gzipSync(session.padEnd(10_000_000)), 502],
      ['br', brotliCompressSync(session.padEnd(10_000_000)), 502],
      ['gzip', Buffer.from('no gzip'), 502],
      ['compress', Buffer.from('no such way'), 502],
      ['identity', Buffer.from(session), 200],
      ['gzip, identity', gzipSync(session), 502],
      ['gzip, gzip', gzipSync(gzipSync(session)), 200],
      ['gzip,gzip,gzip,gzip,gzip', [1, 2, 3, 4, 5].reduce((bytes) => gzipSync(bytes), Buffer.from(session)), 200],
      ['gzip', gzipSync(session).subarray(0, -8), 200],
      ['gzip', Buffer.concat([gzipSync(session), Buffer.from('more')]), 502],
      ['gzip', Buffer.alloc(0), 502],
      ['', Buffer.from(session), 200],
    ];
    for (const [encoding, bytes, status] of packed) {
      test(`an answer of ${bytes.length} bytes with the content encoding ${encoding} leads to ${status}`, async () => {
        await using cube = await startFakeCube((_call, res) => {
          res.writeHead(200, {'content-type': 'application/json', 'content-encoding': encoding}).end(bytes);
        });
        const {response} = await ask(good, cube.baseUrl, apiKey);
        assert.equal(response.status, status);
        if (status === 200) {
          assert.equal(((await response.json()) as {sessionId: string}).sessionId, 'session-packed');
        }
      });
    }
  });
}

describe('a revocation', () => {
  const answers: readonly (readonly [what: string, status: number, body: string, isRevoked: boolean])[] = [
    ['204', 204, '', true],
    ['200 without a body', 200, '', true],
    ['200 with a line break', 200, '\n', true],
    ['200 with JSON', 200, '{"revoked":true}', true],
    ['200 with a page of HTML', 200, '<!doctype html><title>Cube</title>', false],
    ['200 with text', 200, 'OK', false],
    ['201 without a body', 201, '', false],
    ['202 with JSON', 202, '{}', false],
    ['206 with JSON', 206, '{}', false],
    ['404', 404, '{}', false],
  ];
  for (const [what, status, body, isRevoked] of answers) {
    test(`${isRevoked ? 'succeeds' : 'rejects'} where Cube answers with ${what}`, async () => {
      await using cube = await startFakeCube((_call, res) => void res.writeHead(status).end(body));
      const revoked = createCubeClient({baseUrl: cube.baseUrl, apiKey}).revokeSession('session-1');
      if (isRevoked) await revoked;
      else await assert.rejects(revoked, {name: /^Cube(Server|Api)Error$/});
    });
  }
});

describe('a fetch of the application', () => {
  const session = '{"sessionId":"session-by-hand"}';
  const read = (body: string) => ({arrayBuffer: async () => new Blob([body]).arrayBuffer()});
  const long = session.padEnd(70_000);
  const answers: readonly (readonly [what: string, answer: () => unknown, status: number])[] = [
    ['whose answer has no stream', () => read(session), 200],
    ['whose answer has a stream of Node', () => ({body: Readable.from([Buffer.from(session)]), ...read(session)}), 200],
    ['whose answer has a stream of text', () => ({body: Readable.toWeb(Readable.from([session]))}), 200],
    ['whose answer has no stream and is too long', () => read(long), 502],
    ['whose answer can’t be read', () => ({}), 502],
  ];
  for (const [what, answer, status] of answers) {
    test(`${what} leads to ${status}, by one call`, async () => {
      let calls = 0;
      const {handler} = caseHandler(good, {baseUrl: 'https://acme.cubecloud.dev', apiKey}, String, () => {
        calls += 1;
        return Promise.resolve({status: 200, headers: new Headers(), ...(answer() as object)} as Response);
      });
      assert.equal((await handler(sessionRequest())).status, status);
      assert.equal(calls, 1);
    });
  }
});

/** Runs a module in a new process, in which no web class was loaded before. */
const run = async (before: string, after = ''): Promise<string> => {
  const code = `
    const log = [];
    const answer = () => Promise.resolve(new Response('{"sessionId":"session-by-fetch"}'));
    const dispatcher = Symbol.for('undici.globalDispatcher.1');
    class Agent { dispatch(_options, {onError}) { log.push('dispatcher'); onError(new Error('none')); return false; } }
    ${before}
    const {createSessionHandler, toNodeHandler} = await import('./src/server/index.ts');
    ${after}
    const http = process.getBuiltinModule('node:http');
    http.request = (...args) => { log.push('http'); throw new Error('none'); };
    const res = {setHeader() {}, end() {}};
    await toNodeHandler(createSessionHandler({
      baseUrl: 'http://127.0.0.1:4999', apiKey: 'sk_test', deploymentId: 1, identify: () => ({externalId: 'ada'}), onError() {},
    }))({method: 'POST', url: '/', headers: {'content-type': 'application/json'}, body: {type: 'chat', reason: 'initial'}}, res);
    console.log(res.statusCode, [...new Set(log)].join());`;
  const {stdout} = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code]);
  return stdout.trim();
};

describe('Node’s client never replaces a fetch that may have been changed', () => {
  const fetched = 'globalThis.fetch = () => { log.push("fetch"); return answer(); };';
  const set = 'Object.defineProperty(globalThis, dispatcher, {value: new Agent(), writable: true});';
  const cases: readonly (readonly [what: string, before: string, after: string, said: string])[] = [
    ['fetch replaced before the import', fetched, '', '200 fetch'],
    ['fetch replaced after it', '', fetched, '200 fetch'],
    [
      'fetch wrapped in a Proxy before it',
      `globalThis.fetch = new Proxy(fetch, {apply() { log.push('fetch'); return answer(); }});`,
      '',
      '200 fetch',
    ],
    [
      'fetch bound before it',
      `globalThis.fetch = (() => { log.push('fetch'); return answer(); }).bind(null);`,
      '',
      '200 fetch',
    ],
    [
      'fetch wrapped before it, with a toString() that shows the original’s source',
      `const original = fetch, {toString} = Function.prototype; ${fetched}
      Function.prototype.toString = function () { return toString.call(this === globalThis.fetch ? original : this); };`,
      '',
      '200 fetch',
    ],
    ['an Agent of undici’s set as dispatcher before it', set, '', '502 dispatcher'],
    ['one set after it', '', set, '502 dispatcher'],
  ];
  for (const [what, before, after, said] of cases) {
    test(what, async () => assert.equal(await run(before, after), said));
  }
});

const askByNode = (baseUrl: string) => answerOverHttp(good, baseUrl, apiKey);

const open = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

/** A Cube that answers with these bytes and closes the connection. */
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

test('Node’s client sends Cube the same request as fetch', async () => {
  await using cube = await startFakeCube();
  assert.equal((await answerInNode(good, cube.baseUrl, apiKey)).response.status, 200);
  assert.equal((await askByNode(cube.baseUrl)).response.status, 200);
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
  test(`${name} does not repeat the call`, async () => {
    await using cube = await rawCube(bytes);
    const {response, errors} = await askByNode(`http://127.0.0.1:${cube.port}`);
    assert.equal(response.status, 502);
    assert.match(String(errors[0]), /cube-unreachable/);
    assert.equal(cube.asked(), 1);
  });
}

test('a kept connection that Cube has closed meanwhile fails no request', async () => {
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
  for (let i = 0; i < 3; i += 1) assert.equal((await askByNode(cube.baseUrl)).response.status, 200);
  assert.equal(closed, 1);
  assert.equal(cube.calls.length, 4);
});

test('a server with an untrusted certificate does not get the key; one that the global agent trusts does', async () => {
  let asked = 0;
  const server = createServer(localhostCertificate, (_req, res) => {
    asked += 1;
    res.end('{"sessionId":"session-over-tls"}');
  });
  await using cube = await open(server);
  const baseUrl = `https://localhost:${cube.port}`;
  assert.equal((await askByNode(baseUrl)).response.status, 502);
  assert.equal(asked, 0);
  const {ca} = globalAgent.options;
  globalAgent.options.ca = localhostCertificate.cert;
  try {
    const {response} = await askByNode(baseUrl);
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
  const {response} = await askByNode('https://acme.cubecloud.dev');
  assert.equal(((await response.json()) as {sessionId: string}).sessionId, 'session-by-fetch');
  assert.deepEqual(urls, ['https://acme.cubecloud.dev/api/v1/embed/generate-session']);
});

test('a global dispatcher, such as a proxy’s, is used', async () => {
  const paths: string[] = [];
  class ProxyAgent {
    dispatch({path}: {path: string}, {onError}: {onError: (error: Error) => void}): boolean {
      paths.push(path);
      onError(new Error('The proxy is down.'));
      return false;
    }
  }
  Object.assign(globalThis, {[dispatcher]: new ProxyAgent()});
  const {response} = await askByNode('https://acme.cubecloud.dev');
  assert.equal(response.status, 502);
  assert.equal(paths[0], '/api/v1/embed/generate-session');
});
