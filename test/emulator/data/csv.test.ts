import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseCsv} from '../../../src/emulator/data/csv.js';

const cases: readonly (readonly [name: string, csv: string, rows: readonly (readonly string[])[]])[] = [
  [
    'lines',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'no line break at the end',
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['Windows and old Mac line ends', 'a\r\n1\r2', [['a'], ['1'], ['2']]],
  ['a byte order mark', '\uFEFFa\n1', [['a'], ['1']]],
  ['quotes around commas and line breaks', '"a,b","c\nd"', [['a,b', 'c\nd']]],
  ['quotes inside quotes', '"say ""hi"""', [['say "hi"']]],
  ['a quote inside a field', 'a"b,c', [['a"b', 'c']]],
  ['empty fields', ',,\n', [['', '', '']]],
  ['empty lines', 'a\n\n\n1', [['a'], ['1']]],
  ['nothing', '', []],
];

for (const [name, csv, rows] of cases) test(`CSV: ${name}`, () => assert.deepEqual(parseCsv(csv), rows));

test('CSV: a quote that is never closed is an error', () => {
  assert.throws(() => parseCsv('a\n"b'), /quote/);
});
