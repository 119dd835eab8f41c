import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account, messageOf, type Body} from '../support/account.js';

/** Every field that Cube documents, at once where they go together. */
const full: Body = {
  externalId: 'ada',
  email: 'ada@example.com',
  userProfile: {displayName: 'Ada', picture: 'https://example.com/ada.png'},
  embedTenantName: 'acme-shop',
  embedTenantProfile: {displayName: 'Acme'},
  creatorMode: true,
  userAttributeDefinitions: [
    {name: 'region', type: 'string_array', displayName: 'Region', description: 'Where', defaultValue: ['north']},
    {name: 'vip', type: 'boolean'},
  ],
  userAttributes: [
    {name: 'city', value: 'New York'},
    {name: 'region', value: ['north', 'south']},
    {name: 'vip', value: true},
  ],
  groups: ['analysts'],
  groupDefinitions: [{name: 'ignored', description: 'Deprecated'}],
  tenantGroupDefinitions: [{name: 'buyers', description: 'Who buys'}],
  tenantGroups: ['buyers'],
  securityContext: {shop: 7, nested: {any: [1]}},
  settings: {
    allowAi: true,
    showDashboardChat: false,
    showWorkbookChat: true,
    showAiWidgets: false,
    allowChatWorkspaceAuthoring: true,
    showWorkbookShare: false,
    showDashboardSettings: true,
    showMemberNames: false,
    showGroupByCube: true,
    locale: 'not a language',
    timezone: '+05:00',
  },
  embedTheme: {
    primaryColor: '#123456',
    font: 'Inter',
    analyticsChat: {backgroundColor: '#fff', chatInput: {backgroundColor: '#eee', borderColor: '#ddd'}},
    chat: {inputColor: '#ccc'},
  },
  isEphemeral: true,
  publicDashboardId: 'OwVQpbdaZmBT',
  roles: ['viewer'],
};

test('every documented field is taken, and arrives at the page', async () => {
  const account = new Account();
  const {body} = await account.config(await account.enter(full));
  const {user, embedTenant, creatorMode, settings, embedTheme} = body as Record<string, unknown>;
  assert.deepEqual(user, {displayName: 'Ada', picture: 'https://example.com/ada.png'});
  assert.equal(embedTenant, 'acme-shop');
  assert.equal(creatorMode, true);
  assert.deepEqual(settings, full['settings']);
  assert.deepEqual(embedTheme, full['embedTheme']);
});

test('attributes, groups and the security context arrive at the data', async () => {
  const {cubeCloud, shop, nested} = await new Account().context(full);
  assert.deepEqual(cubeCloud, {
    groups: ['analysts'],
    userAttributes: {city: 'New York', region: ['north', 'south'], vip: true},
    userId: 'ada',
  });
  assert.equal(shop, 7);
  assert.deepEqual(nested, {any: [1]});
});

test('null is the same as left out, for every field but the deployment', async () => {
  const account = new Account();
  const nothing = Object.fromEntries(Object.keys({...full, internalId: 1, branchName: 1}).map((name) => [name, null]));
  assert.equal((await account.generate({...nothing, externalId: 'ada'})).status, 200);
  assert.equal((await account.generate({...nothing, internalId: 'ada@example.com'})).status, 200);
  const settings = Object.fromEntries(Object.keys(full['settings'] as object).map((name) => [name, null]));
  assert.equal((await account.generate({externalId: 'ada', settings, embedTheme: {chat: null}})).status, 200);
  assert.equal((await account.generate({externalId: 'ada', deploymentId: null})).status, 400);
});

test('a session id is new each time, and nothing but the id is answered', async () => {
  const account = new Account();
  const answers = await Promise.all(Array.from({length: 20}, () => account.generate({externalId: 'ada'})));
  const ids = answers.map(({body}) => {
    assert.deepEqual(Object.keys(body as object), ['sessionId']);
    return (body as {sessionId: string}).sessionId;
  });
  assert.equal(new Set(ids).size, 20);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
  assert.equal(answers[0]?.headers.get('cache-control'), 'no-store');
});

const attribute = (value: unknown, name = 'city') => ({userAttributes: [{name, value}]});
const inTenant = {creatorMode: true, embedTenantName: 'acme-shop'};

const refusals: readonly (readonly [name: string, body: Body, status: number, says: RegExp])[] = [
  ['nobody', {}, 400, /externalId or internalId/],
  ['both ids', {externalId: 'ada', internalId: 'ada@example.com'}, 400, /not both/],
  ['an external id with a capital letter', {externalId: 'Ada'}, 400, /externalId must be lowercase and trimmed/],
  ['an external id with a space around it', {externalId: ' ada'}, 400, /externalId must be lowercase and trimmed/],
  ['an empty external id', {externalId: ''}, 400, /externalId/],
  ['an external id that is a number', {externalId: 7}, 400, /externalId must be a string/],
  ['an internal user who isn’t there', {internalId: 'nobody@example.com'}, 404, /nobody@example.com/],
  ['no deployment', {externalId: 'ada', deploymentId: undefined}, 400, /deploymentId/],
  ['a deployment as text', {externalId: 'ada', deploymentId: '32'}, 400, /deploymentId/],
  ['a deployment that isn’t there', {externalId: 'ada', deploymentId: 33}, 404, /33/],
  ['an unknown field', {externalId: 'ada', colour: 'red'}, 400, /colour is not a known field/],
  ['the field that Cube has removed', {externalId: 'ada', ephemeralTtlSeconds: 60}, 400, /ephemeralTtlSeconds/],
  ['an unknown setting', {externalId: 'ada', settings: {allowExport: true}}, 400, /settings\.allowExport/],
  ['a setting of the wrong type', {externalId: 'ada', settings: {allowAi: 'no'}}, 400, /settings\.allowAi/],
  ['an unknown part of the theme', {externalId: 'ada', embedTheme: {background: 'red'}}, 400, /embedTheme\.background/],
  ['a colour that is a number', {externalId: 'ada', embedTheme: {primaryColor: 7}}, 400, /embedTheme\.primaryColor/],
  ['a picture that is no absolute URL', {externalId: 'ada', userProfile: {picture: '/a.png'}}, 400, /picture/],
  ['a picture that is a script', {externalId: 'ada', userProfile: {picture: 'javascript:0'}}, 400, /picture/],
  ['an e-mail address that is none', {externalId: 'ada', email: 'ada'}, 400, /email/],
  ['a tenant’s name with a capital', {externalId: 'ada', embedTenantName: 'Acme'}, 400, /embedTenantName/],
  ['a tenant’s name of 1 letter', {externalId: 'ada', embedTenantName: 'a'}, 400, /embedTenantName/],
  ['a tenant’s name of 37 letters', {externalId: 'ada', embedTenantName: 'a'.repeat(37)}, 400, /embedTenantName/],
  ['a tenant’s name that ends in a dash', {externalId: 'ada', embedTenantName: 'acme-'}, 400, /embedTenantName/],
  ['an attribute that isn’t defined', {externalId: 'ada', ...attribute('x', 'size')}, 400, /"size" not found/],
  ['an attribute of another type', {externalId: 'ada', ...attribute(7)}, 400, /"city" is of type string/],
  ['an attribute that is an object', {externalId: 'ada', ...attribute({a: 1})}, 400, /userAttributes\[0\]\.value/],
  ['an attribute that mixes its list', {externalId: 'ada', ...attribute(['a', 1])}, 400, /userAttributes\[0\]\.value/],
  ['an attribute without a value', {externalId: 'ada', userAttributes: [{name: 'city'}]}, 400, /\[0\]\.value/],
  [
    'an attribute twice',
    {externalId: 'ada', userAttributes: [attribute('a').userAttributes[0], attribute('b').userAttributes[0]]},
    400,
    /"city" twice/,
  ],
  ['attributes that are no list', {externalId: 'ada', userAttributes: {city: 'x'}}, 400, /userAttributes must be/],
  ['a group that isn’t there', {externalId: 'ada', groups: ['analysts', 'pilots']}, 400, /"pilots" not found/],
  ['groups that are no list', {externalId: 'ada', groups: 'analysts'}, 400, /groups must be a list/],
  ['a branch that isn’t there', {externalId: 'ada', branchName: 'nope'}, 404, /"nope"/],
  ['a security context that is a list', {externalId: 'ada', securityContext: []}, 400, /securityContext/],
  [
    'definitions of attributes without Creator Mode',
    {externalId: 'ada', embedTenantName: 'acme-shop', userAttributeDefinitions: [{name: 'a', type: 'string'}]},
    400,
    /userAttributeDefinitions needs creatorMode/,
  ],
  ['tenant groups without a tenant', {externalId: 'ada', creatorMode: true, tenantGroups: []}, 400, /tenantGroups/],
  [
    'definitions of tenant groups without Creator Mode',
    {externalId: 'ada', embedTenantName: 'acme-shop', tenantGroupDefinitions: []},
    400,
    /tenantGroupDefinitions/,
  ],
  ['a tenant group that isn’t there', {externalId: 'ada', ...inTenant, tenantGroups: ['x']}, 400, /"x" not found/],
  [
    'a type that there isn’t',
    {externalId: 'ada', ...inTenant, userAttributeDefinitions: [{name: 'a', type: 'date'}]},
    400,
    /userAttributeDefinitions\[0\]\.type/,
  ],
  [
    'an attribute defined twice',
    {
      externalId: 'ada',
      ...inTenant,
      userAttributeDefinitions: [
        {name: 'a', type: 'string'},
        {name: 'a', type: 'string'},
      ],
    },
    400,
    /"a" twice/,
  ],
  [
    'a tenant group defined twice',
    {externalId: 'ada', ...inTenant, tenantGroupDefinitions: [{name: 'a'}, {name: 'a'}]},
    400,
    /"a" twice/,
  ],
];

for (const [name, body, status, says] of refusals) {
  test(`${name}: ${String(status)}, and no user is made`, async () => {
    const account = new Account();
    const answer = await account.generate(body);
    assert.equal(answer.status, status);
    assert.match(messageOf(answer), says);
    const {body: tenants} = await account.admin('/api/v1/embed-tenants');
    assert.deepEqual(tenants, {items: [{name: 'emulator', displayName: null, userCount: 0}]});
  });
}

const forbiddenWithInternalId: Body = {
  email: 'ada@example.com',
  userProfile: {displayName: 'Ada'},
  userAttributes: [],
  userAttributeDefinitions: [],
  groups: [],
  groupDefinitions: [],
  securityContext: {},
  roles: [],
};

for (const [name, value] of Object.entries(forbiddenWithInternalId)) {
  test(`${name} with an internal user: 400`, async () => {
    const answer = await new Account().generate({internalId: 'ada@example.com', [name]: value});
    assert.equal(answer.status, 400);
    assert.match(messageOf(answer), new RegExp(`${name} can't be sent with internalId`));
  });
}

test('an internal user comes by username or e-mail address, and carries no embed tenant', async () => {
  const account = new Account({internalUsers: [{username: 'ada', email: 'ada@example.com', displayName: 'Ada'}]});
  for (const internalId of ['ada', 'ada@example.com']) {
    const {body} = await account.config(await account.enter({internalId}));
    assert.equal((body as {embedTenant: unknown}).embedTenant, null);
    assert.equal((body as {user: {displayName: string}}).user.displayName, 'Ada');
  }
});

test('branches: unknown is 404, served by nobody is 400, and a good one is taken', async () => {
  const branches = [{name: 'dev'}, {name: 'asleep', served: false}];
  const account = new Account({deployments: [{id: 32, branches}]});
  const statusOf = async (branchName: string) => (await account.generate({externalId: 'ada', branchName})).status;
  assert.equal(await statusOf('dev'), 200);
  assert.equal(await statusOf('asleep'), 400);
  assert.equal(await statusOf('nope'), 404);
});

test('what the account has not enabled is 403', async () => {
  const noEmbedding = new Account({account: {embedding: false}});
  assert.equal((await noEmbedding.generate({externalId: 'ada'})).status, 403);
  assert.equal((await noEmbedding.revoke('0'.repeat(32))).status, 403);
  const noCreator = new Account({account: {creatorMode: false}});
  assert.equal((await noCreator.generate({externalId: 'ada', creatorMode: true})).status, 403);
  assert.equal((await noCreator.generate({externalId: 'ada', creatorMode: false})).status, 200);
});
