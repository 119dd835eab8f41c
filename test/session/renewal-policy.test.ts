import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as policy from '../../src/session/renewal-policy.js';
import {seededRandom} from './outage-simulation.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test('the promised numbers', () => {
  assert.equal(policy.wakeRenewalMs, 22 * hourMs);
  assert.equal(policy.settlingMs, minuteMs);
  assert.equal(policy.awayMs, minuteMs);
  assert.equal(policy.crowdMs, 5000);
  assert.equal(policy.crowdSpreadMs, 30_000);
  assert.equal(policy.ageCheckMs, minuteMs);
});

test('a visible page renews by itself anywhere between 21 and 22 hours, so that a herd spreads over the hour', () => {
  const random = seededRandom(3);
  const ages = Array.from({length: 60_000}, () => policy.ownRenewalMs(random));
  const minutes = new Array<number>(60).fill(0);
  for (const age of ages) {
    assert.ok(age >= 21 * hourMs && age < 22 * hourMs, `${age}`);
    minutes[Math.floor((age - 21 * hourMs) / minuteMs)]!++;
  }
  assert.ok(Math.min(...minutes) > 850 && Math.max(...minutes) < 1150, minutes.join());
});

describe('countRebuild', () => {
  /** Counts rebuilds at these minutes; tells which of them were allowed. */
  const allowed = (...minutes: readonly number[]): string => {
    let times: readonly number[] = [];
    return minutes
      .map((minute) => {
        const counted = policy.countRebuild(times, minute * minuteMs);
        times = counted ?? times;
        return counted ? 'y' : 'n';
      })
      .join('');
  };
  const cases: readonly (readonly [minutes: readonly number[], allowed: string])[] = [
    [[0, 0, 0, 0], 'yyyn'],
    [[0, 1, 2, 3, 9.99], 'yyynn'],
    [[0, 1, 2, 10], 'yyyy'],
    [[0, 1, 2, 10, 10.5, 11, 11.5, 12], 'yyyynyny'],
    [[0, 9, 9, 10, 18, 19, 19], 'yyyynyy'],
    // What was refused isn't counted, so a frame that was left alone may begin again.
    [[0, 0, 0, 5, 5, 5, 5, 10], 'yyynnnny'],
    [[0, 11, 22, 33, 44], 'yyyyy'],
  ];
  for (const [minutes, expected] of cases) {
    test(`after ${minutes.join(', ')} minutes: ${expected}`, () => assert.equal(allowed(...minutes), expected));
  }

  test('forgets what is over, and changes nothing that it was given', () => {
    const earlier = Object.freeze([0, 1, 2]);
    assert.deepEqual(policy.countRebuild(earlier, 10 * minuteMs + 1), [2, 10 * minuteMs + 1]);
  });
});
