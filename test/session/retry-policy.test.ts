import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {maxRetries, onlineSpreadMs, resumeSpreadMs, retryDelayMs} from '../../src/session/retry-policy.js';
import {recoverAfterOutage, seededRandom} from './outage-simulation.js';

test('the promised numbers', () => assert.deepEqual([maxRetries, onlineSpreadMs, resumeSpreadMs], [4, 2000, 5000]));

describe('retryDelayMs', () => {
  const caps = [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000];

  test('lies anywhere between nothing and a cap that doubles from 0.5 s to 60 s', () => {
    const random = seededRandom(1);
    caps.forEach((cap, retries) => {
      const delays = Array.from({length: 5000}, () => retryDelayMs(retries, 0, random));
      const [least, most] = [Math.min(...delays), Math.max(...delays)];
      assert.ok(least >= 0 && least < cap * 0.01, `${least} of ${cap}`);
      assert.ok(most < cap && most > cap * 0.99, `${most} of ${cap}`);
      const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
      assert.ok(Math.abs(mean / cap - 0.5) < 0.02, `mean ${mean} of ${cap}`);
    });
  });

  test('a failure that goes on for years stays at 60 s', () => {
    for (const retries of [10, 100, 1023, 1024, 100_000])
      assert.equal(
        retryDelayMs(retries, 0, () => 0.5),
        30_000,
      );
  });

  test('what the server asked for is kept, with up to a fifth more', () => {
    const random = seededRandom(2);
    const delays = Array.from({length: 5000}, () => retryDelayMs(0, 7000, random));
    assert.ok(Math.min(...delays) >= 7000 && Math.min(...delays) < 7050);
    assert.ok(Math.max(...delays) <= 8400 && Math.max(...delays) > 8350);
  });

  test('the longer of it and the delay counts', () => {
    assert.equal(
      retryDelayMs(7, 7000, () => 0.5),
      30_000,
    );
    assert.equal(
      retryDelayMs(1, 5000, () => 0.5),
      5500,
    );
    assert.equal(
      retryDelayMs(7, 60_000, () => 0),
      60_000,
    );
  });
});

describe('100,000 clients whose renewals fail together in an outage of 60 s, with 500 requests a second from then on', () => {
  const floorMs = 190_000;

  test('95 % are back within 1.1 times the least time there is', () => {
    const {recoveredMs, requests} = recoverAfterOutage(retryDelayMs, seededRandom(4));
    assert.ok(recoveredMs >= floorMs, `${recoveredMs} ms is less than the server can serve: the simulation is wrong`);
    assert.ok(recoveredMs <= 1.1 * floorMs, `${recoveredMs} ms`);
    assert.ok(requests < 1_500_000, `${requests} requests`);
  });

  // The simulation tells a policy from a worse one.
  const worse: readonly (readonly [what: string, delayMs: typeof retryDelayMs])[] = [
    ['without chance', (retries) => retryDelayMs(retries, 0, () => 0.999)],
    [
      'with chance in half of the delay',
      (retries, _after, random) => retryDelayMs(retries, 0, () => 0.5 + random() / 2),
    ],
    ['with a cap of 5 minutes', (retries, _after, random) => random() * Math.min(300_000, 500 * 2 ** retries)],
  ];
  for (const [what, delayMs] of worse) {
    test(`${what} it takes longer`, () =>
      assert.ok(recoverAfterOutage(delayMs, seededRandom(4)).recoveredMs > 1.1 * floorMs));
  }
});
