import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inspect} from 'node:util';
import {CubeApiError, CubeServerError, createCubeClient, createSessionHandler} from '../../src/server/index.js';
import {replyWith} from './support/cube-reply.js';
import {startFakeCube} from './support/fake-cube.js';
import {sessionRequest} from './support/session-request.js';

const apiKey = 'sk_live_"quoted"_0123456789';
const baseUrl = 'https://acme.cubecloud.dev';

/** All parts of an error that a logger could print. */
const everything = (error: unknown): string =>
  inspect(error, {depth: 20, showHidden: true}) +
  (error instanceof Error ? `${error.stack}` : '') +
  JSON.stringify(error);

test('a key with a line break is refused at construction, without a character of it in the error', () => {
  for (const wrong of [`${apiKey}\n`, `sk_live\r\nx: y${apiKey}`, `${apiKey} `, 'sk_live_ö']) {
    for (const create of [
      () => createCubeClient({baseUrl, apiKey: wrong}),
      () => createSessionHandler({baseUrl, apiKey: wrong, deploymentId: 1, identify: () => null}),
    ]) {
      assert.throws(create, (error: unknown) => error instanceof TypeError && !everything(error).includes('sk_live'));
    }
  }
});

test('an error of fetch is not passed on: no cause, no message, no request', async () => {
  const reported: unknown[] = [];
  const handler = createSessionHandler({
    baseUrl,
    apiKey,
    deploymentId: 1,
    identify: () => ({externalId: 'ada'}),
    onError: (error) => reported.push(error),
    fetch: (_url, init) =>
      Promise.reject(
        new TypeError(`bad header ${JSON.stringify(init.headers)}`, {cause: Object.assign(new Error(apiKey), {init})}),
      ),
  });
  assert.equal((await handler(sessionRequest())).status, 502);
  assert.ok(reported[0] instanceof CubeServerError);
  assert.equal(reported[0].code, 'cube-unreachable');
  assert.ok(!('cause' in reported[0]));
  assert.doesNotMatch(everything(reported[0]), /sk_live/);
});

test('an error of the application that quotes the key is replaced', async () => {
  const reported: unknown[] = [];
  const handler = createSessionHandler({
    baseUrl,
    apiKey,
    deploymentId: 1,
    identify: () => Promise.reject(new Error(`config: ${apiKey}`)),
    onError: (error) => reported.push(error),
  });
  assert.equal((await handler(sessionRequest())).status, 500);
  assert.equal((reported[0] as CubeServerError).code, 'identify-failed');
  assert.doesNotMatch(everything(reported[0]), /sk_live/);
});

test('the client and the handler show no key when they are inspected', () => {
  assert.doesNotMatch(everything(createCubeClient({baseUrl, apiKey})), /sk_live/);
  assert.doesNotMatch(
    everything(createSessionHandler({baseUrl, apiKey, deploymentId: 1, identify: () => null})),
    /sk_live/,
  );
});

test("Cube's refusal is parsed, at most 4 KiB, with the key masked in every form", async () => {
  await using cube = await startFakeCube();
  const client = createCubeClient({baseUrl: cube.baseUrl, apiKey});
  for (const [sent, check] of [
    [
      JSON.stringify({error: `key ${apiKey}`, [apiKey]: 1}),
      (body: unknown) => assert.deepEqual(body, {error: 'key [api key]', '[api key]': 1}),
    ],
    [
      `plain ${apiKey} and ${encodeURIComponent(apiKey)}`,
      (body: unknown) => assert.equal(body, 'plain [api key] and [api key]'),
    ],
    ['x'.repeat(4090) + apiKey, (body: unknown) => assert.ok((body as string).length <= 4096)],
  ] as const) {
    cube.reply = replyWith(403, sent);
    const error = await client.generateSession({externalId: 'ada', deploymentId: 1}).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof CubeApiError);
    assert.equal(error.status, 403);
    check(error.body);
    assert.doesNotMatch(everything(error) + JSON.stringify(error.body), /sk_live/);
  }
});

test('revokeSession accepts 200 and 204, and sends nothing for a text that is no session id', async () => {
  await using cube = await startFakeCube(replyWith(204));
  const client = createCubeClient({baseUrl: cube.baseUrl, apiKey});
  await client.revokeSession('session-1');
  cube.reply = replyWith(200, '{}');
  await client.revokeSession('session-2');
  assert.deepEqual(
    cube.calls.map(({path, body}) => [path, body]),
    ['session-1', 'session-2'].map((sessionId) => ['/api/v1/embed/session/revoke', {sessionId}]),
  );
  await assert.rejects(client.revokeSession('a b'), {code: 'invalid-session-params'});
  assert.equal(cube.calls.length, 2);
});
