import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {
  createSessionHandler,
  CubeServerError,
  HttpError,
  type RateLimiter,
  type SessionHandlerOptions,
} from '../../src/server/index.js';
import {startFakeCube} from './support/fake-cube.js';
import {sessionRequest} from './support/session-request.js';

const apiKey = 'sk_live_0123456789';

/** Throws any value, as an application may. */
const thrower = (thrown: unknown) => (): never => {
  throw thrown;
};
const never = new Promise<never>(() => undefined);

const setUp = async (change: Partial<SessionHandlerOptions> = {}) => {
  const cube = await startFakeCube();
  const errors: unknown[] = [];
  const handler = createSessionHandler({
    baseUrl: cube.baseUrl,
    apiKey,
    deploymentId: 32,
    identify: () => ({externalId: 'ada'}),
    onError: (error) => errors.push(error),
    ...change,
  });
  return {
    cube,
    errors,
    handler,
    codes: () => errors.map((error) => (error as CubeServerError).code),
    [Symbol.asyncDispose]: () => cube[Symbol.asyncDispose](),
  };
};

describe('a function of the application that never settles', () => {
  test('onSession: the viewer gets the session in time, and onError is called', async () => {
    await using t = await setUp({onSession: () => never, timeoutMs: 300});
    assert.equal((await t.handler(sessionRequest())).status, 200);
    assert.deepEqual(t.codes(), ['on-session-failed']);
  });

  test('identify: 500, and onError is called', async () => {
    await using t = await setUp({identify: () => never, timeoutMs: 50});
    assert.equal((await t.handler(sessionRequest())).status, 500);
    assert.deepEqual(t.codes(), ['identify-failed']);
    assert.equal(t.cube.calls.length, 0);
  });

  test('a limiter: the viewer passes, and onError is called', async () => {
    await using t = await setUp({rateLimit: {take: () => never}});
    assert.equal((await t.handler(sessionRequest())).status, 200);
    assert.deepEqual(t.codes(), ['rate-limit-failed']);
  });

  test('onError: the answer does not wait for it', async () => {
    await using t = await setUp({identify: () => Promise.reject(new Error('x')), onError: () => never});
    assert.equal((await t.handler(sessionRequest())).status, 500);
  });
});

describe('a faulty limiter lets the viewer pass, and onError is called', () => {
  const wrong: readonly (readonly [what: string, take: () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('store');
      },
    ],
    ['gives nothing', () => undefined],
    ['gives null', () => null],
    ['gives true', () => true],
    ['gives an empty object', () => ({})],
    ['refuses without a time', () => ({allowed: false})],
    ['refuses for no number', () => ({allowed: false, retryAfterMs: Number.NaN})],
    ['refuses for a text', () => ({allowed: false, retryAfterMs: '7'})],
    ['says "yes"', () => ({allowed: 'yes'})],
  ];
  for (const [what, take] of wrong) {
    test(`a limiter that ${what}`, async () => {
      await using t = await setUp({rateLimit: {take} as RateLimiter});
      assert.equal((await t.handler(sessionRequest())).status, 200);
      assert.equal(t.errors.length, 1, inspect(t.errors));
    });
  }

  for (const [retryAfterMs, header] of [
    [1e300, '86400'],
    [Infinity, '86400'],
    [-1, '1'],
    [0, '1'],
    [1001, '2'],
  ] as const) {
    test(`a wait of ${retryAfterMs} ms is a Retry-After of ${header} s`, async () => {
      await using t = await setUp({rateLimit: {take: () => ({allowed: false, retryAfterMs})}});
      const answer = await t.handler(sessionRequest());
      assert.equal(answer.status, 429);
      assert.equal(answer.headers.get('retry-after'), header);
      assert.deepEqual(t.errors, []);
    });
  }
});

describe('the context of the server', () => {
  test('goes to identify unchanged', async () => {
    const seen: unknown[] = [];
    await using t = await setUp({identify: (_request, _embed, context) => (seen.push(context), null)});
    const context = {env: {}};
    await t.handler(sessionRequest(), context);
    await t.handler(sessionRequest());
    assert.equal(seen[0], context);
    assert.equal(seen[1], undefined);
  });
});

describe('an error that holds the key is replaced before onError gets it', () => {
  const axiosError = Object.assign(new Error('Request failed'), {
    config: {headers: {authorization: `Api-Key ${apiKey}`}},
    request: new Request('https://acme.cubecloud.dev', {headers: {authorization: `Api-Key ${apiKey}`}}),
  });
  const form = new FormData();
  form.set('key', apiKey);
  const deep = {a: [{b: new Map([['c', {d: new Set([apiKey])}]])}]};
  const hidden = Object.defineProperty(new Error('x'), 'config', {value: apiKey, enumerable: false});
  const hostile = new Proxy(new Error('x'), {
    ownKeys() {
      throw new Error(apiKey);
    },
  });
  const thrown: readonly (readonly [what: string, error: unknown])[] = [
    ['a string', apiKey],
    ['a string that quotes it', `config: ${apiKey}`],
    ['a message', new Error(`config: ${apiKey}`)],
    ['a cause', new Error('x', {cause: new Error(apiKey)})],
    ['a cause that is a string', new Error('x', {cause: apiKey})],
    ['the cause of a cause', new Error('x', {cause: new Error('y', {cause: {apiKey}})})],
    ['an AggregateError', new AggregateError([new Error(apiKey)])],
    ['a member', Object.assign(new Error('x'), {apiKey})],
    ['a hidden member', hidden],
    ['the request that it carries', axiosError],
    ['a Request alone', Object.assign(new Error('x'), {request: axiosError.request})],
    ['a deep place', deep],
    ['the name of a member', {[apiKey]: 1}],
    ['a symbol', {[Symbol(apiKey)]: 1}],
    ['bytes', Object.assign(new Error('x'), {body: Buffer.from(`key=${apiKey}`)})],
    ['a URL', new Error(`GET /?key=${encodeURIComponent(apiKey)}`)],
    ['an object that can’t be searched', hostile],
    ['a URL object', Object.assign(new Error('x'), {url: new URL(`https://a.example/?key=${apiKey}`)})],
    ['URLSearchParams', Object.assign(new Error('x'), {query: new URLSearchParams({key: apiKey})})],
    ['FormData', Object.assign(new Error('x'), {form})],
    ['a String object', Object.assign(new Error('x'), {key: new String(apiKey)})],
    ['an ArrayBuffer', Object.assign(new Error('x'), {body: new TextEncoder().encode(apiKey).buffer})],
    [
      'what it says as JSON',
      new (class extends Error {
        toJSON = () => ({apiKey});
      })('x'),
    ],
    [
      'what it says as text',
      new (class extends Error {
        override toString = () => apiKey;
      })('x'),
    ],
    ['a getter that JSON reads', Object.defineProperty(new Error('x'), 'key', {enumerable: true, get: () => apiKey})],
    ['the message of this package’s own error', new CubeServerError('unexpected', 500, `config: ${apiKey}`)],
    [
      'the cause of this package’s own error',
      Object.assign(new CubeServerError('unexpected', 500, 'x'), {cause: apiKey}),
    ],
  ];
  for (const [what, error] of thrown) {
    test(what, async () => {
      await using t = await setUp({identify: thrower(error)});
      assert.equal((await t.handler(sessionRequest())).status, 500);
      assert.deepEqual(t.codes(), ['identify-failed']);
      const shown = inspect(t.errors, {depth: 20, showHidden: true, getters: true});
      assert.doesNotMatch(`${shown} ${JSON.stringify(t.errors)} ${String(t.errors)}`, /sk_live/);
    });
  }

  test('an error without the key is passed on unchanged, even with circular references and classes', async () => {
    class Driver {
      readonly #port = 1;
      get port() {
        return this.#port;
      }
      toJSON = () => this.#port;
    }
    const error = Object.assign(new Error('x'), {self: {}, Driver, URL, driver: new Driver(), at: new Date(NaN)});
    error.self = error;
    await using t = await setUp({identify: () => Promise.reject(error)});
    await t.handler(sessionRequest());
    assert.equal(t.errors[0], error);
  });

  test('a session id in an error of onSession is left out, too', async () => {
    await using t = await setUp({onSession: ({sessionId}) => Promise.reject(new Error(`can't keep ${sessionId}`))});
    assert.equal((await t.handler(sessionRequest())).status, 200);
    assert.doesNotMatch(inspect(t.errors, {depth: 20}), /session-for-ada/);
    assert.deepEqual(t.codes(), ['on-session-failed']);
  });

  test('an HttpError answers with its status, whatever its message', async () => {
    await using t = await setUp({identify: () => Promise.reject(new HttpError(403, apiKey))});
    const answer = await t.handler(sessionRequest());
    assert.equal(answer.status, 403);
    assert.doesNotMatch(await answer.text(), /sk_live/);
    assert.deepEqual(t.errors, []);
  });
});

describe('allowedOrigins', () => {
  const base: SessionHandlerOptions = {
    baseUrl: 'https://acme.cubecloud.dev',
    apiKey,
    deploymentId: 1,
    identify: () => null,
  };
  for (const origin of [
    'https://a.example',
    'HTTPS://A.example:443/',
    'http://localhost:3000',
    'capacitor://localhost',
    'ionic://localhost',
    'tauri://localhost',
    'chrome-extension://abcdef',
    'app://-',
    'vscode-webview://x1',
  ]) {
    test(`takes ${origin}`, () => void createSessionHandler({...base, allowedOrigins: [origin]}));
  }
  for (const origin of [
    '*',
    'null',
    '',
    'a.example',
    'https://',
    'https://a.example/x',
    'https://u@a.example',
    'https://*.example',
    'capacitor://',
    'capacitor://localhost/x',
    'capacitor:localhost',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///',
    7,
    null,
  ]) {
    test(`refuses ${inspect(origin)}`, () =>
      assert.throws(() => createSessionHandler({...base, allowedOrigins: [origin as string]}), TypeError));
  }
});
