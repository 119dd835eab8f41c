import assert from 'node:assert/strict';
import {request as httpRequest} from 'node:http';
import {describe, test} from 'node:test';
import {createSessionHandler, defineViewer} from '../../src/server/index.js';
import {mintSession} from './support/cube-reply.js';
import {startFakeCube} from './support/fake-cube.js';
import {hardRuntimes} from './support/hard-runtimes.js';
import {dashboard, sessionRequest} from './support/session-request.js';

const apiKey = 'sk_test_0123456789';
const json = {'content-type': 'application/json'};
const good = JSON.stringify(dashboard);

for (const [name, start] of Object.entries(hardRuntimes)) {
  describe(`hard times in ${name}`, () => {
    const setUp = async () => {
      const cube = await startFakeCube();
      const service = await start({baseUrl: cube.baseUrl, apiKey});
      const url = (path: string): string => `http://127.0.0.1:${service.port}${path}`;
      return {
        cube,
        url,
        ask: (path: string, user: string) =>
          fetch(url(path), {method: 'POST', headers: {...json, 'x-user': user}, body: good}),
        /** Sends a body in chunks without a length, and ends it only on demand. */
        async drip(path: string, pieces: readonly string[]): Promise<number | undefined> {
          const client = httpRequest(url(path), {method: 'POST', headers: {...json, 'x-user': 'ada'}});
          const status = new Promise<number | undefined>((resolve, reject) => {
            client.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
          });
          for (const piece of pieces) client.write(piece);
          try {
            return await status;
          } finally {
            client.on('error', () => undefined).destroy();
          }
        },
        reported: async (): Promise<number> => Number(await (await fetch(url('/reported'))).text()),
        async [Symbol.asyncDispose]() {
          await service[Symbol.asyncDispose]();
          await cube[Symbol.asyncDispose]();
        },
      };
    };

    test('1,000 requests at once: each caller gets the session of its own viewer', async () => {
      await using t = await setUp();
      const held: (() => void)[] = [];
      // Cube answers once all requests have come, in the reverse order.
      t.cube.reply = (...call) => {
        held.push(() => void mintSession(...call));
        if (held.length === 1000) for (const release of held.reverse()) release();
      };
      const users = Array.from({length: 1000}, (_, index) => `user-${index}`);
      const sessions = await Promise.all(
        users.map(async (user) => ((await (await t.ask('/usual', user)).json()) as {sessionId?: string}).sessionId),
      );
      assert.deepEqual(
        sessions,
        users.map((user) => `session-for-${user}`),
      );
      assert.equal(await t.reported(), 0);
    });

    test('100 requests of one viewer: the burst passes, the others get 429 with whole seconds', async () => {
      await using t = await setUp();
      const answers = await Promise.all(Array.from({length: 100}, () => t.ask('/limited', 'ada')));
      const refused = answers.filter(({status}) => status === 429);
      assert.equal(refused.length, 80);
      for (const answer of refused) assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
      assert.equal(t.cube.calls.length, 20);
      assert.equal((await t.ask('/limited', 'bob')).status, 200);
    });

    test('a body of 17 KiB without a length is refused before its end', async () => {
      await using t = await setUp();
      assert.equal(await t.drip('/usual', ['x'.repeat(17 * 1024)]), 413);
      assert.equal(t.cube.calls.length, 0);
    });

    test('a body that trickles in ends at the deadline', async () => {
      await using t = await setUp();
      assert.equal(await t.drip('/impatient', [good.slice(0, 5)]), 400);
      assert.equal(t.cube.calls.length, 0);
    });

    test('a client that goes away ends the call to Cube, and no error is reported', async () => {
      await using t = await setUp();
      const ended = new Promise<void>((resolve) => {
        t.cube.reply = (_call, res) => {
          res.on('close', resolve).writeHead(200, json).write('{');
        };
      });
      await t.ask('/given-up', 'ada');
      await ended;
      assert.equal(t.cube.calls.length, 1);
      assert.equal(await t.reported(), 0);
    });
  });
}

test('a body that trickles in ends at the deadline, and one that is too long at the limit', async () => {
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

test('defineViewer completes a viewer and refuses an incomplete one', () => {
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
