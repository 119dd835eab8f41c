import assert from 'node:assert/strict';
import {test} from 'node:test';
import {emptyAnswer, turnsOf, withDelta} from '../../../src/emulator/page/chat/conversation.js';
import {csvText} from '../../../src/emulator/page/export/csv-text.js';
import {fileName} from '../../../src/emulator/page/export/save-file.js';
import {chartDataOf} from '../../../src/emulator/page/results/chart-series.js';
import {formatCell} from '../../../src/emulator/page/value-format.js';
import {isEmptyFilter, type Cell, type QueryColumn, type QueryResult} from '../../../src/emulator/page-api.js';

const column = (name: string, more: Partial<QueryColumn> = {}): QueryColumn => ({
  name,
  title: name,
  kind: 'dimension',
  type: 'string',
  format: null,
  granularity: null,
  ...more,
});
const count = column('Orders', {kind: 'measure', type: 'number', format: 'number'});
const month = column('Month', {kind: 'time', type: 'time', granularity: 'month'});
const result = (columns: readonly QueryColumn[], rows: readonly (readonly Cell[])[]): QueryResult => ({
  columns,
  rows,
  timezone: 'UTC',
  truncated: false,
});

test('CSV quotes what needs it, and defuses what a spreadsheet would run', () => {
  const text = csvText(
    result(
      [column('Na"me'), count],
      [
        ['a,b', 1],
        ['line\nbreak', 2],
        ['=cmd()', -3],
        [null, null],
      ],
    ),
  );
  assert.equal(text, '"Na""me",Orders\r\n"a,b",1\r\n"line\nbreak",2\r\n\'=cmd(),-3\r\n,\r\n');
});

test('titles become names of files', () => {
  assert.equal(fileName('Orders by status', 'csv'), 'orders-by-status.csv');
  assert.equal(fileName('../Größe: 1/2', 'png'), 'große-1-2.png');
  assert.equal(fileName('///', 'pdf'), 'export.pdf');
});

test('a chart runs along the time, with a series for each value of the other dimension', () => {
  const rows = [
    ['2026-01-01T00:00:00', 'web', 1],
    ['2026-02-01T00:00:00', 'web', 2],
    ['2026-02-01T00:00:00', 'store', 3],
  ] as const;
  const {labels, series} = chartDataOf(result([month, column('Channel'), count], rows), 'en-US');
  assert.deepEqual(labels, ['Jan 2026', 'Feb 2026']);
  assert.deepEqual(
    series.map(({label, values, rowIndexes}) => ({label, values, rowIndexes})),
    [
      {label: 'web', values: [1, 2], rowIndexes: [0, 1]},
      {label: 'store', values: [null, 3], rowIndexes: [-1, 2]},
    ],
  );
});

test('cells are written for people', () => {
  const cases: readonly (readonly [Cell, QueryColumn, string, string])[] = [
    [1234.5, count, 'en-US', '1,234.5'],
    [1234.5, {...count, format: 'currency'}, 'en-US', '$1,234.50'],
    [0.619, {...count, format: 'percent'}, 'en-US', '61.9%'],
    [1234.5, count, 'de-DE', '1.234,5'],
    ['2026-03-01T00:00:00', month, 'en-US', 'Mar 2026'],
    ['2026-04-01T00:00:00', {...month, granularity: 'quarter'}, 'en-US', 'Q2 2026'],
    ['2026-04-01 00:00:00', {...month, granularity: null}, 'en-US', 'Apr 1, 2026'],
    [4711, column('id', {type: 'number'}), 'en-US', '4711'],
    [null, count, 'en-US', '–'],
  ];
  for (const [cell, of, locale, text] of cases) assert.equal(formatCell(cell, of, locale), text);
});

test('an empty value filters nothing, unless the operator needs none', () => {
  for (const value of [null, '', [], ['']]) assert.equal(isEmptyFilter({value}), true);
  for (const value of [0, false, 'x', ['', 'x']]) assert.equal(isEmptyFilter({value}), false);
  assert.equal(isEmptyFilter({operator: 'is_null'}), false);
});

test('an answer grows by its deltas', () => {
  const text = (part: string) => ({type: 'text', text: part}) as const;
  const table = result([count], [[1]]);
  const deltas = [text('Or'), text('ders'), {type: 'table', chart: 'bar', result: table} as const, text('!')];
  const answer = deltas.reduce(withDelta, emptyAnswer);
  assert.deepEqual(answer.parts, [
    {kind: 'text', text: 'Orders'},
    {kind: 'table', chart: 'bar', result: table},
    {kind: 'text', text: '!'},
  ]);
  assert.equal(withDelta(answer, {type: 'done'}).status, 'done');
  const [turn] = turnsOf({chatId: 'c', title: 't', messages: [{role: 'assistant', text: 'Yes', table: null}]});
  assert.deepEqual(turn, {role: 'assistant', status: 'done', parts: [{kind: 'text', text: 'Yes'}]});
});
