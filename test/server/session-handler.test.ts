import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSessionHandler, HttpError, type SessionHandlerOptions} from '../../src/server/index.js';
import {startFakeCube} from './support/fake-cube.js';
import {sessionRequest} from './support/session-request.js';

const apiKey = 'sk_test_0123456789';

const setUp = async (change: Partial<SessionHandlerOptions> = {}) => {
  const cube = await startFakeCube();
  const errors: unknown[] = [];
  const handler = createSessionHandler({
    baseUrl: `${cube.baseUrl}/`,
    apiKey,
    deploymentId: 32,
    identify: () => ({externalId: 'ada', groups: [], userAttributes: [{name: 'city', value: 'Paris'}]}),
    onError: (error) => errors.push(error),
    ...change,
  });
  return {cube, errors, handler, [Symbol.asyncDispose]: () => cube[Symbol.asyncDispose]()};
};

test('a session is minted for the identified viewer and the deployment of the options', async () => {
  await using t = await setUp();
  const response = await t.handler(sessionRequest());
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), {sessionId: 'session-for-ada', baseUrl: t.cube.baseUrl, deploymentId: 32});
  assert.equal(t.cube.calls.length, 1);
  assert.equal(t.cube.calls[0]?.path, '/api/v1/embed/generate-session');
  assert.equal(t.cube.calls[0].headers.authorization, `Api-Key ${apiKey}`);
  assert.deepEqual(t.cube.calls[0].body, {
    externalId: 'ada',
    groups: [],
    userAttributes: [{name: 'city', value: 'Paris'}],
    deploymentId: 32,
  });
});

test('Cube gets the result of identify and the deployment, and nothing of the body', async () => {
  await using t = await setUp({identify: () => ({externalId: 'ada', creatorMode: true})});
  const body =
    '{"type":"app","reason":"initial","externalId":"victim","internalId":"admin","groups":["admins"],"deploymentId":1,"branchName":"dev","__proto__":{"externalId":"victim"}}';
  assert.equal((await t.handler(sessionRequest({body}))).status, 200);
  const sent = t.cube.calls[0]?.body;
  assert.deepEqual(sent, {externalId: 'ada', creatorMode: true, deploymentId: 32});
});

test('identify gets type, id and reason, and nothing else of the body', async () => {
  const seen: unknown[] = [];
  await using t = await setUp({identify: (_request, embed) => (seen.push(embed), null)});
  const body = {type: 'chat', id: 'x', reason: 'renewal', externalId: 'victim'};
  assert.equal((await t.handler(sessionRequest({body}))).status, 401);
  assert.equal((await t.handler(sessionRequest({body: {type: 'app', reason: 'reload'}}))).status, 401);
  assert.deepEqual(seen, [
    {type: 'chat', id: 'x', reason: 'renewal'},
    {type: 'app', reason: 'reload'},
  ]);
  assert.equal(t.cube.calls.length, 0);
});

test('an HttpError of identify is the answer; any other error leads to 500, and onError gets it', async () => {
  const failure = new Error('the database is gone');
  for (const [thrown, status, reported] of [
    [new HttpError(403), 403, []],
    [new HttpError(409), 409, []],
    [failure, 500, [failure]],
  ] as const) {
    await using t = await setUp({identify: () => Promise.reject(thrown)});
    const response = await t.handler(sessionRequest());
    assert.equal(response.status, status);
    assert.doesNotMatch(await response.text(), /database/);
    assert.deepEqual(t.errors, reported);
    assert.equal(t.cube.calls.length, 0);
  }
  assert.throws(() => new HttpError(500), RangeError);
  assert.throws(() => new HttpError(399), RangeError);
});

test('a missing key or base URL is reported at the first request; a wrong option throws at construction', async () => {
  for (const [change, code] of [
    [{apiKey: undefined}, 'missing-api-key'],
    [{apiKey: ''}, 'missing-api-key'],
    [{baseUrl: undefined}, 'missing-base-url'],
    [{baseUrl: ' \n'}, 'missing-base-url'],
  ] as const) {
    await using t = await setUp(change);
    assert.equal((await t.handler(sessionRequest())).status, 500);
    assert.deepEqual(
      t.errors.map((error) => (error as {code: string}).code),
      [code],
    );
  }
  const good: SessionHandlerOptions = {
    baseUrl: 'https://acme.cubecloud.dev',
    apiKey,
    deploymentId: 32,
    identify: () => null,
  };
  for (const baseUrl of ['http://localhost:4280/', 'http://[::1]', ' https://acme.cubecloud.dev\n']) {
    createSessionHandler({...good, baseUrl});
  }
  for (const wrong of [
    {baseUrl: 'http://acme.cubecloud.dev'},
    {baseUrl: 'https://acme.cubecloud.dev/embed'},
    {baseUrl: 'https://user:password@acme.cubecloud.dev'},
    {baseUrl: 'https://acme.cubecloud.dev?x=1'},
    {baseUrl: 'acme'},
    {baseUrl: 'https://acme.cubecloud.dev.'},
    {baseUrl: 'http://127.0.0.2:4280'},
    {baseUrl: 'http://localhost.:4280'},
    {baseUrl: 7},
    {apiKey: ' sk'},
    {deploymentId: 0},
    {deploymentId: '32'},
    {identify: undefined},
    {allowedOrigins: ['*']},
    {allowedOrigins: ['null']},
    {allowedOrigins: 'https://a.example'},
    {timeoutMs: 0},
    {timeoutMs: Number.NaN},
    {rateLimit: 3},
    {rateLimit: {burst: 0}},
    {onError: 'log'},
    {fetch: 'fetch'},
  ]) {
    assert.throws(
      () => createSessionHandler({...good, ...wrong} as SessionHandlerOptions),
      TypeError,
      JSON.stringify(wrong),
    );
  }
});

test('onSession is awaited with the session; where it fails, the viewer gets the session nevertheless', async () => {
  const issued: unknown[] = [];
  await using t = await setUp({
    async onSession(session) {
      issued.push(session);
      await Promise.reject(new Error('no place to keep it'));
    },
  });
  assert.equal((await t.handler(sessionRequest())).status, 200);
  assert.equal(issued.length, 1);
  assert.equal((issued[0] as {sessionId: string}).sessionId, 'session-for-ada');
  assert.equal((t.errors[0] as Error).message, 'no place to keep it');
});

test('an error of onError itself is ignored, thrown or rejected', async () => {
  for (const onError of [
    () => {
      throw new Error('logger');
    },
    () => Promise.reject(new Error('logger')),
  ]) {
    await using t = await setUp({identify: () => Promise.reject(new Error('x')), onError});
    assert.equal((await t.handler(sessionRequest())).status, 500);
  }
});
