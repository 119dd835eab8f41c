import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createMemoryRateLimit, createSessionHandler} from '../../src/server/index.js';
import {startFakeCube} from './support/fake-cube.js';
import {sessionRequest} from './support/session-request.js';

test('a bucket in memory: a burst, then what flows in, each viewer apart', () => {
  let now = 0;
  const limit = createMemoryRateLimit({burst: 2, perMinute: 60}, () => now);
  assert.deepEqual(
    [1, 2, 3].map(() => limit.take('a')),
    [{allowed: true}, {allowed: true}, {allowed: false, retryAfterMs: 1000}],
  );
  assert.deepEqual(limit.take('b'), {allowed: true});
  now = 1000;
  assert.deepEqual(limit.take('a'), {allowed: true});
});

test('a store that fails lets the viewer pass and is told to onError', async () => {
  await using cube = await startFakeCube();
  const told: unknown[] = [];
  const handler = createSessionHandler({
    baseUrl: cube.baseUrl,
    apiKey: 'sk_test_0123456789',
    deploymentId: 1,
    identify: () => ({externalId: 'ada'}),
    rateLimit: {take: () => Promise.reject(new Error('store'))},
    onError: (error) => told.push(error),
  });
  assert.equal((await handler(sessionRequest())).status, 200);
  assert.equal(told.length, 1);
});
