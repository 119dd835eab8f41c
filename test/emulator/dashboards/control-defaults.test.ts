import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmulator, type EmulatorContent} from '../../../src/emulator/index.js';
import {Account, type Body} from '../support/account.js';
import {widgetsOf} from '../support/rows.js';

const countBy = (member: string) => ({measures: ['orders.count'], dimensions: [member]});
const content = {
  sampleData: {rows: 2000},
  userAttributes: [
    {name: 'country', type: 'string'},
    {name: 'countries', type: 'string_array'},
    {name: 'quantity', type: 'string'},
    {name: 'interval', type: 'string'},
    {name: 'intervals', type: 'string_array'},
    {name: 'breakdown', type: 'string'},
  ],
  deployments: [
    {
      id: 32,
      dashboards: [
        {
          publicId: 'mine',
          title: 'Mine',
          filters: [
            {member: 'orders.status', defaultValue: {value: 'completed'}},
            {member: 'orders.country', userAttribute: 'country', defaultValue: {value: 'FR'}},
            {
              member: 'orders.users_city',
              userAttribute: 'countries',
              defaultValue: {value: 'Rome', operator: 'not_equals'},
            },
            {member: 'orders.quantity', userAttribute: 'quantity'},
          ],
          granularities: [
            {
              member: 'orders.created_at',
              options: ['week', 'month', 'year'],
              defaultValue: 'year',
              userAttribute: 'interval',
            },
          ],
          fields: [
            {
              member: 'orders.category',
              alternatives: ['channel', 'country'],
              defaultValue: 'channel',
              userAttribute: 'breakdown',
            },
          ],
          widgets: [
            {id: 'status', title: 'Status', chart: 'table', query: countBy('orders.status')},
            {id: 'country', title: 'Country', chart: 'table', query: countBy('orders.country')},
            {id: 'field', title: 'Field', chart: 'table', query: countBy('orders.category')},
            {
              id: 'time',
              title: 'Time',
              chart: 'line',
              query: {
                measures: ['orders.count'],
                dimensions: [],
                timeDimension: {dimension: 'orders.created_at', granularity: 'quarter'},
              },
            },
          ],
        },
      ],
    },
  ],
} satisfies EmulatorContent;

interface Definition {
  readonly opening: Readonly<Record<'filters' | 'granularities' | 'fields', Readonly<Record<string, unknown>>>>;
}

const account = new Account(content);

const enter = (attributes: Readonly<Record<string, unknown>>): Promise<string> =>
  account.enter({
    externalId: JSON.stringify(attributes).toLowerCase(),
    userAttributes: Object.entries(attributes).map(([name, value]) => ({name, value})),
  });

const definitionFor = async (attributes: Readonly<Record<string, unknown>>): Promise<Definition> =>
  (await account.call('/api/v1/embed/dashboard/mine', {token: await enter(attributes)})).body as Definition;

const filterCases: readonly (readonly [attributes: Body, member: string, opensOn: unknown])[] = [
  [{}, 'orders.country', {value: 'FR'}],
  [{country: 'US'}, 'orders.country', {value: 'US'}],
  [{country: ''}, 'orders.country', {value: 'FR'}],
  [{country: ' '}, 'orders.country', {value: 'FR'}],
  [{country: null}, 'orders.country', {value: 'FR'}],
  [{countries: ['Berlin', '', 'Munich']}, 'orders.users_city', {value: ['Berlin', 'Munich'], operator: 'not_equals'}],
  [{countries: ['', ' ']}, 'orders.users_city', {value: 'Rome', operator: 'not_equals'}],
  [{quantity: '3'}, 'orders.quantity', {value: '3'}],
  [{quantity: 'three'}, 'orders.quantity', null],
];

for (const [attributes, member, opensOn] of filterCases) {
  test(`the filter on ${member} opens on ${JSON.stringify(opensOn)} for a viewer with ${JSON.stringify(attributes)}`, async () => {
    const {opening} = await definitionFor(attributes);
    assert.deepEqual(opening.filters[member] ?? null, opensOn);
  });
}

test('switchers open on the choice that a user attribute names, without regard to case and space', async () => {
  const cases = [
    [{interval: ' Week '}, 'week'],
    [{interval: 'day'}, 'year'],
    [{}, 'year'],
  ] as const;
  for (const [attributes, opensOn] of cases) {
    const {opening} = await definitionFor(attributes);
    assert.equal(opening.granularities['orders.created_at'], opensOn, JSON.stringify(attributes));
  }
  for (const [breakdown, opensOn] of [
    ['COUNTRY', 'country'],
    ['nothing', 'channel'],
  ] as const) {
    const {opening} = await definitionFor({breakdown});
    assert.equal(opening.fields['orders.category'], opensOn);
  }
});

test('the rows follow the viewer’s defaults until a control says otherwise', async () => {
  const token = await enter({country: 'US', interval: 'month', breakdown: 'country'});
  const opened = await widgetsOf(account, token, 'mine');
  assert.deepEqual(
    opened['country']?.rows.map(([country]) => country),
    ['US'],
  );
  assert.deepEqual(
    opened['status']?.rows.map(([status]) => status),
    ['completed'],
  );
  assert.equal(opened['field']?.columns[0]?.name, 'orders.country');
  assert.equal(opened['time']?.columns[0]?.name, 'orders.created_at.month');
  const asked = await widgetsOf(account, token, 'mine', {filters: {'orders.country': {value: 'DE'}}});
  assert.deepEqual(
    asked['country']?.rows.map(([country]) => country),
    ['DE'],
  );
});

const cleared = [{}, {'orders.status': {value: []}, 'orders.country': {value: ''}}];

test('a cleared control stays cleared: neither default comes back', async () => {
  const token = await enter({country: 'US', interval: 'month'});
  for (const filters of cleared) {
    const rows = await widgetsOf(account, token, 'mine', {filters, granularities: {}});
    assert.equal(rows['status']?.rows.length, 5, JSON.stringify(filters));
    assert.ok((rows['country']?.rows.length ?? 0) > 1, JSON.stringify(filters));
    assert.equal(rows['time']?.columns[0]?.name, 'orders.created_at.quarter');
    // The same holds behind a number.
    const drilled = await account.call('/api/v1/embed/dashboard/mine/drilldown', {
      token,
      body: {widgetId: 'status', member: 'orders.count', point: {'orders.status': 'returned'}, controls: {filters}},
    });
    const {value} = drilled.body as {value: number};
    assert.equal(value, rows['status']?.rows.find(([status]) => status === 'returned')?.[1]);
  }
});

test('an empty control leaves a widget the filter that it was built with', async () => {
  const built = {...countBy('orders.status'), filters: {'orders.status': {value: 'returned'}}};
  const own = new Account({
    sampleData: {rows: 500},
    deployments: [
      {
        id: 32,
        dashboards: [
          {
            publicId: 'built',
            title: 'Built',
            filters: [{member: 'orders.status'}],
            widgets: [{id: 'status', title: 'Status', chart: 'table', query: built}],
          },
        ],
      },
    ],
  });
  const token = await own.enter();
  for (const filters of [{}, {'orders.status': {value: []}}]) {
    const {status} = await widgetsOf(own, token, 'built', {filters});
    assert.deepEqual(
      status?.rows.map(([name]) => name),
      ['returned'],
    );
  }
});

const [deployment] = content.deployments;
const [dashboard] = deployment?.dashboards ?? [];
const mistakes: readonly (readonly [name: string, controls: Body, says: RegExp])[] = [
  [
    'a filter of an unknown attribute',
    {filters: [{member: 'orders.status', userAttribute: 'x'}]},
    /no user attribute "x"/,
  ],
  [
    'a granularity that is not offered',
    {granularities: [{member: 'orders.created_at', options: ['day'], defaultValue: 'week'}]},
    /"week" is not among/,
  ],
  [
    'a field that is not offered',
    {fields: [{member: 'orders.status', alternatives: ['country'], defaultValue: 'channel'}]},
    /"channel" is not among/,
  ],
];

for (const [name, controls, says] of mistakes) {
  test(`content with a default out of ${name} ends the start`, () => {
    const wrong = {...content, deployments: [{id: 32, dashboards: [{...dashboard, ...controls}]}]};
    assert.throws(() => createEmulator(wrong as unknown as EmulatorContent), says);
  });
}
