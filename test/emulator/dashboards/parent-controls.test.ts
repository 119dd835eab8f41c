import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmulator, type EmulatorContent} from '../../../src/emulator/index.js';
import {Account} from '../support/account.js';
import {widgetsOf} from '../support/rows.js';

type Dashboard = NonNullable<NonNullable<EmulatorContent['deployments']>[number]['dashboards']>[number];
type Parent = NonNullable<Dashboard['parents']>[number];

const focus: Parent = {
  title: 'Focus',
  userAttribute: 'focus',
  defaultOption: 'Mine',
  options: [
    {label: 'Mine', reset: ['f_orders.status', 'f_orders.country', 'ms_orders.category', 'tg_orders.created_at']},
    {
      label: 'Returns',
      set: {
        'f_orders.status': {value: 'returned'},
        'tg_orders.created_at': 'week',
        'ms_orders.category': 'channel',
      },
      clear: ['f_orders.country'],
    },
    {label: 'As it is', clear: ['tg_orders.created_at']},
  ],
};

const dashboard: Dashboard = {
  publicId: 'focus',
  title: 'Focus',
  parents: [focus],
  filters: [
    {member: 'orders.status', defaultValue: {value: 'completed'}},
    {member: 'orders.country', userAttribute: 'country'},
  ],
  granularities: [{member: 'orders.created_at', defaultValue: 'year'}],
  fields: [{member: 'orders.category', alternatives: ['channel']}],
  widgets: [
    {
      id: 'time',
      title: 'Time',
      chart: 'line',
      query: {
        measures: ['orders.count'],
        dimensions: ['orders.category', 'orders.status', 'orders.country'],
        timeDimension: {dimension: 'orders.created_at', granularity: 'quarter'},
      },
    },
  ],
};

const contentOf = (more: Partial<Dashboard> = {}): EmulatorContent => ({
  sampleData: {rows: 500},
  userAttributes: [
    {name: 'country', type: 'string'},
    {name: 'focus', type: 'string_array'},
  ],
  deployments: [{id: 32, dashboards: [{...dashboard, ...more}]}],
});

interface Definition {
  readonly parents: readonly {
    readonly opensOn: string | null;
    readonly options: readonly {readonly changes: unknown}[];
  }[];
  readonly opening: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const openedBy = async (content: EmulatorContent, attributes: Readonly<Record<string, unknown>>) => {
  const account = new Account(content);
  const userAttributes = Object.entries(attributes).map(([name, value]) => ({name, value}));
  const token = await account.enter({userAttributes});
  const {body} = await account.call('/api/v1/embed/dashboard/focus', {token});
  return {definition: body as Definition, widgets: await widgetsOf(account, token, 'focus')};
};

const mine = {
  filters: {'orders.status': {value: 'completed'}},
  granularities: {'orders.created_at': 'year'},
  fields: {'orders.category': 'category'},
};
const returns = {
  filters: {'orders.status': {value: 'returned'}},
  granularities: {'orders.created_at': 'week'},
  fields: {'orders.category': 'channel'},
};

const cases = [
  ['without an attribute, the default option', {}, 'Mine', mine],
  ['that its label names', {focus: [' returns ']}, 'Returns', returns],
  ['that the first usable entry names', {focus: ['nothing', 'RETURNS', 'Mine']}, 'Returns', returns],
  ['where no entry names one, the default option', {focus: ['nothing']}, 'Mine', mine],
  [
    'that resets a child to the viewer’s own default',
    {country: 'US'},
    'Mine',
    {...mine, filters: {...mine.filters, 'orders.country': {value: 'US'}}},
  ],
  ['that clears a child’s own default', {focus: ['Returns'], country: 'US'}, 'Returns', returns],
  [
    'that keeps a child as it is',
    {focus: ['As it is'], country: 'US'},
    'As it is',
    {...mine, granularities: {}, filters: {...mine.filters, 'orders.country': {value: 'US'}}},
  ],
] as const;

for (const [name, attributes, opensOn, opening] of cases) {
  test(`a parent opens on the option ${name}`, async () => {
    const {definition, widgets} = await openedBy(contentOf(), attributes);
    assert.equal(definition.parents[0]?.opensOn, opensOn);
    assert.deepEqual(definition.opening, opening);
    const granularities: Readonly<Record<string, string>> = opening.granularities;
    const granularity = granularities['orders.created_at'] ?? 'quarter';
    const names = widgets['time']?.columns.map((column) => column.name);
    assert.deepEqual(names?.slice(0, 2), [
      `orders.created_at.${granularity}`,
      `orders.${opening.fields['orders.category']}`,
    ]);
    const statuses = new Set(widgets['time']?.rows.map((row) => row[2]));
    assert.deepEqual([...statuses], [opening.filters['orders.status'].value]);
  });
}

test('a parent without a default opens on nothing, and its children on their own defaults', async () => {
  const {title, options} = focus;
  const {definition} = await openedBy(contentOf({parents: [{title, options}]}), {});
  assert.equal(definition.parents[0]?.opensOn, null);
  assert.deepEqual(definition.opening, mine);
});

test('a URL parameter of a parent’s own does not exist: its title drives nothing', async () => {
  const account = new Account(contentOf());
  const token = await account.enter();
  const answer = await account.call('/api/v1/embed/dashboard/focus/query', {
    token,
    body: {controls: {parents: {Focus: 'Returns'}}},
  });
  assert.equal(answer.status, 400);
});

const option = (more: object) => ({...focus, options: [{label: 'Mine', ...more}]});
const many = Array.from({length: 51}, (_, index) => ({label: String(index)}));
const mistakes: readonly (readonly [name: string, parents: readonly object[], says: RegExp])[] = [
  ['no option', [{title: 'Focus', options: []}], /needs an option/],
  ['51 options', [{title: 'Focus', options: many}], /at most 50/],
  ['two options of one label', [{title: 'Focus', options: [{label: 'A'}, {label: ' a'}]}], /same label/],
  ['a default that is no option', [{...focus, defaultOption: 'Nothing'}], /no option "Nothing"/],
  ['an attribute that the account lacks', [{...focus, userAttribute: 'x'}], /no user attribute "x"/],
  ['a control that the dashboard lacks', [option({clear: ['f_orders.channel']})], /no control "f_orders.channel"/],
  ['a parent as its child', [option({clear: ['Focus']})], /a parameter of a control/],
  ['a word for a filter', [option({set: {'f_orders.status': 'returned'}})], /can't be set to "returned"/],
  [
    'a query word in a filter',
    [option({set: {'f_orders.status': {value: 'x', operator: 'notEquals'}}})],
    /"not_equals"/,
  ],
  [
    'a granularity that is not offered',
    [option({set: {'tg_orders.created_at': 'second'}})],
    /can't be set to "second"/,
  ],
  ['a field that is not offered', [option({set: {'ms_orders.category': 'country'}})], /can't be set to "country"/],
  ['a cleared field switcher', [option({clear: ['ms_orders.category']})], /can't be cleared/],
  ['a child named twice', [option({clear: ['f_orders.status'], reset: ['f_orders.status']})], /is there twice/],
  ['two parents of one title', [focus, focus], /two parents have the title/],
  ['a child of two parents', [focus, {...focus, title: 'Other'}], /"Focus" drives "f_orders.status" already/],
];

for (const [name, parents, says] of mistakes) {
  test(`a parent control with ${name} ends the start`, () => {
    assert.throws(() => createEmulator(contentOf({parents: parents as Dashboard['parents']})), says);
  });
}
