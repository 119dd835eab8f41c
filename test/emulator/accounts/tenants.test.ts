import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account, messageOf} from '../support/account.js';

const tenants = '/api/v1/embed-tenants';
const acme = `${tenants}/acme-shop`;

test('a session makes its tenant, and lists show it', async () => {
  const account = new Account();
  await account.mint({embedTenantName: 'acme-shop', embedTenantProfile: {displayName: 'Acme'}});
  assert.deepEqual((await account.admin(tenants)).body, {
    items: [
      {name: 'emulator', displayName: null, userCount: 0},
      {name: 'acme-shop', displayName: 'Acme', userCount: 1},
    ],
  });
});

test('users are provisioned one by one and up to a hundred at once', async () => {
  const account = new Account();
  const one = await account.admin(`${acme}/users`, {
    body: {externalId: 'ada', email: 'ada@example.com', userAttributes: [{name: 'city', value: 'Paris'}]},
  });
  assert.deepEqual(one.body, {
    externalId: 'ada',
    email: 'ada@example.com',
    userProfile: {displayName: null, picture: null},
    groups: [],
    tenantGroups: [],
    userAttributes: [{name: 'city', value: 'Paris'}],
    isEphemeral: false,
  });
  const bulk = (length: number) =>
    account.admin(`${acme}/users/bulk`, {
      body: {users: Array.from({length}, (_, index) => ({externalId: `user-${String(index)}`}))},
    });
  assert.equal((await bulk(0)).status, 400);
  assert.equal((await bulk(101)).status, 400);
  assert.equal((await bulk(100)).status, 200);
  const {body} = await account.admin(`${acme}/users`);
  assert.equal((body as {items: unknown[]}).items.length, 101);
  // The session finds the user that was provisioned.
  const {cubeCloud} = await account.context({externalId: 'ada', embedTenantName: 'acme-shop'});
  assert.deepEqual(cubeCloud.userAttributes, {city: 'Paris'});
});

test('groups have members, and go with them', async () => {
  const account = new Account();
  const create = (name: string) => account.admin(`${acme}/groups`, {body: {name}});
  assert.equal((await create('buyers')).status, 201);
  assert.equal((await create('buyers')).status, 409);
  await account.admin(`${acme}/users/bulk`, {body: {users: [{externalId: 'ada'}, {externalId: 'bob'}]}});
  const members = `${acme}/groups/buyers/members`;
  const idsOf = ({body}: {body: unknown}) => (body as {items: {externalId: string}[]}).items.map((u) => u.externalId);
  assert.deepEqual(idsOf(await account.admin(members, {body: {externalIds: ['ada', 'bob']}})), ['ada', 'bob']);
  assert.equal((await account.admin(members, {body: {externalIds: ['eve']}})).status, 404);
  assert.equal((await account.admin(members, {body: {externalIds: []}})).status, 400);
  const removed = await account.admin(members, {method: 'DELETE', body: {externalIds: ['ada']}});
  assert.deepEqual(idsOf(removed), ['bob']);
  assert.deepEqual((await account.admin(`${acme}/groups/1`)).body, {
    id: 1,
    name: 'buyers',
    description: null,
    userCount: 1,
  });
  const changed = await account.admin(`${acme}/groups/buyers`, {
    method: 'PUT',
    body: {name: 'buyers', description: 'Who buys'},
  });
  assert.equal((changed.body as {description: unknown}).description, 'Who buys');
  assert.equal((await account.admin(`${acme}/groups/buyers`, {method: 'DELETE'})).status, 204);
  assert.equal((await account.admin(`${acme}/groups/buyers`)).status, 404);
  const {body} = await account.admin(`${acme}/users`);
  assert.deepEqual((body as {items: {tenantGroups: unknown}[]}).items[1]?.tenantGroups, []);
});

test('a tenant that is deleted takes its users along; the account’s own stays', async () => {
  const account = new Account();
  await account.mint({embedTenantName: 'acme-shop', groups: ['analysts']});
  assert.equal((await account.admin(acme, {method: 'DELETE'})).status, 204);
  assert.equal((await account.admin(acme, {method: 'DELETE'})).status, 404);
  assert.deepEqual((await account.context({embedTenantName: 'acme-shop'})).cubeCloud.groups, []);
  const own = await account.admin(`${tenants}/emulator`, {method: 'DELETE'});
  assert.equal(own.status, 400);
  messageOf(own);
});

test('all of it needs the key of an admin', async () => {
  const account = new Account({apiKeys: [{key: 'personal', admin: false}, 'emulator-key']});
  for (const path of [tenants, `${acme}/users`, `${acme}/groups`]) {
    assert.equal((await account.call(path)).status, 401);
    assert.equal((await account.call(path, {key: 'personal'})).status, 403);
  }
  assert.equal((await account.admin(`${acme}/users`)).status, 404);
});

test('the workbooks that an embed tenant sees, and by what', async () => {
  const account = new Account({sampleData: {rows: 10}});
  await account.mint({embedTenantName: 'acme-shop'});
  const path = '/api/v1/deployments/32/embed-tenants/acme-shop/workbooks';
  const list = async (query = '') => ((await account.admin(path + query)).body as {items: unknown[]}).items;
  const shown = {publicId: 'OwVQpbdaZmBT', title: 'Orders overview'};
  const other = {publicId: 'rT5kWn8QyXc2', title: 'Orders in detail', accessSource: 'allEmbedUsers'};
  assert.deepEqual(await list(), [{...shown, accessSource: 'allEmbedUsers'}, other]);
  assert.deepEqual(await list('?accessSource=tenant'), []);
  const access = '/api/v1/deployments/32/workbooks/OwVQpbdaZmBT/embed-access';
  const share = (body: object) => account.admin(access, {method: 'PUT', body});
  await share({embedTenantName: 'acme-shop', access: 'read'});
  assert.deepEqual(await list('?accessSource=tenant'), [{...shown, accessSource: 'tenant'}]);
  await share({embedTenantName: 'acme-shop', access: 'none'});
  assert.deepEqual(await list(), [other]);
  assert.equal((await account.admin(`${path}?accessSource=moon`)).status, 400);
  assert.equal((await account.call(path)).status, 401);
  assert.equal((await account.admin('/api/v1/deployments/33/embed-tenants/acme-shop/workbooks')).status, 404);
  assert.equal((await account.admin('/api/v1/deployments/32/embed-tenants/nobody/workbooks')).status, 404);
});

test('the agent of a deployment has starter prompts', async () => {
  const account = new Account({sampleData: {rows: 10}});
  const path = '/api/v1/deployments/32/agent-suggestions';
  const {items} = (await account.admin(path)).body as {items: readonly {prompt: string}[]};
  assert.ok(items.length > 0 && items.every(({prompt}) => prompt !== ''));
  assert.equal((await account.call(path)).status, 401);
  assert.equal((await account.admin('/api/v1/deployments/33/agent-suggestions')).status, 404);
});
