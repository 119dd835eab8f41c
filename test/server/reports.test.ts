import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {createSessionHandler, HttpError, type SessionHandlerOptions} from '../../src/server/index.js';
import {replyWith} from './support/cube-reply.js';
import {startFakeCube} from './support/fake-cube.js';
import {sessionRequest} from './support/session-request.js';

const apiKey = 'sk_live_0123456789';

/** Throws any value, as an application may. */
const thrower = (thrown: unknown) => (): never => {
  throw thrown;
};
const options: SessionHandlerOptions = {
  baseUrl: 'https://acme.cubecloud.dev',
  apiKey,
  deploymentId: 32,
  identify: () => ({externalId: 'ada'}),
};

describe('without onError', () => {
  const lines: readonly (readonly [
    what: string,
    change: Partial<SessionHandlerOptions>,
    reply: string,
    status: number,
    line: RegExp,
  ])[] = [
    [
      'a wrong key',
      {},
      '{"statusCode":401,"message":"Invalid API key","error":"Unauthorized"}',
      401,
      /wrong key.*Invalid API key/,
    ],
    [
      'a refusal',
      {},
      '{"error":"Embedding is not enabled"}',
      403,
      /403.*embedding is switched off.*Embedding is not enabled/,
    ],
    ['a list of complaints', {}, '{"message":["a is wrong","b is wrong"]}', 400, /400.*a is wrong; b is wrong/],
    ['a text', {}, 'upstream\nis\tgone', 503, /503.*upstream is gone/],
    ['a page of HTML', {}, '<html>a page</html>', 500, /Cube answered 500\.$/],
    [
      'an error of the host',
      {identify: () => Promise.reject(new TypeError('no\nuser'))},
      '',
      200,
      /identify-failed: TypeError: no user \(at .*\)$/,
    ],
    ['a string that is thrown', {identify: thrower(apiKey)}, '', 200, /\[api key\]/],
    ['a missing key', {apiKey: undefined}, '', 200, /apiKey is missing/],
  ];
  for (const [what, change, reply, status, line] of lines) {
    test(`${what} is one line on console.error, without the key`, async (t) => {
      const log = t.mock.method(console, 'error', () => undefined);
      await using cube = await startFakeCube(replyWith(status, reply));
      const handler = createSessionHandler({
        baseUrl: cube.baseUrl,
        apiKey,
        deploymentId: 32,
        identify: () => ({externalId: 'ada'}),
        ...change,
      });
      const answer = await handler(sessionRequest());
      assert.ok(answer.status >= 500);
      assert.equal(log.mock.callCount(), 1);
      const said = log.mock.calls[0]?.arguments as readonly unknown[] | undefined;
      assert.equal(said?.length, 1);
      assert.match(String(said?.[0]), line);
      assert.match(String(said?.[0]), /^cube-embed: [^\n\r]+$/);
      assert.doesNotMatch(String(said?.[0]) + (await answer.text()), /sk_live/);
    });
  }
});

describe('a refusal by origin', () => {
  test('has a title of its own, and is logged once with both origins', async (t) => {
    const log = t.mock.method(console, 'warn', () => undefined);
    const handler = createSessionHandler({...options, identify: () => Promise.reject(new HttpError(403))});
    const titleOf = async (headers: Record<string, string | null>): Promise<string> => {
      const answer = await handler(sessionRequest({headers}));
      assert.equal(answer.status, 403);
      return ((await answer.json()) as {title: string}).title;
    };
    const byIdentify = await titleOf({});
    assert.equal(log.mock.callCount(), 0);
    const elsewhere = {'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example'};
    const byOrigin = await titleOf(elsewhere);
    assert.notEqual(byOrigin, byIdentify);
    assert.equal(await titleOf({'sec-fetch-site': null, origin: 'https://third.example'}), byOrigin);
    assert.equal(log.mock.callCount(), 1);
    assert.match(String(log.mock.calls[0]?.arguments[0]), /https:\/\/elsewhere\.example.*https:\/\/app\.example\.com/);
  });

  test('is logged without an Origin, too', async (t) => {
    const log = t.mock.method(console, 'warn', () => undefined);
    const handler = createSessionHandler(options);
    assert.equal((await handler(sessionRequest({headers: {'sec-fetch-site': 'same-site'}}))).status, 403);
    assert.match(String(log.mock.calls[0]?.arguments[0]), /Sec-Fetch-Site: same-site.*https:\/\/app\.example\.com/);
  });
});
