import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import type {SessionCall} from '../../src/session/request-session.js';
import {obtainSession, type IssuedSession} from '../../src/session/session-source.js';
import {FakeEnvironment, turns, until} from '../support/fake-environment.js';
import {json} from './answers.js';
import {defaultCall, errorOf} from './asker.js';

const minuteMs = 60_000;

let env = new FakeEnvironment();
let endpoints = 0;
let endpoint = '';
let ids = 0;

beforeEach(() => {
  env = new FakeEnvironment();
  endpoint = `https://host.example/ends/${endpoints++}`;
});
afterEach(async () => {
  await turns();
  assert.equal(env.pending, 0, 'a timer or listener is left');
});

const newId = (): string => `secret-${String(ids++).padStart(8, '0')}`;
const issue = (): Response => json({sessionId: newId()});

interface Obtaining {
  readonly controller?: AbortController;
  readonly call?: Partial<SessionCall>;
  readonly retryLimit?: number;
  readonly isInViewport?: () => boolean;
}

const obtain = ({
  controller = new AbortController(),
  call,
  retryLimit = 4,
  isInViewport = () => false,
}: Obtaining = {}): Promise<IssuedSession> =>
  obtainSession(
    {call: () => ({...defaultCall, endpoint, ...call}), retryLimit: () => retryLimit, isInViewport},
    env,
    controller.signal,
  );

/** Answers after a time in which both clocks, or the wall clock alone, moved. */
const answerAfter =
  (ms: number, answer: () => Response, isAsleep = false) =>
  async (): Promise<Response> => {
    if (isAsleep) env.jumpWallClock(ms);
    else await env.wait(ms, new AbortController().signal);
    return answer();
  };
const patient: Obtaining = {call: {timeoutMs: 60 * minuteMs}};

describe('a session is used within 240 s from before its request', () => {
  test('at 240 s it still is', async () => {
    env.respond = answerAfter(240_000, issue);
    const asked = obtain(patient);
    await env.advance(240_000);
    assert.equal((await asked).attempts, 1);
  });

  for (const isAsleep of [false, true]) {
    const how = isAsleep ? 'by the wall clock alone, as after sleep' : 'by both clocks';
    test(`older ${how}: it is thrown away unused and asked for again, at once`, async () => {
      const old = newId();
      const late = answerAfter(240_001, () => json({sessionId: old}), isAsleep);
      env.respond = (_request, number) => (number === 1 ? late() : issue());
      const asked = obtain(patient);
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
      const asked = errorOf(obtain({...patient, retryLimit: Infinity}));
      await env.advance(480_002);
      const {code, attempts, retryable} = await asked;
      assert.deepEqual([code, attempts, retryable, env.requests.length], ['session-timeout', 2, true, 2]);
    });
  }

  test('the wait for a slot doesn’t make a session old', async () => {
    env.respond = answerAfter(100_000, issue);
    const asked = Promise.all(Array.from({length: 12}, () => obtain(patient)));
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
    const asked = errorOf(obtain(patient));
    await env.advance(600_000);
    assert.equal((await asked).code, 'session-timeout');
  });

  test('thrown away, then a failure, then a session', async () => {
    env.respond = (_request, number) =>
      [answerAfter(240_001, issue), () => new Response(null, {status: 500}), issue][number - 1]!();
    const asked = obtain(patient);
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
    await obtain({call});
    assert.equal((await errorOf(obtain({call}))).code, 'session-invalid');
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
      const asked = obtain({controller});
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
    const asked = obtain({controller});
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
    const held = holders.map((controller) => obtain({controller}).catch(() => {}));
    const controller = new AbortController();
    const asked = obtain({controller});
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
    await assert.rejects(obtain({controller}), (error) => error === reason);
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
      const first = controllers.map((controller) => obtain({controller, retryLimit: 1}).catch(() => {}));
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
