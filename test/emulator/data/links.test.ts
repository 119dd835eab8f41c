import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmulator, type EmulatorContent} from '../../../src/emulator/index.js';
import {linksOfCell} from '../../../src/emulator/page/results/cell-links.js';
import type {CellLink} from '../../../src/emulator/page-api.js';
import {Account, type Body} from '../support/account.js';

type Link = NonNullable<NonNullable<EmulatorContent['views']>[number]['dimensions'][string]['links']>[number];

const links: readonly Link[] = [
  {
    name: 'search',
    label: 'Search',
    url: "CASE WHEN name = 'c' THEN NULL ELSE 'https://search.test/?q=' || name END",
    params: [
      {key: 'size', value: 'size'},
      {key: 'note&', value: 'note'},
    ],
    icon: 'search',
    primary: true,
  },
  {name: 'bare', label: 'Bare', url: "'https://bare.test/'", params: [{key: 'name', value: 'name'}]},
  {
    name: 'detail',
    label: 'Detail',
    dashboard: 'detail',
    params: [
      {key: 'things.name', value: 'name'},
      {key: 'things.size', value: 'size'},
    ],
  },
  {name: 'tab', label: 'In a tab', dashboard: 'detail', target: 'blank'},
  {name: 'later', label: 'Later', dashboard: 'not-there-yet'},
  {name: 'private', label: 'Private', dashboard: 'private'},
  {name: 'off', label: 'Not allowed', dashboard: 'off'},
];

const widget = {
  id: 'w',
  title: 'W',
  chart: 'table',
  query: {measures: ['things.count'], dimensions: ['things.name']},
} as const;

const contentOf = (linked: readonly Link[], slugs = ['detail', 'private', 'off']): EmulatorContent => ({
  tables: [
    {
      name: 'things',
      sql: "CREATE TABLE things (name TEXT, size REAL, note TEXT); INSERT INTO things VALUES ('a&b', 1, 'x y'), ('c', 2, 'n'), (NULL, 3, NULL)",
    },
  ],
  views: [
    {
      name: 'things',
      dimensions: {name: {links: linked}, size: {type: 'number'}},
      measures: {count: {sql: 'COUNT(*)'}},
    },
  ],
  deployments: [
    {
      id: 32,
      dashboards: [
        {publicId: 'list', title: 'List', widgets: [widget]},
        {publicId: 'd1', slug: slugs[0], title: 'Detail', filters: [{member: 'things.name'}], widgets: [widget]},
        {publicId: 'd2', slug: slugs[1], title: 'Private', grants: [], widgets: []},
        {publicId: 'd3', slug: slugs[2], title: 'Off', allowEmbed: false, widgets: []},
      ],
    },
    {id: 33, dashboards: [{publicId: 'e1', slug: 'not-there-yet', title: 'Of another deployment', widgets: []}]},
  ],
});

interface Linked {
  readonly columns: readonly {readonly name: string}[];
  readonly rows: readonly (readonly unknown[])[];
  readonly links?: readonly CellLink[];
}

const listed = async (account: Account, body: Body = {}): Promise<Linked> => {
  const token = await account.enter(body);
  const answer = await account.call('/api/v1/embed/dashboard/list/query', {token, body: {}});
  const {results} = answer.body as {results: {ok: boolean; result: Linked}[]};
  assert.ok(results[0]?.ok);
  return results[0].result;
};

test('each row has the targets of its dimension’s links, in no column of its own', async () => {
  const {columns, rows, links: found = []} = await listed(new Account(contentOf(links)));
  assert.deepEqual(
    columns.map(({name}) => name),
    ['things.name', 'things.count'],
  );
  const [withName, c, empty] = ['a&b', 'c', null].map((name) => rows.findIndex(([first]) => first === name));
  const targetsOf = (label: string) => {
    const link = found.find((one) => one.label === label);
    return [withName, c, empty].map((row = -1) => link?.targets[row]);
  };
  assert.deepEqual(targetsOf('Search'), ['https://search.test/?q=a&b&size=1&note%26=x%20y', null, null]);
  assert.deepEqual(targetsOf('Bare'), [
    'https://bare.test/?name=a%26b',
    'https://bare.test/?name=c',
    'https://bare.test/',
  ]);
  const filters = new URLSearchParams(targetsOf('Detail')[0] ?? '');
  assert.deepEqual(
    [...filters],
    [
      ['f_things.name', '{"value":"a&b"}'],
      ['f_things.size', '{"value":1}'],
    ],
  );
  assert.equal(targetsOf('Detail')[2], null);
});

test('a link says where it opens: a site in a new tab, a dashboard here unless its target is blank', async () => {
  const {links: found = []} = await listed(new Account(contentOf(links)));
  assert.deepEqual(
    found.map(({label, isPrimary, target, dashboard}) => [label, isPrimary, target, dashboard]),
    [
      ['Search', true, 'blank', null],
      ['Bare', false, 'blank', null],
      ['Detail', false, 'self', 'd1'],
      ['In a tab', false, 'blank', 'd1'],
    ],
  );
});

test('a link to a dashboard that the viewer may not see is left out, and there once the viewer may', async () => {
  const account = new Account(contentOf(links));
  const labelsFor = async (body: Body) => (await listed(account, body)).links?.map(({label}) => label) ?? [];
  const creator = {creatorMode: true, embedTenantName: 'globex', externalId: 'creator'};
  assert.ok((await labelsFor(creator)).includes('Not allowed'));
  assert.ok(!(await labelsFor({})).includes('Not allowed'));
  await account.admin('/api/v1/embed/dashboard/d3', {method: 'PATCH', body: {allowEmbed: true}});
  assert.ok((await labelsFor({})).includes('Not allowed'));
  assert.ok(!(await labelsFor(creator)).includes('Private'));
});

test('the rows behind a number and a workbook’s rows have the links too', async () => {
  const account = new Account(contentOf(links));
  const token = await account.enter();
  const query = {measures: [], dimensions: ['things.name']};
  const rows = (await account.call('/api/v1/embed/query', {token, body: {query}})).body as Linked;
  assert.equal(rows.links?.length, 4);
  const drilled = await account.call('/api/v1/embed/dashboard/list/drilldown', {
    token,
    body: {widgetId: 'w', member: 'things.count', point: {'things.name': 'c'}},
  });
  assert.equal((drilled.body as {result: Linked}).result.links?.length, 4);
});

test('only absolute URLs of websites are followed', () => {
  const target = (to: string | null): CellLink => ({
    column: 0,
    label: 'L',
    isPrimary: false,
    target: 'blank',
    dashboard: null,
    targets: [to],
  });
  for (const to of ['https://a.test/', 'http://a.test/x?y'])
    assert.equal(linksOfCell([target(to)], 0, 0).length, 1, to);
  const refused = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.test',
    '/x',
    '//a.test',
    '',
    null,
  ];
  for (const to of refused) assert.deepEqual(linksOfCell([target(to)], 0, 0), [], String(to));
  assert.deepEqual(linksOfCell([target('https://a.test/')], 0, 1), []);
  assert.deepEqual(linksOfCell([target('https://a.test/')], 1, 0), []);
});

const [search, bare] = links;
const mistakes: readonly (readonly [name: string, links: readonly unknown[], says: RegExp])[] = [
  ['of nothing', [{name: 'a', label: 'A'}], /either a url or a dashboard/],
  ['of both', [{name: 'a', label: 'A', url: "'x'", dashboard: 'd'}], /either a url or a dashboard/],
  ['without a label', [{name: 'a', url: "'x'"}], /label/],
  ['of a name that is taken', [bare, bare], /same name/],
  ['that is primary beside another', [search, {...bare, primary: true}], /only one link/],
  ['that opens elsewhere', [{...bare, target: 'top'}], /target/],
];

for (const [name, linked, says] of mistakes) {
  test(`a link ${name} ends the start`, () => {
    assert.throws(() => createEmulator(contentOf(linked as readonly Link[])), says);
  });
}

test('two dashboards of one slug end the start, and so does SQL that can’t be run', async () => {
  assert.throws(() => createEmulator(contentOf([], ['x', 'x'])), /two dashboards have the slug "x"/);
  const wrong = new Account(contentOf([{name: 'a', label: 'A', url: 'nothing'}]));
  await assert.rejects(wrong.emulator.listen(), /the link "a" of things\.name can't be queried/);
});
