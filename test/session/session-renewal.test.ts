import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSessionRenewal, type RenewalHappening, type SessionRenewal} from '../../src/session/session-renewal.js';
import type {IssuedSession} from '../../src/session/session-source.js';
import {seededRandom} from './outage-simulation.js';
import {FakeEnvironment} from '../support/fake-environment.js';

const hourMs = 3_600_000;

const issued: IssuedSession = {session: {sessionId: 'a-session-of-a-test'}, attempts: 1, durationMs: 0};

/** A page of many embeds, as far as renewals know it. */
class Page {
  isHidden = false;
  /** At what second each of them renewed. */
  readonly renewedAt: number[] = [];
  readonly renewals: readonly SessionRenewal[];
  readonly #end = new AbortController();

  constructor(count: number, env: FakeEnvironment) {
    const usedAt = env.moment();
    const happened = (happening: RenewalHappening): void => {
      if (happening.type === 'issued')
        this.renewedAt.push(Math.floor((env.moment().steadyAt - usedAt.steadyAt) / 1000));
      else assert.equal(happening.type, 'started');
    };
    const options = {
      env,
      usedAt,
      isHidden: () => this.isHidden,
      obtain: async () => issued,
      happened,
      explain: () => {},
    };
    this.renewals = Array.from({length: count}, () => createSessionRenewal(options, this.#end.signal));
  }

  wake(): void {
    for (const renewal of this.renewals) renewal.wake();
  }

  close(): void {
    this.#end.abort();
  }
}

const busiest = (seconds: readonly number[]): number =>
  Math.max(...seconds.map((second) => seconds.filter((other) => other === second).length));

test('a hundred embeds of one page that wakes up renew over half a minute', async () => {
  const env = new FakeEnvironment();
  env.random = seededRandom(7);
  for (let times = 0; times < 3; times++) {
    const page = new Page(100, env);
    const {renewedAt} = page;
    await env.advance(22 * hourMs);
    page.wake();
    await env.advance(31_000);
    page.close();
    assert.equal(renewedAt.length, 100);
    assert.equal(Math.min(...renewedAt), 22 * 3600, 'the first leaves at once');
    assert.ok(busiest(renewedAt) <= 15, `no second has more than 15 of them: ${busiest(renewedAt)}`);
  }
});

test('an end of the session that came twice in a hidden page is answered at once when the page is shown, by each embed', async () => {
  const env = new FakeEnvironment();
  const page = new Page(3, env);
  page.isHidden = true;
  for (const renewal of page.renewals) renewal.trigger('expiring');
  await env.advance(31_000);
  assert.equal(page.renewedAt.length, 3);
  await env.advance(2 * hourMs);
  for (const renewal of page.renewals) renewal.trigger('expired');
  for (const renewal of page.renewals) renewal.trigger('expiring');
  await env.advance(60_000);
  assert.equal(page.renewedAt.length, 3, 'once for each time that the page is hidden');
  page.isHidden = false;
  page.wake();
  await env.advance(0);
  assert.equal(page.renewedAt.length, 6);
  page.close();
});
