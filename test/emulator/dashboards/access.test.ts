import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {EmulatorContent} from '../../../src/emulator/index.js';
import {Account, messageOf, type Body} from '../support/account.js';

type Dashboard = NonNullable<NonNullable<EmulatorContent['deployments']>[number]['dashboards']>[number];

const dashboard = (publicId: string, more: Partial<Dashboard> = {}): Dashboard => ({
  publicId,
  title: publicId,
  widgets: [{id: 'count', title: 'Orders', chart: 'number', query: {measures: ['orders.count'], dimensions: []}}],
  ...more,
});

const content: EmulatorContent = {
  deployments: [
    {
      id: 32,
      dashboards: [
        dashboard('plain'),
        dashboard('draft', {published: false}),
        dashboard('not-allowed', {allowEmbed: false}),
        dashboard('shared', {allowEmbed: false, grants: [], sharedWithAllEmbedUsers: true}),
        dashboard('for-nobody', {grants: []}),
        dashboard('for-acme', {grants: ['tenant:acme-shop']}),
        dashboard('for-ada', {grants: ['user:ada']}),
        dashboard('for-buyers', {grants: ['group:buyers']}),
      ],
    },
    {id: 40, dashboards: [dashboard('elsewhere')]},
  ],
  sampleData: {rows: 100},
};

const creator: Body = {creatorMode: true, embedTenantName: 'globex'};
const buyers = {...creator, tenantGroupDefinitions: [{name: 'buyers'}], tenantGroups: ['buyers']};

const cases: readonly (readonly [publicId: string, viewer: string, body: Body, status: number])[] = [
  ['plain', 'an embed user', {}, 200],
  ['plain', 'an internal user', {internalId: 'ada@example.com'}, 200],
  ['missing', 'an embed user', {}, 404],
  ['missing', 'a creator', creator, 404],
  ['elsewhere', 'an embed user of another deployment', {}, 404],
  ['elsewhere', 'an embed user of its deployment', {deploymentId: 40}, 200],
  ['draft', 'an embed user', {}, 404],
  ['draft', 'a creator', creator, 404],
  ['draft', 'an internal user', {internalId: 'ada@example.com'}, 404],
  ['not-allowed', 'an embed user', {}, 403],
  ['not-allowed', 'an internal user', {internalId: 'ada@example.com'}, 403],
  ['not-allowed', 'a creator', creator, 200],
  ['shared', 'an embed user', {}, 200],
  ['for-nobody', 'an embed user', {}, 404],
  ['for-nobody', 'a creator', creator, 404],
  ['for-acme', 'a user of the tenant', {embedTenantName: 'acme-shop'}, 200],
  ['for-acme', 'a user of another tenant', {embedTenantName: 'globex'}, 404],
  ['for-ada', 'that user', {externalId: 'ada'}, 200],
  ['for-ada', 'another user', {externalId: 'bob'}, 404],
  ['for-buyers', 'a member of the group', buyers, 200],
  ['for-buyers', 'a user outside the group', creator, 404],
];

for (const [publicId, viewer, body, status] of cases) {
  test(`dashboard ${publicId} for ${viewer}: ${String(status)}`, async () => {
    const account = new Account(content);
    const token = await account.enter(body);
    const path = `/api/v1/embed/dashboard/${publicId}`;
    const answer = await account.call(path, {token});
    assert.equal(answer.status, status);
    if (status === 200) assert.equal((answer.body as {title: string}).title, publicId);
    else messageOf(answer);
    // Its rows obey the same rules.
    assert.equal((await account.call(`${path}/query`, {token, body: {}})).status, status);
  });
}

test('signed embedding is switched by an admin, with PATCH', async () => {
  const account = new Account(content);
  const token = await account.enter();
  const path = '/api/v1/embed/dashboard/plain';
  const patch = (body: unknown) => account.admin(path, {method: 'PATCH', body});
  assert.equal((await patch({allowEmbed: false})).status, 200);
  assert.equal((await account.call(path, {token})).status, 403);
  assert.equal((await patch({allowEmbed: true})).status, 200);
  assert.equal((await account.call(path, {token})).status, 200);
  assert.equal((await patch({})).status, 400);
  assert.equal((await account.call(path, {token, method: 'PATCH', body: {allowEmbed: false}})).status, 401);
  const missing = await account.admin('/api/v1/embed/dashboard/missing', {method: 'PATCH', body: {allowEmbed: true}});
  assert.equal(missing.status, 404);
});

test('a dashboard is shared with a tenant, or with all embed users, and taken back', async () => {
  const account = new Account(content);
  const token = await account.enter({embedTenantName: 'globex'});
  const see = async () => (await account.call('/api/v1/embed/dashboard/for-nobody', {token})).status;
  const access = '/api/v1/deployments/32/workbooks/for-nobody/embed-access';
  const share = (body: Body) => account.admin(access, {method: 'PUT', body});
  assert.equal(await see(), 404);
  assert.equal((await share({embedTenantName: 'globex', access: 'read'})).status, 200);
  assert.equal(await see(), 200);
  await share({embedTenantName: 'globex', access: 'none'});
  assert.equal(await see(), 404);
  await share({allEmbedUsers: true, access: 'read'});
  assert.equal(await see(), 200);
  assert.deepEqual((await account.admin(access)).body, {
    allEmbedUsers: true,
    tenants: [{tenant: 'globex', shared: false}],
  });
  await share({allEmbedUsers: true, access: 'none'});
  assert.equal(await see(), 404);
  for (const wrong of [{}, {access: 'read'}, {embedTenantName: 'globex', access: 'write'}]) {
    assert.equal((await share(wrong)).status, 400);
  }
  assert.equal((await account.call(access, {token})).status, 401);
});

test('without options the flag counts for the default dashboard', async () => {
  const account = new Account({sampleData: {rows: 100}});
  const token = await account.enter();
  const path = '/api/v1/embed/dashboard/OwVQpbdaZmBT';
  assert.equal((await account.call(path, {token})).status, 200);
  await account.admin(path, {method: 'PATCH', body: {allowEmbed: false}});
  assert.equal((await account.call(path, {token})).status, 403);
});

test('comments and Python are left out, and say so', async () => {
  const account = new Account(content);
  const token = await account.enter();
  for (const rest of ['comments', 'comments/7', 'python-run']) {
    const answer = await account.call(`/api/v1/embed/dashboard/plain/${rest}`, {token, body: {}});
    assert.equal(answer.status, 501);
    assert.match(messageOf(answer), /comments|Python/);
  }
});
