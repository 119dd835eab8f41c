import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmulator, defaultApiKey} from '../../src/emulator/index.js';
import {createCubeClient, type GenerateSessionParams} from '../../src/server/index.js';
import {startFakeCube} from './support/fake-cube.js';

/** Every field that an external viewer may have, in an embed tenant. */
const everything: GenerateSessionParams = {
  deploymentId: 32,
  externalId: 'acme:ada',
  email: 'ada@example.com',
  userProfile: {displayName: 'Ada', picture: 'https://example.com/ada.png'},
  embedTenantName: 'acme-1',
  embedTenantProfile: {displayName: 'Acme'},
  creatorMode: true,
  userAttributes: [
    {name: 'city', value: 'Paris'},
    {name: 'levels', value: [1, 2]},
    {name: 'regions', value: ['a', 'b']},
    {name: 'vip', value: true},
    {name: 'limit', value: null},
  ],
  userAttributeDefinitions: [
    {name: 'city', type: 'string', displayName: 'City', description: null, defaultValue: null},
    {name: 'levels', type: 'number_array'},
    {name: 'regions', type: 'string_array'},
    {name: 'vip', type: 'boolean'},
    {name: 'limit', type: 'number'},
  ],
  groups: ['analysts'],
  groupDefinitions: [{name: 'analysts', description: 'They look.'}],
  tenantGroups: ['editors'],
  tenantGroupDefinitions: [{name: 'editors'}],
  securityContext: {plan: {level: 2, tags: ['a']}},
  settings: {
    allowAi: false,
    showDashboardChat: true,
    showWorkbookChat: null,
    showAiWidgets: true,
    allowChatWorkspaceAuthoring: false,
    showWorkbookShare: false,
    showDashboardSettings: false,
    showMemberNames: true,
    showGroupByCube: true,
    locale: 'de-DE',
    timezone: 'Europe/Berlin',
  },
  embedTheme: {
    primaryColor: '#336699',
    font: 'Inter',
    analyticsChat: {backgroundColor: '#fff', chatInput: {backgroundColor: '#eee', borderColor: null}},
    chat: {inputColor: '#ddd'},
  },
  branchName: null,
  isEphemeral: false,
  publicDashboardId: null,
  roles: null,
};

test('every field goes to Cube unchanged, and the emulator accepts them all', async () => {
  await using cube = await startFakeCube();
  await createCubeClient({baseUrl: cube.baseUrl, apiKey: 'sk_test'}).generateSession(everything);
  assert.deepEqual(cube.calls[0]?.body, everything);
  const emulator = createEmulator();
  const client = createCubeClient({
    baseUrl: 'http://localhost',
    apiKey: defaultApiKey,
    fetch: (url, init) => emulator.fetch(new Request(url, init)),
  });
  assert.match((await client.generateSession(everything)).sessionId, /^[\x21-\x7e]{8,512}$/);
  const {sessionId} = await client.generateSession({deploymentId: 32, internalId: 'ada@example.com'});
  assert.equal(emulator.ledger.session(sessionId)?.user, 'ada@example.com');
});

const ada = {deploymentId: 1, externalId: 'ada'};
const inTenant = {...ada, creatorMode: true, embedTenantName: 'acme'};

const refused: Readonly<Record<string, readonly unknown[]>> = {
  'an id that Cube would change or mix up': [
    'Ada',
    ' ada',
    'ada\n',
    'a\u0000b',
    '\u212a',
    'e\u0301',
    'x'.repeat(257),
    '',
    5,
  ].map((externalId) => ({deploymentId: 1, externalId})),
  'no id, or both': [{deploymentId: 1}, {...ada, internalId: 'bob'}, {deploymentId: 1, externalId: null}],
  'what internalId forbids': [
    {email: 'a@b.c'},
    {userProfile: {}},
    {userAttributes: []},
    {userAttributeDefinitions: []},
    {groups: []},
    {groupDefinitions: []},
    {securityContext: {}},
    {roles: []},
  ].map((field) => ({deploymentId: 1, internalId: 'bob', ...field})),
  'a name twice': ['userAttributes', 'userAttributeDefinitions', 'groupDefinitions', 'tenantGroupDefinitions'].map(
    (list) => ({
      ...inTenant,
      [list]: [
        {name: 'secret', value: 1, type: 'string'},
        {name: 'secret', value: 2, type: 'string'},
      ],
    }),
  ),
  undefined: [
    {...ada, groups: undefined},
    {...ada, userAttributes: [{name: 'city', value: undefined}]},
    {...ada, userAttributes: [undefined]},
    {...ada, securityContext: {a: [{b: undefined}]}},
    {...ada, securityContext: {at: new Date()}},
    {...ada, securityContext: {run: () => 1}},
    {...ada, securityContext: {much: Number.POSITIVE_INFINITY}},
  ],
  'another type': [
    {externalId: 'ada'},
    {...ada, deploymentId: '1'},
    {...ada, groups: 'analysts'},
    {...ada, userAttributes: {city: 'Paris'}},
    {...ada, userAttributes: [{name: 'city', value: {}}]},
    {...ada, userAttributes: [{name: 'city', value: ['a', 1]}]},
    {...ada, creatorMode: 'true'},
    {...ada, settings: []},
    {...ada, userProfile: {picture: 'javascript:alert(1)'}},
    {...ada, embedTenantName: 'Acme'},
    {...ada, embedTenantName: 'a'},
    {...inTenant, userAttributeDefinitions: [{name: 'city', type: 'text'}]},
    null,
    'ada',
  ],
  'a field that Cube does not know': [
    {...ada, userAtributes: []},
    {...ada, constructor: {}},
  ],
  'what needs a tenant': [
    {...ada, tenantGroups: ['a']},
    {...ada, tenantGroupDefinitions: [{name: 'a'}]},
    {...ada, userAttributeDefinitions: [{name: 'a', type: 'string'}]},
    {...inTenant, creatorMode: false, tenantGroups: ['a']},
  ],
};

for (const [what, cases] of Object.entries(refused)) {
  test(`not sent: ${what}`, async () => {
    let sent = 0;
    const client = createCubeClient({
      baseUrl: 'https://acme.cubecloud.dev',
      apiKey: 'sk_test',
      fetch: () => ((sent += 1), Promise.resolve(new Response('{"sessionId":"session-1"}'))),
    });
    for (const params of cases) {
      await assert.rejects(
        client.generateSession(params as GenerateSessionParams),
        (error: Error & {code?: string}) => {
          assert.equal(error.code, 'invalid-session-params', JSON.stringify(params));
          assert.doesNotMatch(error.message, /secret|Paris|javascript:/);
          return true;
        },
        JSON.stringify(params),
      );
    }
    assert.equal(sent, 0);
  });
}

test('the refusal of an id in which case matters names a way to a safe one', async () => {
  const client = createCubeClient({baseUrl: 'https://acme.cubecloud.dev', apiKey: 'sk_test'});
  await assert.rejects(client.generateSession({deploymentId: 1, externalId: 'V1StGXR8'}), /SHA-256/);
});
