import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmulator, defaultApiKey} from '../../src/emulator/index.js';
import {createCubeClient, createSessionHandler} from '../../src/server/index.js';
import {sessionRequest} from './support/session-request.js';

test('logout: every session that onSession was told of is revoked, exchanged or not, renewals too', async () => {
  const emulator = createEmulator();
  const options = {
    baseUrl: 'http://localhost',
    apiKey: defaultApiKey,
    fetch: (url: string, init: RequestInit) => emulator.fetch(new Request(url, init)),
  };
  const remembered: string[] = [];
  const handler = createSessionHandler({
    ...options,
    deploymentId: 32,
    identify: () => ({externalId: 'ada', groups: [], userAttributes: []}),
    onSession: ({sessionId, viewer}) => {
      assert.equal(viewer.externalId, 'ada');
      remembered.push(sessionId);
    },
  });
  const mint = async (reason: string): Promise<string> => {
    const answer = await handler(sessionRequest({body: {type: 'dashboard', id: 'OwVQpbdaZmBT', reason}}));
    return ((await answer.json()) as {sessionId: string}).sessionId;
  };
  const exchange = (sessionId: string): Promise<Response> =>
    emulator.fetch(
      new Request('http://localhost/api/v1/embed/session/token', {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({sessionId}),
      }),
    );
  const ids = [await mint('initial'), await mint('renewal')] as const;
  assert.deepEqual(remembered, ids);
  const {token} = (await (await exchange(ids[0])).json()) as {token: string};
  const look = (): Promise<Response> =>
    emulator.fetch(
      new Request('http://localhost/api/v1/embed/dashboard/OwVQpbdaZmBT', {
        headers: {authorization: `Embed-Token ${token}`},
      }),
    );
  assert.equal((await look()).status, 200);
  const cube = createCubeClient(options);
  for (const id of remembered) await cube.revokeSession(id);
  assert.equal((await look()).status, 401);
  assert.equal((await exchange(ids[1])).status, 401);
  // Gone already counts as ended.
  await cube.revokeSession(ids[1]);
});
