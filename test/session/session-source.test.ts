import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {CubeEmbedError} from '../../src/protocol/errors.js';
import {maxRetries} from '../../src/session/retry-policy.js';
import type {SessionCall} from '../../src/session/request-session.js';
import {obtainSession, type IssuedSession, type SessionTask} from '../../src/session/session-source.js';
import {FakeEnvironment, turns, until} from '../support/fake-environment.js';
import {json} from './answers.js';
import {defaultCall, errorOf} from './asker.js';
import {seededRandom} from './outage-simulation.js';

let env = new FakeEnvironment();
let controller = new AbortController();
let ids = 0;
let endpoints = 0;
let endpoint = '';

beforeEach(() => {
  env = new FakeEnvironment();
  controller = new AbortController();
  // Slots are the page's, so each test has an endpoint of its own.
  endpoint = `https://host.example/session/${endpoints++}`;
});
afterEach(async () => {
  await turns();
  assert.equal(env.pending, 0, 'a timer or listener is left');
});

const issue = (): Response => json({sessionId: `secret-${String(ids++).padStart(8, '0')}`});
const status = (code: number, headers?: Record<string, string>): Response =>
  new Response(null, {status: code, headers});

const obtain = (task: Partial<SessionTask> = {}, call: Partial<SessionCall> = {}): Promise<IssuedSession> =>
  obtainSession(
    {
      call: () => ({...defaultCall, endpoint, ...call}),
      retryLimit: () => maxRetries,
      isInViewport: () => true,
      ...task,
    },
    env,
    controller.signal,
  );

/** Answers one request after another with these; from the last on always the same. */
const answers = (...list: readonly (() => Response | Promise<Response>)[]): void => {
  env.respond = (_request, number) => list[Math.min(number, list.length) - 1]!();
};

describe('a session that comes at once', () => {
  test('is asked for in the same microtask, and told with what it took', async () => {
    answers(issue);
    const asked = obtain();
    assert.equal(env.requests.length, 1);
    const issued = await asked;
    assert.match(issued.session.sessionId, /^secret-/);
    assert.deepEqual([issued.attempts, issued.durationMs], [1, 0]);
  });

  test('its duration counts retries and the waits before them', async () => {
    answers(() => status(500), issue);
    const asked = obtain();
    await env.advance(60_000);
    const {attempts, durationMs} = await asked;
    assert.deepEqual([attempts, durationMs], [2, 250]);
  });
});

describe('retries', () => {
  for (const failure of ['network', 408, 425, 429, 500, 502, 503, 504] as const) {
    test(`${failure}: five requests, full jitter in between, then the error`, async () => {
      if (failure !== 'network') answers(() => status(failure));
      const asked = errorOf(obtain());
      await env.advance(200_000);
      const {attempts, retryable, fatal} = await asked;
      assert.deepEqual([attempts, retryable, fatal], [5, true, true]);
      assert.equal(env.requests.length, 5);
      assert.deepEqual(env.waits, [250, 500, 1000, 2000]);
    });
  }

  for (const code of [400, 401, 403, 404, 405, 415, 422]) {
    test(`${code}: one request`, async () => {
      answers(() => status(code), issue);
      assert.deepEqual([(await errorOf(obtain())).attempts, env.requests.length], [1, 1]);
    });
  }

  for (const body of ['', '[]', '{}', '{"sessionId":1}', 'x'.repeat(20_000)]) {
    test(`200 with ${body.slice(0, 20)}: one request`, async () => {
      answers(() => json(body), issue);
      const error = await errorOf(obtain());
      assert.deepEqual([error.code, error.attempts, env.requests.length], ['session-invalid', 1, 1]);
    });
  }

  test('three failures, then a session', async () => {
    const fail = (): Response => status(500);
    answers(fail, fail, fail, issue);
    const asked = obtain();
    await env.advance(10_000);
    assert.equal((await asked).attempts, 4);
  });

  test('delays lie within the bounds of full jitter and are no two times the same', async () => {
    env.random = seededRandom(5);
    const seen = new Set<string>();
    for (let i = 0; i < 20; i++) {
      env.waits.length = 0;
      answers(() => status(500));
      const asked = errorOf(obtain());
      await env.advance(10_000);
      await asked;
      env.waits.forEach((wait, index) => assert.ok(wait >= 0 && wait < 500 * 2 ** index, `${wait} after ${index}`));
      seen.add(env.waits.join());
    }
    assert.equal(seen.size, 20);
  });

  test('none earlier than the server asked for, nor much later', async () => {
    answers(() => status(503, {'retry-after': '7'}), issue);
    const asked = obtain();
    await env.advance(10_000);
    await asked;
    assert.equal(env.requests[1]!.at - env.requests[0]!.at, 7700);
  });

  test('what one answer asked for doesn’t hold for the next', async () => {
    answers(
      () => status(503, {'retry-after': '5'}),
      () => status(503),
      issue,
    );
    const asked = obtain();
    await env.advance(20_000);
    await asked;
    assert.deepEqual(env.waits, [5500, 500]);
  });

  test('a timeout is retried', async () => {
    answers(() => new Promise<never>(() => {}), issue);
    const asked = obtain();
    await env.advance(15_250);
    assert.equal((await asked).attempts, 2);
  });

  test('the limit is asked for after each failure', async () => {
    answers(() => status(500));
    let limit = 99;
    const asked = errorOf(obtain({retryLimit: () => limit}));
    await env.advance(250);
    limit = 2;
    await env.advance(500);
    assert.equal((await asked).attempts, 3);
  });

  test('no limit: it goes on for hours, a minute apart at most', async () => {
    answers(() => status(500));
    const asked = obtain({retryLimit: () => Infinity});
    await env.advance(3_600_000);
    assert.ok(env.requests.length > 110 && env.requests.length < 140, `${env.requests.length}`);
    assert.equal(Math.max(...env.waits), 30_000);
    controller.abort('enough');
    await assert.rejects(asked, (reason) => reason === 'enough');
  });

  test('what is to be asked is read anew each time', async () => {
    answers(() => status(500), issue);
    const other = `${endpoint}/other`;
    let calls = 0;
    const asked = obtain({call: () => ({...defaultCall, endpoint: calls++ < 2 ? endpoint : other})});
    await env.advance(250);
    await asked;
    assert.deepEqual(
      env.requests.map(({url}) => url),
      [endpoint, other],
    );
  });

  test('the host’s own error says itself whether it is tried again', async () => {
    let calls = 0;
    const thrower = (retryable: boolean) => (): never => {
      calls++;
      throw new CubeEmbedError({code: 'session-rejected', retryable});
    };
    assert.equal((await errorOf(obtain({}, {endpoint: undefined, fetchSession: thrower(false)}))).attempts, 1);
    const asked = errorOf(obtain({}, {endpoint: undefined, fetchSession: thrower(true)}));
    await env.advance(10_000);
    assert.deepEqual([(await asked).attempts, calls], [5, 6]);
  });

  test('anything else that the host’s function throws is not', async () => {
    const fetchSession = (): never => {
      throw new TypeError('Failed to fetch');
    };
    const error = await errorOf(obtain({}, {endpoint: undefined, fetchSession}));
    assert.deepEqual([error.code, error.attempts], ['session-invalid', 1]);
  });
});

describe('offline', () => {
  test('nothing is sent before the browser is online, and then after up to 2 s', async () => {
    answers(issue);
    env.setOnline(false);
    const asked = obtain();
    await env.advance(3_600_000);
    assert.equal(env.requests.length, 0);
    env.setOnline(true);
    await env.advance(999);
    assert.equal(env.requests.length, 0);
    await env.advance(1);
    const {attempts} = await asked;
    assert.deepEqual([attempts, env.waits], [1, [1000]]);
  });

  test('gone offline between two requests, the next one waits, and counts as no more than one', async () => {
    answers(() => status(500), issue);
    const asked = obtain();
    await turns();
    env.setOnline(false);
    await env.advance(600_000);
    assert.equal(env.requests.length, 1);
    env.setOnline(true);
    await env.advance(1000);
    assert.equal((await asked).attempts, 2);
  });

  test('gone offline again before it could be sent, it waits again', async () => {
    answers(issue);
    env.setOnline(false);
    const asked = obtain();
    await turns();
    env.setOnline(true);
    await env.advance(500);
    env.setOnline(false);
    await env.advance(60_000);
    assert.equal(env.requests.length, 0);
    env.setOnline(true);
    await env.advance(1000);
    assert.equal((await asked).attempts, 1);
  });
});

test('the endpoint takes four at once: the fifth of one page waits for a slot, the host’s function for none', async () => {
  const answer: (() => void)[] = [];
  env.respond = () => new Promise((resolve) => answer.push(() => resolve(issue())));
  const asked = Array.from({length: 6}, () => obtain());
  await until(() => env.requests.length === 4, 'four requests');
  await obtain({}, {endpoint: undefined, fetchSession: async () => 'secret-of-the-host'});
  assert.equal(env.requests.length, 4);
  answer.shift()!();
  await until(() => env.requests.length === 5, 'the fifth request');
  for (const go of answer.splice(0)) go();
  await until(() => answer.length === 1, 'the sixth request');
  answer.shift()!();
  const sessions = await Promise.all(asked);
  assert.equal(new Set(sessions.map(({session}) => session.sessionId)).size, 6);
});
