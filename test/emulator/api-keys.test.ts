import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmulator} from '../../src/emulator/index.js';
import {Account, messageOf} from './support/account.js';

const apiKeys = [
  'plain',
  {key: 'admin', admin: true},
  {key: 'personal', admin: false},
  {key: 'only-32', deploymentIds: [32]},
];
const deployments = [{id: 32}, {id: 40}];

test('keys: an admin’s makes sessions, a personal one and an unknown one don’t', async () => {
  const account = new Account({apiKeys});
  const statusOf = async (key: string) => (await account.generate({externalId: 'ada'}, key)).status;
  assert.equal(await statusOf('plain'), 200);
  assert.equal(await statusOf('admin'), 200);
  assert.equal(await statusOf('personal'), 403);
  assert.equal(await statusOf('emulator-key'), 401);
  assert.equal(await statusOf('PLAIN'), 401);
});

test('a key that is scoped makes sessions for its deployments alone, and revokes all', async () => {
  const account = new Account({apiKeys, deployments});
  assert.equal((await account.generate({externalId: 'ada'}, 'only-32')).status, 200);
  assert.equal((await account.generate({externalId: 'ada', deploymentId: 40}, 'only-32')).status, 403);
  const {body} = await account.generate({externalId: 'ada', deploymentId: 40}, 'plain');
  const {sessionId} = body as {sessionId: string};
  const revoke = {body: {sessionId}, key: 'only-32'};
  assert.equal((await account.call('/api/v1/embed/session/revoke', revoke)).status, 204);
  assert.equal((await account.exchange(sessionId)).status, 401);
  const personal = {...revoke, key: 'personal'};
  assert.equal((await account.call('/api/v1/embed/session/revoke', personal)).status, 403);
});

const schemes = ['', 'emulator-key', 'Bearer emulator-key', 'Access-Token emulator-key', 'Api-Key', 'Api-Key a b'];
for (const authorization of schemes) {
  test(`Authorization "${authorization}": 401`, async () => {
    const answer = await new Account().call('/api/v1/embed/generate-session', {
      body: {deploymentId: 32, externalId: 'ada'},
      headers: {authorization},
    });
    assert.equal(answer.status, 401);
    assert.match(messageOf(answer), /key/i);
  });
}

test('no answer holds a key, and a key that can’t be one is a mistake of the options', async () => {
  const answer = await new Account({apiKeys}).generate({externalId: 'ada'}, 'my-secret-key');
  assert.doesNotMatch(JSON.stringify(answer.body), /my-secret-key|plain/);
  assert.throws(() => createEmulator({apiKeys: ['']}), /apiKeys/);
});
