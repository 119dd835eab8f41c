import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account, messageOf, type Body} from '../support/account.js';

const attributesOf = async (account: Account, body: Body = {}) =>
  (await account.context(body)).cubeCloud.userAttributes;
const groupsOf = async (account: Account, body: Body = {}) => (await account.context(body)).cubeCloud.groups;

test('attributes: left out they stay, a value replaces, null clears, others stay', async () => {
  const account = new Account({
    userAttributes: [
      {name: 'city', type: 'string'},
      {name: 'sizes', type: 'number_array'},
      {name: 'plan', type: 'string', defaultValue: 'free'},
    ],
  });
  const set = (...entries: readonly (readonly [string, unknown])[]) => ({
    userAttributes: entries.map(([name, value]) => ({name, value})),
  });
  assert.deepEqual(await attributesOf(account), {plan: 'free'});
  const first = {city: 'Berlin', sizes: [1, 2], plan: 'free'};
  assert.deepEqual(await attributesOf(account, set(['city', 'Berlin'], ['sizes', [1, 2]])), first);
  assert.deepEqual(await attributesOf(account), first);
  assert.deepEqual(await attributesOf(account, {userAttributes: []}), first);
  assert.deepEqual(await attributesOf(account, {userAttributes: null}), first);
  assert.deepEqual(await attributesOf(account, set(['city', 'Paris'])), {...first, city: 'Paris'});
  assert.deepEqual(await attributesOf(account, set(['plan', 'paid'])), {...first, city: 'Paris', plan: 'paid'});
  assert.deepEqual(await attributesOf(account, set(['city', null], ['plan', null])), {sizes: [1, 2], plan: 'free'});
  assert.deepEqual(await attributesOf(account, {externalId: 'somebody-else'}), {plan: 'free'});
});

test('groups: left out they stay, a list replaces them, an empty list clears them', async () => {
  const account = new Account();
  assert.deepEqual(await groupsOf(account), []);
  assert.deepEqual(await groupsOf(account, {groups: ['analysts', 'managers']}), ['analysts', 'managers']);
  assert.deepEqual(await groupsOf(account), ['analysts', 'managers']);
  assert.deepEqual(await groupsOf(account, {groups: null}), ['analysts', 'managers']);
  assert.deepEqual(await groupsOf(account, {groups: ['managers']}), ['managers']);
  assert.deepEqual(await groupsOf(account, {groups: []}), []);
  assert.deepEqual(await groupsOf(account), []);
});

test('groupDefinitions are taken and make no group', async () => {
  const account = new Account();
  assert.equal((await account.generate({externalId: 'ada', groupDefinitions: [{name: 'pilots'}]})).status, 200);
  assert.equal((await account.generate({externalId: 'ada', groups: ['pilots']})).status, 400);
});

test('a profile keeps what a session leaves out', async () => {
  const account = new Account();
  const userOf = async (userProfile?: Body) => {
    const {body} = await account.config(await account.enter({userProfile}));
    return (body as {user: unknown}).user;
  };
  const picture = 'https://example.com/ada.png';
  assert.deepEqual(await userOf(), {displayName: 'viewer', picture: null});
  assert.deepEqual(await userOf({displayName: 'Ada', picture}), {displayName: 'Ada', picture});
  assert.deepEqual(await userOf({displayName: 'Countess'}), {displayName: 'Countess', picture});
  assert.deepEqual(await userOf(), {displayName: 'Countess', picture});
});

test('an attribute’s type can’t be changed, and then nothing is', async () => {
  const account = new Account();
  const tenant = {creatorMode: true, embedTenantName: 'acme-shop'};
  const define = (...definitions: readonly Body[]) => ({...tenant, userAttributeDefinitions: definitions});
  await account.mint(define({name: 'region', type: 'string', displayName: 'Region'}));
  const changed = await account.generate({
    externalId: 'viewer',
    ...define({name: 'size', type: 'number'}, {name: 'region', type: 'number'}),
    groups: ['analysts'],
  });
  assert.equal(changed.status, 400);
  assert.match(messageOf(changed), /cannot change type/);
  assert.deepEqual(await groupsOf(account, tenant), []);
  const size = {...tenant, userAttributes: [{name: 'size', value: 1}]};
  assert.equal((await account.generate({externalId: 'viewer', ...size})).status, 400);
  const again = define({name: 'region', type: 'string', displayName: 'Where'});
  assert.equal((await account.generate({externalId: 'viewer', ...again})).status, 200);
});

test('a tenant’s attributes and groups are known in that tenant alone', async () => {
  const account = new Account();
  const inTenant = (embedTenantName: string) => ({creatorMode: true, embedTenantName});
  const definitions = {
    userAttributeDefinitions: [{name: 'region', type: 'string', defaultValue: 'north'}],
    tenantGroupDefinitions: [{name: 'buyers'}],
  };
  assert.deepEqual(await attributesOf(account, {...inTenant('acme-shop'), ...definitions}), {region: 'north'});
  const use = {userAttributes: [{name: 'region', value: 'south'}], tenantGroups: ['buyers']};
  assert.deepEqual(await attributesOf(account, {...inTenant('acme-shop'), ...use}), {region: 'south'});
  const elsewhere = await account.generate({externalId: 'viewer', ...inTenant('globex'), ...use});
  assert.equal(elsewhere.status, 400);
  assert.deepEqual(await attributesOf(account, inTenant('globex')), {});
});

test('the same external id in two tenants is two users', async () => {
  const account = new Account();
  await account.mint({embedTenantName: 'acme-shop', groups: ['analysts']});
  assert.deepEqual(await groupsOf(account, {embedTenantName: 'globex'}), []);
  assert.deepEqual(await groupsOf(account, {embedTenantName: 'acme-shop'}), ['analysts']);
});

test('the 10,001st external user is 429, and those before go on', async () => {
  const account = new Account();
  for (let from = 0; from < 10_000; from += 100) {
    const users = Array.from({length: 100}, (_, index) => ({externalId: `user-${String(from + index)}`}));
    const answer = await account.admin('/api/v1/embed-tenants/crowd/users/bulk', {body: {users}});
    assert.equal(answer.status, 200);
  }
  const full = await account.generate({externalId: 'one-too-many'});
  assert.equal(full.status, 429);
  assert.match(messageOf(full), /10000/);
  const provisioned = await account.admin('/api/v1/embed-tenants/crowd/users', {body: {externalId: 'too-many'}});
  assert.equal(provisioned.status, 429);
  assert.equal((await account.generate({externalId: 'user-7', embedTenantName: 'crowd'})).status, 200);
  assert.equal((await account.generate({internalId: 'ada@example.com'})).status, 200);
  assert.equal((await account.generate({externalId: 'for-an-hour', isEphemeral: true})).status, 200);
  const crowd = await account.admin('/api/v1/embed-tenants/crowd', {method: 'DELETE'});
  assert.equal(crowd.status, 204);
  assert.equal((await account.generate({externalId: 'one-too-many'})).status, 200);
});

test('the limit can be set, and 50 sessions for new users at once don’t pass it', async () => {
  const account = new Account({account: {userLimit: 20}});
  const answers = await Promise.all(
    Array.from({length: 50}, (_, index) => account.generate({externalId: `user-${String(index)}`})),
  );
  assert.equal(answers.filter(({status}) => status === 200).length, 20);
  assert.equal(answers.filter(({status}) => status === 429).length, 30);
});
