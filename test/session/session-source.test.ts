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

const minuteMs = 60_000;

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

const newId = (): string => `secret-${String(ids++).padStart(8, '0')}`;
const issue = (): Response => json({sessionId: newId()});
const status = (code: number, headers?: Record<string, string>): Response =>
  new Response(null, {status: code, headers});

const obtain = (
  task: Partial<SessionTask> = {},
  call: Partial<SessionCall> = {},
  {signal} = controller,
): Promise<IssuedSession> =>
  obtainSession(
    {
      call: () => ({...defaultCall, endpoint, ...call}),
      retryLimit: () => maxRetries,
      isInViewport: () => true,
      explain: () => {},
      ...task,
    },
    env,
    signal,
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

/** Answers after a time in which both clocks, or the wall clock alone, moved. */
const answerAfter =
  (ms: number, answer: () => Response, isAsleep = false) =>
  async (): Promise<Response> => {
    if (isAsleep) env.jumpWallClock(ms);
    else await env.wait(ms, new AbortController().signal);
    return answer();
  };
const patient: Partial<SessionCall> = {timeoutMs: 60 * minuteMs};

describe('a session is used within 240 s from before its request', () => {
  test('at 240 s it still is', async () => {
    env.respond = answerAfter(240_000, issue);
    const asked = obtain({}, patient);
    await env.advance(240_000);
    assert.equal((await asked).attempts, 1);
  });

  for (const isAsleep of [false, true]) {
    const how = isAsleep ? 'by the wall clock alone, as after sleep' : 'by both clocks';
    test(`older ${how}: it is thrown away unused and asked for again, at once`, async () => {
      const old = newId();
      const late = answerAfter(240_001, () => json({sessionId: old}), isAsleep);
      env.respond = (_request, number) => (number === 1 ? late() : issue());
      const asked = obtain({}, patient);
      await env.advance(240_001);
      const {session, attempts} = await asked;
      assert.notEqual(session.sessionId, old);
      assert.deepEqual([attempts, env.requests.length], [2, 2]);
      // Unused is unused: the id is good where it comes again in time.
      env.respond = () => json({sessionId: old});
      assert.equal((await obtain()).session.sessionId, old);
    });

    test(`older ${how} a second time: session-timeout, whatever retries are left`, async () => {
      env.respond = answerAfter(240_001, issue, isAsleep);
      const asked = errorOf(obtain({retryLimit: () => Infinity}, patient));
      await env.advance(480_002);
      const {code, attempts, retryable} = await asked;
      assert.deepEqual([code, attempts, retryable, env.requests.length], ['session-timeout', 2, true, 2]);
    });
  }

  test('the wait for a slot doesn’t make a session old', async () => {
    env.respond = answerAfter(100_000, issue);
    const asked = Promise.all(Array.from({length: 12}, () => obtain({}, patient, new AbortController())));
    await env.advance(300_000);
    assert.deepEqual(
      (await asked).map(({attempts}) => attempts),
      new Array(12).fill(1),
    );
  });

  test('a clock that is set back makes none older or younger', async () => {
    env.respond = async () => {
      env.jumpWallClock(-60 * minuteMs);
      return issue();
    };
    assert.equal((await obtain()).attempts, 1);
    env.respond = async () => {
      env.jumpWallClock(-60 * minuteMs);
      await env.wait(240_001, new AbortController().signal);
      return issue();
    };
    const asked = errorOf(obtain({}, patient));
    await env.advance(600_000);
    assert.equal((await asked).code, 'session-timeout');
  });

  test('thrown away, then a failure, then a session', async () => {
    env.respond = (_request, number) =>
      [answerAfter(240_001, issue), () => new Response(null, {status: 500}), issue][number - 1]!();
    const asked = obtain({}, patient);
    await env.advance(300_000);
    assert.equal((await asked).attempts, 3);
  });
});

describe('an id that was used before', () => {
  test('is refused, once and for all, and not repeated in the error', async () => {
    const sessionId = newId();
    env.respond = () => json({sessionId});
    await obtain();
    const error = await errorOf(obtain());
    assert.deepEqual([error.code, error.attempts, env.requests.length], ['session-invalid', 1, 2]);
  });

  test('is refused from the host’s function too', async () => {
    const call = {endpoint: undefined, fetchSession: async () => 'secret-the-same'};
    await obtain({}, call);
    assert.equal((await errorOf(obtain({}, call))).code, 'session-invalid');
  });

  test('of two that come at once, one is used', async () => {
    const sessionId = newId();
    env.respond = () => json({sessionId});
    const outcomes = await Promise.allSettled([obtain(), obtain()]);
    assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected']);
  });
});

describe('an abort ends it at once, whatever it waits for', () => {
  const reason = new Error('removed');
  const never = (): Promise<never> => new Promise(() => {});

  const stations: readonly (readonly [where: string, reach: () => void | Promise<void>])[] = [
    ['the network', () => env.setOnline(false)],
    ['an answer', () => void (env.respond = never)],
    ['its turn to try again', () => void (env.respond = () => new Response(null, {status: 500}))],
  ];
  for (const [where, reach] of stations) {
    test(where, async () => {
      await reach();
      const controller = new AbortController();
      const asked = obtain({}, {}, controller);
      await turns();
      const sent = env.requests.length;
      controller.abort(reason);
      await assert.rejects(asked, (error) => error === reason);
      env.setOnline(true);
      await env.advance(minuteMs);
      assert.equal(env.requests.length, sent);
    });
  }

  test('the time after the network is back', async () => {
    env.setOnline(false);
    const controller = new AbortController();
    const asked = obtain({}, {}, controller);
    await turns();
    env.setOnline(true);
    await turns();
    assert.equal(env.pending, 1);
    controller.abort(reason);
    await assert.rejects(asked, (error) => error === reason);
  });

  test('a slot, which nobody loses by it', async () => {
    env.respond = never;
    const holders = Array.from({length: 4}, () => new AbortController());
    const held = holders.map((controller) => obtain({}, {}, controller).catch(() => {}));
    const controller = new AbortController();
    const asked = obtain({}, {}, controller);
    await until(() => env.requests.length === 4, 'four requests');
    controller.abort(reason);
    await assert.rejects(asked, (error) => error === reason);
    env.respond = issue;
    const next = obtain();
    holders[0]!.abort(reason);
    assert.equal((await next).attempts, 1);
    for (const holder of holders) holder.abort(reason);
    await Promise.all(held);
  });

  test('nothing, where it was aborted before', async () => {
    const controller = new AbortController();
    controller.abort(reason);
    await assert.rejects(obtain({}, {}, controller), (error) => error === reason);
    assert.equal(env.requests.length, 0);
  });
});

describe('a slot is free again', () => {
  const ends: readonly (readonly [how: string, answer: () => Response | Promise<Response>])[] = [
    ['after a session', issue],
    [
      'after a failure, during the wait for the next try',
      () => new Response(null, {status: 503, headers: {'retry-after': '50'}}),
    ],
    ['after a refusal', () => new Response(null, {status: 403})],
    ['after a network error', () => Promise.reject(new TypeError('Failed to fetch'))],
  ];
  for (const [how, answer] of ends) {
    test(how, async () => {
      const controllers = Array.from({length: 4}, () => new AbortController());
      env.respond = answer;
      const first = controllers.map((controller) => obtain({retryLimit: () => 1}, {}, controller).catch(() => {}));
      await turns();
      env.respond = issue;
      const issued = await Promise.all(Array.from({length: 4}, () => obtain()));
      assert.equal(issued.length, 4);
      for (const controller of controllers) controller.abort();
      await Promise.all(first);
    });
  }

  test('for those first that the viewer sees', async () => {
    const order: string[] = [];
    const answer: (() => void)[] = [];
    env.respond = () => new Promise((resolve) => answer.push(() => resolve(issue())));
    const asked = ['1', '2', '3', '4', 'below', 'seen'].map((name) =>
      obtain({isInViewport: () => name === 'seen'}).then(() => order.push(name)),
    );
    await until(() => answer.length === 4, 'four requests');
    for (let i = 0; i < 6; i++) {
      answer[i]!();
      await turns();
    }
    await Promise.all(asked);
    assert.deepEqual(order, ['1', '2', '3', '4', 'seen', 'below']);
  });
});
