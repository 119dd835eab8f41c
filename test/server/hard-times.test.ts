import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSessionHandler, defineViewer} from '../../src/server/index.js';
import {mintSession} from './support/cube-reply.js';
import {startFakeCube} from './support/fake-cube.js';
import {sessionRequest} from './support/session-request.js';

const apiKey = 'sk_test_0123456789';

test('1,000 requests at once: each caller gets the session of its own viewer', async () => {
  await using cube = await startFakeCube();
  const held: (() => void)[] = [];
  // Cube answers nobody before everybody has asked, and then in the opposite order.
  cube.reply = (...call) => {
    held.push(() => void mintSession(...call));
    if (held.length === 1000) for (const release of held.reverse()) release();
  };
  const handler = createSessionHandler({
    baseUrl: cube.baseUrl,
    apiKey,
    deploymentId: 1,
    timeoutMs: 60_000,
    identify: (request) => ({externalId: request.headers.get('x-user') ?? ''}),
  });
  const users = Array.from({length: 1000}, (_, index) => `user-${index}`);
  const sessions = await Promise.all(
    users.map(
      async (user) =>
        ((await (await handler(sessionRequest({headers: {'x-user': user}}))).json()) as {sessionId: string}).sessionId,
    ),
  );
  assert.deepEqual(
    sessions,
    users.map((user) => `session-for-${user}`),
  );
});

test('a client that goes away ends the call to Cube, and nothing is told', async () => {
  await using cube = await startFakeCube();
  const told: unknown[] = [];
  const client = new AbortController();
  const ended = new Promise<void>((resolve) => {
    cube.reply = (_call, res) => {
      res.on('close', resolve);
      client.abort();
    };
  });
  const handler = createSessionHandler({
    baseUrl: cube.baseUrl,
    apiKey,
    deploymentId: 1,
    identify: () => ({externalId: 'ada'}),
    onError: (error) => told.push(error),
  });
  await handler(sessionRequest({signal: client.signal}));
  await ended;
  assert.equal(cube.calls.length, 1);
  assert.deepEqual(told, []);
});

test('a body that drips is ended by the deadline, one that is too long at the limit', async () => {
  let identified = false;
  const handler = createSessionHandler({
    baseUrl: 'https://acme.cubecloud.dev',
    apiKey,
    deploymentId: 1,
    timeoutMs: 50,
    identify: () => ((identified = true), null),
  });
  assert.equal((await handler(sessionRequest({body: new ReadableStream()}))).status, 400);
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled += 1024;
        controller.enqueue(new Uint8Array(1024));
      },
    },
    {highWaterMark: 0},
  );
  assert.equal((await handler(sessionRequest({body: endless, headers: {'content-length': '10'}}))).status, 413);
  assert.ok(pulled <= 18 * 1024, `${pulled} bytes were read`);
  assert.equal(identified, false);
});

test('defineViewer writes a viewer out in full and refuses half of one', () => {
  const viewer = defineViewer({userAttributes: ['city', 'region']});
  assert.deepEqual(viewer({externalId: 'ada', groups: [], userAttributes: {city: 'Paris', region: null}}), {
    externalId: 'ada',
    groups: [],
    userAttributes: [
      {name: 'city', value: 'Paris'},
      {name: 'region', value: null},
    ],
  });
  for (const half of [
    {externalId: 'ada', groups: []},
    {externalId: 'ada', groups: [], userAttributes: {city: 'Paris'}},
    {externalId: 'ada', userAttributes: {city: 'a', region: 'b'}},
  ]) {
    assert.throws(() => viewer(half as unknown as Parameters<typeof viewer>[0]), TypeError);
  }
});
