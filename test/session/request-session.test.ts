import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {inspect} from 'node:util';
import {CubeEmbedError} from '../../src/protocol/errors.js';
import type {SessionCall} from '../../src/session/request-session.js';
import {turns} from '../support/fake-environment.js';
import {bodyOf, json, opaqueRedirect} from './answers.js';
import {createAsker, defaultCall, errorOf, sessionId} from './asker.js';

let {env, controller, ask, errorFor} = createAsker();

beforeEach(() => ({env, controller, ask, errorFor} = createAsker()));
// What is left over shows itself in the test that left it.
afterEach(() => turns());

describe('the request', () => {
  const sent = async (call?: Partial<SessionCall>): Promise<RequestInit & {headers: Headers}> => {
    env.respond = () => json({sessionId});
    await ask(call);
    return env.requests[0]?.init as RequestInit & {headers: Headers};
  };

  test('is a POST of JSON, that follows nothing', async () => {
    const {method, redirect, credentials, body, headers} = await sent();
    assert.deepEqual([method, redirect, credentials], ['POST', 'manual', 'same-origin']);
    assert.equal(body, '{"type":"dashboard","id":"OwVQ","reason":"initial"}');
    assert.deepEqual(Object.fromEntries(headers), {'content-type': 'application/json', accept: 'application/json'});
    assert.equal(env.requests[0]?.url, defaultCall.endpoint);
  });

  test('has the credentials that the element says', async () =>
    assert.equal((await sent({credentials: 'include'})).credentials, 'include'));

  const headers = {'X-CSRF': 'abc', 'content-type': 'text/plain', ACCEPT: '*/*'};
  const givers = [headers, new Headers(headers), Object.entries(headers), () => headers, async () => headers];
  for (const given of givers as NonNullable<SessionCall['options']>['headers'][]) {
    test(`has the host’s headers, but for its own: ${inspect(given).slice(0, 30)}`, async () =>
      assert.deepEqual(Object.fromEntries((await sent({options: {headers: given!}})).headers), {
        'x-csrf': 'abc',
        'content-type': 'application/json',
        accept: 'application/json',
      }));
  }

  for (const body of [{mine: 1}, 'text', 0, false, [], '']) {
    test(`has the host’s body: ${inspect(body)}`, async () =>
      assert.equal((await sent({options: {body}})).body, JSON.stringify(body)));
  }

  for (const body of [undefined, null]) {
    test(`has its own body where the host’s is ${body}`, async () =>
      assert.equal((await sent({options: {body}})).body, JSON.stringify(defaultCall.request)));
  }

  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  const unusable: readonly SessionCall['options'][] = [
    {body: cycle},
    {body: 7n},
    {headers: {'a b': 'x'}},
    {headers: {a: 'x\ny'}},
  ];
  for (const options of unusable) {
    test(`isn’t sent with ${inspect(options).slice(0, 40)}`, async () => {
      assert.equal((await errorOf(ask({options}))).code, 'session-invalid');
      assert.equal(env.requests.length, 0);
    });
  }
});

describe('an answer that is a session', () => {
  const bodies: readonly (readonly [what: string, answer: () => Response])[] = [
    ['plain', () => json({sessionId})],
    ['with a charset', () => json({sessionId}, {headers: {'content-type': 'Application/JSON; charset=utf-8'}})],
    ['with space before the semicolon', () => json({sessionId}, {headers: {'content-type': 'application/json ;a=b'}})],
    ['201', () => json({sessionId}, {status: 201})],
    ['of exactly 16 KiB', () => json(`{"sessionId":"${sessionId}"}`.padEnd(16_384))],
    [
      'byte by byte',
      () => bodyOf(...[...`{"sessionId":"${sessionId}","x":"é"}`].map((c) => new TextEncoder().encode(c))).response,
    ],
  ];
  for (const [what, answer] of bodies) {
    test(what, async () => {
      env.respond = answer;
      assert.deepEqual(await ask(), {sessionId, baseUrl: undefined, deploymentId: undefined});
    });
  }

  test('is no bare string: that is fetchSession’s alone', async () => {
    assert.equal((await errorFor(json(JSON.stringify(sessionId)))).code, 'session-invalid');
  });

  test('brings the tenant and the deployment with it', async () => {
    env.respond = () => json({sessionId, baseUrl: 'https://acme.cubecloud.dev/', deploymentId: 32});
    assert.deepEqual(await ask(), {sessionId, baseUrl: 'https://acme.cubecloud.dev', deploymentId: 32});
  });
});

describe('an answer that is none', () => {
  const statuses: readonly (readonly [status: number, code: string, retryable: boolean])[] = [
    ...[300, 304, 400, 404, 405, 409, 410, 413, 415, 422, 451].map(
      (status) => [status, 'session-rejected', false] as const,
    ),
    ...[500, 501, 502, 503, 504, 599, 408, 425].map((status) => [status, 'session-unavailable', true] as const),
    [401, 'session-unauthorized', false],
    [403, 'session-forbidden', false],
    [429, 'session-rate-limited', true],
  ];
  for (const [status, code, retryable] of statuses) {
    test(`${status} is ${code}`, async () => {
      const error = await errorFor(new Response(status === 304 ? null : `<img onerror=x>${sessionId}`, {status}));
      assert.deepEqual([error.code, error.status, error.retryable, error.retryAfterMs], [code, status, retryable, 0]);
    });
  }

  const retryAfter = (headers: Record<string, string>): Promise<number | undefined> =>
    errorFor(new Response(null, {status: 503, headers})).then((error) => error.retryAfterMs);

  test('says how long the server wants to be left alone', async () => {
    assert.equal(await retryAfter({'retry-after': '7'}), 7000);
    assert.equal(await retryAfter({'retry-after': '3600'}), 60_000);
    assert.equal(await retryAfter({'retry-after': '-5'}), 0);
    const at = (second: string): string => `Tue, 24 Nov 2020 10:00:${second} GMT`;
    assert.equal(await retryAfter({'retry-after': at('09'), date: at('00')}), 9000);
    const soon = new Date(env.moment().wallAt + 4000).toUTCString();
    assert.equal(await retryAfter({'retry-after': soon}), 4000);
  });

  test('a redirect isn’t followed', async () => {
    const error = await errorFor(opaqueRedirect());
    assert.equal(error.code, 'session-invalid');
    assert.match(error.message, /redirect/);
  });

  const types = [
    'text/html',
    'text/html; charset=utf-8',
    'text/plain',
    'application/jsonp',
    'application/problem+json',
  ];
  for (const type of [...types, 'text/json', 'x; application/json', 'application/json5']) {
    test(`the content type ${type} is told`, async () => {
      const error = await errorFor(json({sessionId}, {headers: {'content-type': type}}));
      assert.equal(error.code, 'session-invalid');
      assert.ok(error.message.includes(type), error.message);
    });
  }

  for (const answer of [new Response(null, {status: 204}), new Response(new Uint8Array([123, 125]))]) {
    test(`no content type, status ${answer.status}`, async () =>
      assert.match((await errorFor(answer)).message, /^session-invalid: .*no content type/));
  }

  const texts = [
    '',
    ' ',
    'null',
    '[]',
    '{}',
    '7',
    'true',
    '""',
    `"${sessionId}`,
    `{"sessionId":"${sessionId}"`,
    '<html>',
  ];
  const members = ['{"sessionId":1}', '{"sessionId":""}', '{"sessionId":"a&b#c\\r\\n1234"}', `["${sessionId}"]`];
  const more = [`{"sessionId":"${sessionId}","baseUrl":"x"}`, `{"sessionId":"${sessionId}","deploymentId":"32"}`];
  for (const text of [...texts, ...members, ...more, `\ufeff{"sessionId":"${sessionId}"}`]) {
    test(`200 with ${JSON.stringify(text)}`, async () =>
      assert.equal((await errorFor(json(text))).code, 'session-invalid'));
  }
});

describe('of a long answer no more than 16 KiB are taken', () => {
  test('and the rest is given up', async () => {
    const {response, pulled, isCancelled} = bodyOf(
      ...Array.from({length: 10_000}, () => new Uint8Array(1024).fill(32)),
    );
    const error = await errorFor(response);
    assert.equal(error.code, 'session-invalid');
    assert.match(error.message, /16 KiB/);
    assert.ok(pulled() <= 18, `${pulled()} KiB`);
    assert.equal(isCancelled(), true);
  });

  test('one byte too many is too many', async () =>
    assert.match((await errorFor(json(`{"sessionId":"${sessionId}"}`.padEnd(16_385)))).message, /16 KiB/));

  test('of an answer that isn’t read nothing is', async () => {
    for (const init of [{status: 500}, {status: 200, headers: {'content-type': 'text/html'}}]) {
      const {response, pulled, isCancelled} = bodyOf(new Uint8Array(1024), new Uint8Array(1024), new Uint8Array(1024));
      await errorFor(new Response(response.body, init));
      assert.ok(pulled() <= 1, `${pulled()}`);
      assert.equal(isCancelled(), true);
    }
  });

  test('a body that can’t be given up troubles nobody', async () => {
    const stubborn = (chunk: Uint8Array): ReadableStream<Uint8Array> =>
      new ReadableStream({
        pull: (stream) => stream.enqueue(chunk),
        cancel: () => Promise.reject(new Error('no')),
      });
    const headers = {'content-type': 'application/json'};
    await errorFor(new Response(stubborn(new Uint8Array(9)), {status: 500}));
    await errorFor(new Response(stubborn(new Uint8Array(9)), {headers: {'content-type': 'text/html'}}));
    await errorFor(new Response(stubborn(new Uint8Array(9999)), {headers}));
  });
});

describe('what does not come', () => {
  test('a network that fails', async () => {
    const error = await errorOf(ask());
    assert.deepEqual([error.code, error.retryable], ['session-network', true]);
    assert.ok(error.cause instanceof TypeError);
  });

  test('a connection that breaks in the middle of the body', async () => {
    const error = await errorFor(bodyOf(new TextEncoder().encode('{"sess'), new TypeError('reset')).response);
    assert.equal(error.code, 'session-network');
  });

  const late: readonly (readonly [
    what: string,
    call: Partial<SessionCall>,
    answer: () => Response | Promise<Response>,
  ])[] = [
    ['an answer that never begins', {}, () => new Promise(() => {})],
    ['a body that never comes', {}, () => bodyOf(new Promise<never>(() => {})).response],
    ['headers that never come', {options: {headers: () => new Promise<never>(() => {})}}, () => json({sessionId})],
    ['a function that never answers', {fetchSession: () => new Promise<never>(() => {})}, () => json({sessionId})],
  ];
  for (const [what, call, answer] of late) {
    test(`${what} is a timeout, no sooner than it may be`, async () => {
      env.respond = answer;
      let isOver = false;
      const asked = errorOf(ask({...call, timeoutMs: 5000})).finally(() => (isOver = true));
      await env.advance(4999);
      assert.equal(isOver, false);
      await env.advance(1);
      const error = await asked;
      assert.deepEqual([error.code, error.retryable], ['session-timeout', true]);
      assert.match(error.message, /5000 ms/);
    });
  }

  test('a body that drips is a timeout too, and its request is aborted', async () => {
    const drip = async (): Promise<Uint8Array> => {
      await env.wait(1000, new AbortController().signal);
      return new Uint8Array([32]);
    };
    env.respond = () => bodyOf(...Array.from({length: 60}, () => drip)).response;
    const asked = errorOf(ask());
    await env.advance(15_000);
    assert.equal((await asked).code, 'session-timeout');
    assert.equal(env.requests[0]?.init.signal?.aborted, true);
  });

  test('a function that ends by the signal it was given is a timeout, not its own failure', async () => {
    const asked = errorOf(
      ask({
        fetchSession: (_request, {signal}) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
      }),
    );
    await env.advance(15_000);
    assert.equal((await asked).code, 'session-timeout');
  });
});

describe('an abort', () => {
  const reason = new Error('removed');
  const isReason = (error: unknown): boolean => error === reason;

  test('before the request: nothing is sent', async () => {
    controller.abort(reason);
    await assert.rejects(ask(), isReason);
    await assert.rejects(ask({fetchSession: () => assert.fail('it was asked')}), isReason);
    assert.equal(env.requests.length, 0);
  });

  const moments: readonly (readonly [
    when: string,
    call: Partial<SessionCall>,
    answer: () => Response | Promise<Response>,
  ])[] = [
    ['during the request', {}, () => new Promise(() => {})],
    ['during the body', {}, () => bodyOf(new Promise<never>(() => {})).response],
    ['while headers are waited for', {options: {headers: () => new Promise<never>(() => {})}}, () => json({sessionId})],
    [
      'while the host’s function is waited for',
      {fetchSession: () => new Promise<never>(() => {})},
      () => json({sessionId}),
    ],
  ];
  for (const [when, call, answer] of moments) {
    test(`${when} ends it at once, silently`, async () => {
      env.respond = answer;
      const asked = ask(call);
      await turns();
      controller.abort(reason);
      await assert.rejects(asked, isReason);
      if (env.requests[0]) assert.equal(env.requests[0].init.signal?.aborted, true);
    });
  }

  test('an answer that fails in the same moment is silent too', async () => {
    env.respond = () => {
      controller.abort(reason);
      return new Response(null, {status: 500});
    };
    await assert.rejects(ask(), isReason);
  });
});

describe('the host’s own function', () => {
  test('gets the request and a signal, and may return a session or its id', async () => {
    for (const answer of [sessionId, {sessionId}]) {
      const session = await ask({
        fetchSession: async (given, {signal}) => {
          assert.deepEqual(given, defaultCall.request);
          assert.equal(signal.aborted, false);
          return answer;
        },
      });
      assert.deepEqual(session, {sessionId, baseUrl: undefined, deploymentId: undefined});
    }
    assert.equal(env.requests.length, 0);
  });

  const thrower = (thrown: unknown) => (): never => {
    throw thrown;
  };
  const known = new CubeEmbedError({code: 'session-unauthorized', message: 'Sign in.'});
  const askers: readonly (readonly [what: string, call: (thrown: unknown) => Partial<SessionCall>])[] = [
    ['fetchSession, at once', (thrown) => ({fetchSession: thrower(thrown)})],
    ['fetchSession, later', (thrown) => ({fetchSession: async () => thrower(thrown)()})],
    ['headers(), at once', (thrown) => ({options: {headers: thrower(thrown)}})],
    ['headers(), later', (thrown) => ({options: {headers: async () => thrower(thrown)()}})],
  ];
  for (const [what, call] of askers) {
    test(`${what}: a CubeEmbedError counts as it is`, async () => assert.equal(await errorOf(ask(call(known))), known));

    for (const thrown of [
      new TypeError('Failed to fetch'),
      new DOMException('x', 'TimeoutError'),
      'text',
      undefined,
      null,
      7,
    ]) {
      test(`${what}: ${inspect(thrown).slice(0, 20)} is session-invalid`, async () => {
        const error = await errorOf(ask(call(thrown)));
        assert.deepEqual([error.code, error.retryable, error.cause], ['session-invalid', false, thrown]);
      });
    }
  }

  for (const answer of [
    undefined,
    null,
    '',
    'short',
    7,
    true,
    [],
    {},
    {sessionId: 7},
    {id: sessionId},
    new Response('x'),
  ]) {
    test(`${inspect(answer).slice(0, 20)} is no session`, async () =>
      assert.equal((await errorOf(ask({fetchSession: async () => answer as never}))).code, 'session-invalid'));
  }
});
