import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {filterOperators} from '../../../src/emulator/page-api.js';
import type {CubeFilterOperator, CubeFilters} from '../../../src/protocol/filter.js';
import {Account, messageOf} from '../support/account.js';
import {rowsOf} from '../support/rows.js';

const page = await readFile(new URL('../../../docs/filters.md', import.meta.url), 'utf8');

const account = new Account({
  tables: [
    {
      name: 'samples',
      sql: `CREATE TABLE samples (word TEXT, amount REAL, at TEXT, city TEXT, paid INTEGER);
        INSERT INTO samples VALUES ('completed', 10, '2026-01-01T09:00:00Z', 'São Paulo', 1),
          ('Completed', 20, '2026-01-31T18:00:00Z', 'Munich', 0),
          ('shipped', 30, '2026-02-01T00:00:00Z', '100%', 1), ('', NULL, NULL, 'a_b', NULL), (NULL, NULL, NULL, NULL, NULL);`,
    },
  ],
  views: [
    {
      name: 'samples',
      dimensions: {
        word: {},
        amount: {type: 'number'},
        at: {type: 'time'},
        city: {},
        paid: {type: 'boolean'},
      },
      measures: {count: {sql: 'COUNT(*)'}},
    },
  ],
});
const token = await account.enter();

type Filter = Readonly<Record<string, unknown>>;

const ask = (member: string, filter: Filter) =>
  account.call('/api/v1/embed/query', {
    token,
    body: {query: {measures: [], dimensions: [member], filters: {[member]: filter}}},
  });

/** The distinct values that a filter keeps, as the page writes them. */
const keptBy = async (member: string, filter: Filter): Promise<readonly string[]> => {
  const query = {measures: ['samples.count'], dimensions: [member], filters: {[member]: filter}};
  const rows = await rowsOf(account, token, query);
  return rows.map(([value]) => {
    if (value === null || value === undefined) return 'NULL';
    return value === '' ? 'the empty text' : String(value).replace(/(T\d\d:\d\d):00$/, '$1');
  });
};

const members = ['samples.word', 'samples.amount', 'samples.at'];
const tables = page.split('| operator | example | keeps |').slice(1);

const documented = tables.flatMap((table, index) =>
  [...table.matchAll(/^\| (?:`(\w+)`[^|]*)?\| `([^`]+)` \| (.+) \|$/gm)].map(
    ([, operator, example = '', kept = '']) => ({
      member: members[index] ?? '',
      operator,
      filter: JSON.parse(example) as Filter,
      kept: (kept.match(/`[^`]+`|the empty text|NULL/g) ?? []).map((value) => value.replaceAll('`', '')),
    }),
  ),
);

test('the page of filters shows every operator of the schema, and each by an example of itself', () => {
  assert.equal(tables.length, 3);
  const shown = new Set(documented.map(({filter}) => filter['operator'] ?? 'equals'));
  assert.deepEqual([...shown].toSorted(), [...filterOperators].toSorted());
  for (const {operator, filter} of documented) {
    if (operator !== undefined) assert.equal(filter['operator'] ?? 'equals', operator);
  }
});

test('the element’s types name the same operators as the emulator', async () => {
  const named: Readonly<Record<CubeFilterOperator, true>> = {
    equals: true,
    not_equals: true,
    greater_than: true,
    greater_than_or_equal: true,
    less_than: true,
    less_than_or_equal: true,
    contains: true,
    not_contains: true,
    starts_with: true,
    not_starts_with: true,
    ends_with: true,
    not_ends_with: true,
    is_null: true,
    is_not_null: true,
    is_empty: true,
    is_not_empty: true,
    between: true,
  };
  assert.deepEqual(Object.keys(named).toSorted(), [...filterOperators].toSorted());
  const filters: CubeFilters = {
    'samples.word': {operator: 'starts_with', value: ['comp', 'sh']},
    'samples.amount': {operator: 'between', value: [10, 20], endInclusive: false},
    'samples.at': {operator: 'is_not_null'},
    'samples.paid': true,
    // @ts-expect-error a word of the query API
    'samples.city': {operator: 'notEquals', value: 'x'},
  };
  const {'samples.city': wrong, 'samples.paid': paid, ...right} = filters;
  const asked = {...right, 'samples.paid': {value: paid}};
  const rows = await rowsOf(account, token, {measures: ['samples.count'], filters: asked});
  assert.deepEqual(rows, [[1]]);
  assert.equal((await ask('samples.city', wrong as Filter)).status, 400);
});

for (const {member, filter, kept} of documented) {
  test(`${member} filtered by ${JSON.stringify(filter)} keeps ${kept.join(', ')}`, async () => {
    assert.deepEqual((await keptBy(member, filter)).toSorted(), kept.toSorted());
  });
}

const more: readonly (readonly [member: string, filter: Filter, kept: readonly string[]])[] = [
  ['samples.city', {value: 'SÃO PAULO'}, ['São Paulo']],
  ['samples.city', {operator: 'contains', value: 'ÃO'}, ['São Paulo']],
  ['samples.city', {operator: 'contains', value: 'ÃO', caseSensitive: true}, []],
  ['samples.city', {operator: 'starts_with', value: 'são'}, ['São Paulo']],
  ['samples.city', {operator: 'ends_with', value: 'ão paulo'}, ['São Paulo']],
  ['samples.city', {operator: 'contains', value: '%'}, ['100%']],
  ['samples.city', {operator: 'contains', value: '_'}, ['a_b']],
  ['samples.city', {operator: 'starts_with', value: 'x_'}, []],
  ['samples.city', {operator: 'ends_with', value: 'a much longer text than any that is there'}, []],
  ['samples.city', {operator: 'greater_than', value: 'munich'}, ['São Paulo']],
  ['samples.city', {operator: 'between', value: ['a', 'n']}, ['Munich', 'a_b']],
  ['samples.word', {value: ['shipped', null]}, ['NULL', 'shipped']],
  ['samples.word', {value: ''}, ['Completed', 'NULL', 'completed', 'shipped', 'the empty text']],
  ['samples.word', {value: []}, ['Completed', 'NULL', 'completed', 'shipped', 'the empty text']],
  ['samples.word', {operator: 'between', value: []}, ['Completed', 'NULL', 'completed', 'shipped', 'the empty text']],
  ['samples.amount', {value: '20'}, ['20']],
  ['samples.paid', {value: true}, ['1']],
  ['samples.paid', {value: 'false'}, ['0']],
  ['samples.paid', {operator: 'not_equals', value: true}, ['0', 'NULL']],
  ['samples.at', {value: ['2026-01-01', '2026-02-01']}, ['2026-01-01T09:00', '2026-02-01T00:00']],
  [
    'samples.at',
    {operator: 'greater_than_or_equal', value: '2026-01-31T18:00:00Z'},
    ['2026-01-31T18:00', '2026-02-01T00:00'],
  ],
];

for (const [member, filter, kept] of more) {
  test(`${member} filtered by ${JSON.stringify(filter)} keeps ${kept.join(', ') || 'nothing'}`, async () => {
    assert.deepEqual((await keptBy(member, filter)).toSorted(), [...kept].toSorted());
  });
}

const refused: readonly (readonly [member: string, filter: Filter, says: RegExp])[] = [
  ['samples.word', {operator: 'notEquals', value: 'x'}, /query API.*"not_equals"/],
  ['samples.word', {operator: 'notContains', value: 'x'}, /"not_contains"/],
  ['samples.word', {operator: 'startsWith', value: 'x'}, /"starts_with"/],
  ['samples.word', {operator: 'notStartsWith', value: 'x'}, /"not_starts_with"/],
  ['samples.word', {operator: 'endsWith', value: 'x'}, /"ends_with"/],
  ['samples.word', {operator: 'notEndsWith', value: 'x'}, /"not_ends_with"/],
  ['samples.amount', {operator: 'gt', value: 1}, /"greater_than"/],
  ['samples.amount', {operator: 'gte', value: 1}, /"greater_than_or_equal"/],
  ['samples.amount', {operator: 'lt', value: 1}, /"less_than"/],
  ['samples.amount', {operator: 'lte', value: 1}, /"less_than_or_equal"/],
  ['samples.word', {operator: 'set'}, /"is_not_null"/],
  ['samples.word', {operator: 'notSet'}, /"is_null"/],
  ['samples.at', {operator: 'inDateRange', value: ['2026-01-01', '2026-01-02']}, /"between"/],
  ['samples.at', {operator: 'notInDateRange', value: ['2026-01-01', '2026-01-02']}, /"less_than" or "greater_than"/],
  ['samples.at', {operator: 'beforeDate', value: '2026-01-01'}, /"less_than"/],
  ['samples.at', {operator: 'beforeOrOnDate', value: '2026-01-01'}, /"less_than_or_equal"/],
  ['samples.at', {operator: 'afterDate', value: '2026-01-01'}, /"greater_than"/],
  ['samples.at', {operator: 'afterOrOnDate', value: '2026-01-01'}, /"greater_than_or_equal"/],
  ['samples.word', {operator: 'custom', value: 'x'}, /"custom".*not public/],
  ['samples.word', {operator: 'like', value: 'x'}, /operator must be one of/],
  ['samples.word', {operator: 'EQUALS', value: 'x'}, /operator must be one of/],
  ['samples.word', {}, /value must be there/],
  ['samples.word', {operator: 'is_null', value: 'x'}, /takes no value/],
  ['samples.word', {operator: 'is_empty', value: ['x']}, /takes no value/],
  ['samples.amount', {operator: 'between', value: 1}, /two values/],
  ['samples.amount', {operator: 'between', value: [1, 2, 3]}, /two values/],
  ['samples.amount', {operator: 'greater_than', value: [1, 2]}, /takes one/],
  ['samples.amount', {operator: 'contains', value: '1'}, /contains does not apply to a number/],
  ['samples.amount', {operator: 'is_empty'}, /is_empty does not apply/],
  ['samples.at', {operator: 'starts_with', value: '2026-01-01'}, /starts_with does not apply to a time/],
  ['samples.paid', {operator: 'greater_than', value: true}, /does not apply to a boolean/],
  ['samples.amount', {value: 'much'}, /number is expected/],
  ['samples.at', {value: 'soon'}, /a date such as/],
  ['samples.word', {value: 'x', type: 'equals'}, /type is not a known field/],
  ['samples.word', {value: 'x', caseSensitive: 'yes'}, /caseSensitive/],
];

for (const [member, filter, says] of refused) {
  test(`${member} filtered by ${JSON.stringify(filter)} is refused with a sentence`, async () => {
    const answer = await ask(member, filter);
    assert.equal(answer.status, 400, JSON.stringify(answer.body));
    assert.match(messageOf(answer), says);
  });
}

test('row-level security compares exactly, whatever filters do', async () => {
  const strict = new Account({sampleData: {rows: 500}});
  const token = await strict.enter({userAttributes: [{name: 'city', value: 'new york'}]});
  assert.deepEqual(await rowsOf(strict, token, {measures: ['orders.count']}), [[0]]);
});
