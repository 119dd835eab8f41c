import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {createEmulator, readContentFile, type EmulatorContent} from '../../../src/emulator/index.js';
import {Account} from '../support/account.js';
import {rowsOf, widgetsOf} from '../support/rows.js';

/** A folder that is gone after the test. */
async function folder(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'cube-embed-content-'));
  t.after(() => rm(path, {recursive: true}));
  for (const [name, source] of Object.entries(files)) await writeFile(join(path, name), source);
  return path;
}

/** All of an emulator's content in one file, with its data beside it. */
const file = {
  tables: [
    {name: 'tickets', file: 'tickets.csv'},
    {name: 'agents', sql: "CREATE TABLE agents (name TEXT); INSERT INTO agents VALUES ('Ada'), ('Bob')"},
    {name: 'shifts', file: 'shifts.SQL'},
  ],
  views: [
    {
      name: 'tickets',
      dimensions: {team: {}, opened: {type: 'time', sql: 'opened_at'}, hours: {type: 'number'}},
      measures: {count: {sql: 'COUNT(*)'}, hours: {sql: 'SUM(hours)', title: 'Hours'}},
      rowFilters: [{dimension: 'team', attribute: 'team'}],
    },
    {name: 'agents', dimensions: {name: {}}, measures: {count: {sql: 'COUNT(*)'}}},
    {name: 'shifts', dimensions: {day: {}}, measures: {count: {sql: 'COUNT(*)'}}},
  ],
  userAttributes: [{name: 'team', type: 'string'}],
  deployments: [
    {
      id: 7,
      dashboards: [
        {
          publicId: 'support',
          title: 'Support',
          filters: [{member: 'tickets.team'}],
          granularities: [{member: 'tickets.opened'}],
          widgets: [
            {id: 'n', title: 'Tickets', chart: 'number', query: {measures: ['tickets.count'], dimensions: []}},
            {
              id: 'teams',
              title: 'Hours by team',
              chart: 'bar',
              query: {measures: ['tickets.hours'], dimensions: ['tickets.team']},
            },
          ],
        },
      ],
    },
  ],
};
const csv = 'team,opened_at,hours\nred,2026-01-05,2\nblue,2026-01-06,3.5\n"red",2026-02-01,\n';

test('one JSON file declares tables, views, attributes and dashboards', async (t) => {
  const path = await folder(t, {
    'cube.json': JSON.stringify(file),
    'tickets.csv': csv,
    'shifts.SQL': 'CREATE TABLE shifts (day TEXT); INSERT INTO shifts VALUES (1)',
  });
  const account = new Account(await readContentFile(join(path, 'cube.json')));
  const token = await account.enter({deploymentId: 7});
  const all = await widgetsOf(account, token, 'support');
  assert.deepEqual(all['n']?.rows, [[3]]);
  assert.deepEqual(all['teams']?.rows, [
    ['blue', 3.5],
    ['red', 2],
  ]);
  assert.deepEqual(await rowsOf(account, token, {measures: ['agents.count']}), [[2]]);
  assert.deepEqual(await rowsOf(account, token, {measures: ['shifts.count']}), [[1]]);
  const red = await account.enter({
    deploymentId: 7,
    externalId: 'red',
    userAttributes: [{name: 'team', value: 'red'}],
  });
  assert.deepEqual((await widgetsOf(account, red, 'support'))['n']?.rows, [[2]]);
  assert.equal((await account.generate({externalId: 'x', deploymentId: 32})).status, 404);
});

test('a CSV column of numbers is numeric, an empty field is no value', async () => {
  const account = new Account({
    tables: [{name: 'things', csv: 'name,size,code\na,10,007\nb,9,12\nc,,1\n'}],
    views: [
      {
        name: 'things',
        dimensions: {name: {}, size: {type: 'number'}, code: {}},
        measures: {largest: {sql: 'MAX(size)'}, known: {sql: 'COUNT(size)'}},
      },
    ],
  });
  const token = await account.enter();
  assert.deepEqual(await rowsOf(account, token, {measures: ['things.largest', 'things.known']}), [[10, 2]]);
  // Numbers that begin with a zero are codes, and so is their column.
  const codes = await rowsOf(account, token, {dimensions: ['things.code']});
  assert.deepEqual(codes.flat(), ['007', '1', '12']);
});

test('a content file that can’t be read names itself', async (t) => {
  const path = await folder(t, {
    'no.json': '{',
    'list.json': '[]',
    'gone.json': '{"tables": [{"name": "a", "file": "a.csv"}]}',
    'kind.json': '{"tables": [{"name": "a", "file": "no.json"}]}',
  });
  const fails = (name: string, says: RegExp) => assert.rejects(readContentFile(join(path, name)), says);
  await fails('missing.json', /missing\.json \(ENOENT\)/);
  await fails('no.json', /no\.json is not valid JSON/);
  await fails('list.json', /must hold a JSON object/);
  await fails('gone.json', /"a" can't be read/);
  await fails('kind.json', /must end in \.csv or \.sql/);
});

const view = {name: 'things', dimensions: {name: {}}, measures: {count: {sql: 'COUNT(*)'}}};
const things = {name: 'things', sql: 'CREATE TABLE things (name TEXT)'};
const widget = {id: 'w', title: 'W', chart: 'number', query: {measures: ['orders.count'], dimensions: []}};
const withDashboard = (more: object) => ({
  deployments: [{id: 32, dashboards: [{publicId: 'd', title: 'D', widgets: [widget], ...more}]}],
});

const mistakes: readonly (readonly [name: string, content: object, says: RegExp])[] = [
  ['an unknown member', {dashboards: []}, /dashboards is not a known field/],
  ['a table of SQL and CSV', {tables: [{name: 'a', sql: '', csv: ''}]}, /"a" needs either sql or csv/],
  ['a table that names a file', {tables: [{name: 'a', file: 'a.csv'}]}, /"a" names a file/],
  ['a view twice', {views: [view, view]}, /"things" is there twice/],
  ['a row filter on nothing', {views: [{...view, rowFilters: [{dimension: 'x', attribute: 'x'}]}]}, /"x"/],
  ['a row filter of two kinds', {views: [{...view, rowFilters: [{dimension: 'name'}]}]}, /either an attribute/],
  ['a deployment twice', {deployments: [{id: 1}, {id: 1}]}, /1 is there twice/],
  ['a time zone that is none', {deployments: [{id: 1, timezone: 'Mars'}]}, /"Mars"/],
  [
    'a widget of nothing',
    withDashboard({widgets: [{...widget, query: {...widget.query, measures: ['orders.x']}}]}),
    /orders\.x/,
  ],
  ['two widgets of one id', withDashboard({widgets: [widget, widget]}), /two widgets/],
  ['a filter on nothing', withDashboard({filters: [{member: 'orders.x'}]}), /orders\.x/],
  ['a switcher to nothing', withDashboard({fields: [{member: 'orders.status', alternatives: ['x']}]}), /orders\.x/],
  ['a chart that there isn’t', withDashboard({widgets: [{...widget, chart: 'radar'}]}), /chart/],
  ['a grant that is none', withDashboard({grants: ['everybody']}), /grants\[0\]/],
];

for (const [name, content, says] of mistakes) {
  test(`content with ${name} ends the start`, () => {
    assert.throws(
      () => createEmulator(content),
      (error) => {
        assert.ok(error instanceof TypeError);
        assert.match(error.message, says);
        return true;
      },
    );
  });
}

const atTheEngine: readonly (readonly [name: string, content: EmulatorContent, says: RegExp])[] = [
  ['SQL that is none', {tables: [{name: 'things', sql: 'CREATE TABEL'}], views: [view]}, /"things" can't be made/],
  ['CSV with a short row', {tables: [{name: 'things', csv: 'name,b\n1\n'}], views: [view]}, /row 2 has 1 fields/],
  ['a view of no table', {views: [view]}, /"things": things\.name can't be queried/],
  [
    'a measure of no column',
    {tables: [things], views: [{...view, measures: {sum: {sql: 'SUM(price)'}}}]},
    /things\.sum can't be queried: no such column/,
  ],
];

for (const [name, content, says] of atTheEngine) {
  test(`${name} rejects listen(), and requests for rows are answered 500`, async () => {
    const account = new Account(content);
    await assert.rejects(account.emulator.listen(), says);
    const token = await account.enter();
    const body = {query: {measures: ['things.count'], dimensions: []}};
    const answer = await account.call('/api/v1/embed/query', {token, body});
    assert.equal(answer.status, 500);
    assert.match(JSON.stringify(answer.body), /things/);
    assert.equal((await account.config(token)).status, 200);
  });
}
