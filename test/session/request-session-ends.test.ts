import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {inspect} from 'node:util';
import {CubeEmbedError} from '../../src/protocol/errors.js';
import type {SessionCall} from '../../src/session/request-session.js';
import {turns} from '../support/fake-environment.js';
import {bodyOf, json} from './answers.js';
import {createAsker, defaultCall, errorOf, sessionId} from './asker.js';

let {env, controller, ask, errorFor} = createAsker();

beforeEach(() => ({env, controller, ask, errorFor} = createAsker()));
// What is left over shows itself in the test that left it.
afterEach(() => turns());

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
      assert.deepEqual(session, {sessionId});
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
