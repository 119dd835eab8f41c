import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSessionRenewal, type RenewalListener} from '../../src/session/session-renewal.js';
import {seededRandom} from './outage-simulation.js';
import {FakeEnvironment} from '../support/fake-environment.js';

const hourMs = 3_600_000;

/** A page of many embeds, as far as renewals know it; notes at what second each of them renews. */
function openPage(
  count: number,
  env: FakeEnvironment,
): {window: EventTarget; renewedAt: number[]; readonly close: () => void} {
  const window = new EventTarget();
  const page = Object.assign(new EventTarget(), {hidden: false, defaultView: window});
  const end = new AbortController();
  const renewedAt: number[] = [];
  const start = env.moment();
  const listener: RenewalListener = {
    obtain: async () => ({
      session: {sessionId: 'session-of-nobody'},
      attempts: 1,
      durationMs: 0,
      askedFor: env.moment(),
    }),
    deliver: () => renewedAt.push(Math.floor((env.moment().steadyAt - start.steadyAt) / 1000)),
    started: () => {},
    ended: () => {},
    failed: (error) => assert.fail(error),
    refused: () => assert.fail('none was refused'),
  };
  for (let i = 0; i < count; i++) {
    createSessionRenewal(page as unknown as Document, env, start, listener, end.signal);
  }
  return {window, renewedAt, close: () => end.abort()};
}

const busiest = (seconds: readonly number[]): number =>
  Math.max(...seconds.map((second) => seconds.filter((other) => other === second).length));

test('a hundred embeds of one page that wakes up renew over half a minute', async () => {
  const env = new FakeEnvironment();
  env.random = seededRandom(7);
  for (let times = 0; times < 3; times++) {
    const {window, renewedAt, close} = openPage(100, env);
    await env.advance(22 * hourMs);
    window.dispatchEvent(new Event('online'));
    await env.advance(31_000);
    close();
    assert.equal(renewedAt.length, 100);
    assert.equal(Math.min(...renewedAt), 22 * 3600, 'the first leaves at once');
    assert.ok(busiest(renewedAt) <= 15, `no second has more than 15 of them: ${busiest(renewedAt)}`);
  }
});
