import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createClient} from 'redis';
import {createMemoryRateLimit, createRedisRateLimit, createSessionHandler} from '../../src/server/index.js';
import {startFakeCube} from './support/fake-cube.js';
import {startRedis} from './support/redis-server.js';
import {sessionRequest} from './support/session-request.js';

test('a bucket in memory allows a burst, then its rate, for each viewer apart', () => {
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

test('a store that fails lets the viewer pass, and onError gets the error', async () => {
  await using cube = await startFakeCube();
  const errors: unknown[] = [];
  const handler = createSessionHandler({
    baseUrl: cube.baseUrl,
    apiKey: 'sk_test_0123456789',
    deploymentId: 1,
    identify: () => ({externalId: 'ada'}),
    rateLimit: {take: () => Promise.reject(new Error('store'))},
    onError: (error) => errors.push(error),
  });
  assert.equal((await handler(sessionRequest())).status, 200);
  assert.equal(errors.length, 1);
});

/** Runs a test with several machines, each with a connection of its own to one store. */
const withMachines = async (
  count: number,
  use: (clients: readonly ReturnType<typeof createClient>[]) => Promise<void>,
): Promise<void> => {
  await using redis = await startRedis();
  const clients = Array.from({length: count}, () => createClient({socket: redis.socket}));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    await use(clients as ReturnType<typeof createClient>[]);
  } finally {
    for (const client of clients) client.destroy();
  }
};

test('a bucket in Redis limits two machines together, each viewer apart, and expires when it is full again', () =>
  withMachines(2, async (clients) => {
    const limits = clients.map((client) => createRedisRateLimit({client, burst: 5, perMinute: 1}));
    const decisions = await Promise.all(
      limits.flatMap((limit) => Array.from({length: 10}, async () => limit.take('external:ada'))),
    );
    assert.equal(decisions.filter(({allowed}) => allowed).length, 5);
    const refused = decisions.find((decision) => !decision.allowed);
    assert.ok(refused && !refused.allowed && refused.retryAfterMs > 0 && refused.retryAfterMs <= 60_000);
    assert.deepEqual(await limits[0]?.take('external:bob'), {allowed: true});
    const left = (await clients[0]?.pTTL('cube-embed:rate:external:ada')) ?? 0;
    assert.ok(left > 240_000 && left <= 301_000, `${left} ms until the bucket is full`);
  }));

test('a bucket in Redis fills by the clock of Redis', () =>
  withMachines(1, async ([client]) => {
    assert.ok(client);
    const limit = createRedisRateLimit({client, burst: 1, perMinute: 60_000, prefix: 'p:'});
    assert.deepEqual(await limit.take('ada'), {allowed: true});
    const started = Date.now();
    // One flows in each millisecond: the next is available as soon as the clock has moved.
    while (!(await limit.take('ada')).allowed) assert.ok(Date.now() - started < 5000, 'nothing flows in');
    assert.equal(await client.exists('p:ada'), 1);
  }));

test('handlers on three machines together allow the burst and refuse the rest', () =>
  withMachines(3, async (clients) => {
    await using cube = await startFakeCube();
    const handlers = clients.map((client) =>
      createSessionHandler({
        baseUrl: cube.baseUrl,
        apiKey: 'sk_test_0123456789',
        deploymentId: 1,
        identify: () => ({externalId: 'ada'}),
        rateLimit: createRedisRateLimit({client, burst: 4, perMinute: 1}),
      }),
    );
    const answers = await Promise.all(
      Array.from({length: 30}, async (_, index) => handlers[index % 3]?.(sessionRequest())),
    );
    assert.equal(answers.filter((answer) => answer?.status === 200).length, 4);
    const refused = answers.filter((answer) => answer?.status === 429);
    assert.equal(refused.length, 26);
    for (const answer of refused) assert.match(answer?.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    assert.equal(cube.calls.length, 4);
  }));

test('a Redis that goes away lets viewers pass, and onError gets the error', async () => {
  await using cube = await startFakeCube();
  const errors: unknown[] = [];
  await withMachines(1, async ([client]) => {
    assert.ok(client);
    const handler = createSessionHandler({
      baseUrl: cube.baseUrl,
      apiKey: 'sk_test_0123456789',
      deploymentId: 1,
      identify: () => ({externalId: 'ada'}),
      rateLimit: createRedisRateLimit({client}),
      onError: (error) => errors.push(error),
    });
    assert.equal((await handler(sessionRequest())).status, 200);
    assert.equal(errors.length, 0);
    client.on('error', () => undefined);
    client.destroy();
    assert.equal((await handler(sessionRequest())).status, 200);
    assert.equal(errors.length, 1);
  });
});
