import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {describe, test} from 'node:test';
import {promisify} from 'node:util';
import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync} from 'node:zlib';
import {createCubeClient} from '../../src/server/index.js';
import {answerCases, type AnswerCase} from './support/answer-cases.js';
import {mintSession} from './support/cube-reply.js';
import {startFakeCube} from './support/fake-cube.js';
import {answerInNode, answerOverHttp} from './support/node-answers.js';

const apiKey = 'sk_test_0123456789';
const good = answerCases.find(({status}) => status === 200) as AnswerCase;
const transports = {fetch: answerInNode, 'Node’s client': answerOverHttp};

for (const [name, ask] of Object.entries(transports)) {
  describe(`by ${name}`, () => {
    test('a Cube that resets each kept connection at its second use fails no request', async () => {
      await using cube = await startFakeCube();
      const used = new Set<unknown>();
      const held: (() => void)[] = [];
      let holds = 10;
      cube.reply = (call, res, req) => {
        if (used.has(req.socket)) return void req.socket.destroy();
        used.add(req.socket);
        // Held until all have come, so that ten connections are kept.
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
    ];
    for (const [encoding, bytes, status] of packed) {
      test(`an answer of ${bytes.length} bytes that is packed by ${encoding}, unasked, is a ${status}`, async () => {
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
    ['404', 404, '{}', false],
  ];
  for (const [what, status, body, isRevoked] of answers) {
    test(`that is answered by ${what} ${isRevoked ? 'counts' : 'rejects'}`, async () => {
      await using cube = await startFakeCube((_call, res) => void res.writeHead(status).end(body));
      const revoked = createCubeClient({baseUrl: cube.baseUrl, apiKey}).revokeSession('session-1');
      if (isRevoked) await revoked;
      else await assert.rejects(revoked, {name: /^Cube(Server|Api)Error$/});
    });
  }
});

/** Runs a module of its own in a process of its own, in which nothing has touched the web classes yet. */
const run = async (before: string, after = ''): Promise<string> => {
  const code = `
    const said = [];
    const answer = () => Promise.resolve(new Response('{"sessionId":"session-by-fetch"}'));
    const dispatcher = Symbol.for('undici.globalDispatcher.1');
    class Agent { dispatch(_options, {onError}) { said.push('dispatcher'); onError(new Error('none')); return false; } }
    ${before}
    const {createSessionHandler, toNodeHandler} = await import('./src/server/index.ts');
    ${after}
    const http = process.getBuiltinModule('node:http');
    http.request = (...args) => { said.push('http'); throw new Error('none'); };
    const res = {setHeader() {}, end() {}};
    await toNodeHandler(createSessionHandler({
      baseUrl: 'http://127.0.0.1:4999', apiKey: 'sk_test', deploymentId: 1, identify: () => ({externalId: 'ada'}), onError() {},
    }))({method: 'POST', url: '/', headers: {'content-type': 'application/json'}, body: {type: 'chat', reason: 'initial'}}, res);
    console.log(res.statusCode, [...new Set(said)].join());`;
  const {stdout} = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code]);
  return stdout.trim();
};

describe('Node’s client never goes out in place of a fetch that may have been changed', () => {
  const fetched = 'globalThis.fetch = () => { said.push("fetch"); return answer(); };';
  const set = 'Object.defineProperty(globalThis, dispatcher, {value: new Agent(), writable: true});';
  const cases: readonly (readonly [what: string, before: string, after: string, said: string])[] = [
    ['fetch replaced before the import', fetched, '', '200 fetch'],
    ['fetch replaced after it', '', fetched, '200 fetch'],
    [
      'fetch wrapped in a Proxy before it',
      `globalThis.fetch = new Proxy(fetch, {apply() { said.push('fetch'); return answer(); }});`,
      '',
      '200 fetch',
    ],
    [
      'fetch bound before it',
      `globalThis.fetch = (() => { said.push('fetch'); return answer(); }).bind(null);`,
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
