import assert from 'node:assert/strict';
import {test} from 'node:test';
import {embedAttributes} from '../../demo/playground/embed-attributes.js';
import {createOptions, type EmbedOptions} from '../../demo/playground/embed-options.js';
import {highlight} from '../../demo/playground/highlight.js';
import {tagText} from '../../demo/playground/tag-text.js';

const place = {baseUrl: 'https://acme.cubecloud.dev', sessionEndpoint: '/api/cube/session'};
const options = createOptions(32, 'OwVQpbdaZmBT', 'light');
const attributesOf = (change: Partial<EmbedOptions>): Readonly<Record<string, string>> =>
  Object.fromEntries(embedAttributes({...options, ...change}, place));

const cases: readonly (readonly [string, Partial<EmbedOptions>, Readonly<Record<string, string | undefined>>])[] = [
  [
    'one value of a filter stands alone',
    {filters: {'orders.status': ['completed']}},
    {filters: '{"orders.status":"completed"}'},
  ],
  ['several are a list', {filters: {'orders.country': ['US', 'DE']}}, {filters: '{"orders.country":["US","DE"]}'}],
  ['a filter without values is none', {filters: {'orders.status': []}}, {filters: undefined}],
  [
    'a chat has neither id nor filters',
    {surface: 'chat', filters: {'orders.status': ['shipped']}},
    {type: 'chat', id: undefined, filters: undefined},
  ],
  ['a path is for the app', {path: 'workbook/130'}, {path: undefined}],
  ['a path of the app', {surface: 'app', path: 'workbook/130'}, {path: 'workbook/130'}],
  ['a radius of 0 counts', {theme: {primaryColor: '', font: '', borderRadius: 0}}, {theme: '{"borderRadius":0}'}],
  ['a boolean attribute is empty', {allowExport: true}, {'allow-export': ''}],
  ['words of hide are joined', {hide: ['header', 'title']}, {hide: 'header title'}],
];

for (const [name, change, expected] of cases) {
  test(`attributes: ${name}`, () => {
    const attributes = attributesOf(change);
    for (const [attribute, value] of Object.entries(expected)) assert.equal(attributes[attribute], value, attribute);
  });
}

test('a value with any quotes stays one attribute', () => {
  const text = tagText([
    ['title', 'Orders & "more", Ada\'s <own>'],
    ['hide', 'header'],
    ['private', ''],
  ]);
  assert.match(
    text,
    /\n {2}title='Orders &amp; "more", Ada&#39;s &lt;own>'\n {2}hide="header"\n {2}private\n><\/cube-embed>/,
  );
});

test('coloured code is the code', () => {
  const tag = tagText(embedAttributes(options, place));
  const pieces = highlight(tag, 'html');
  assert.equal(pieces.map(({text}) => text).join(''), tag);
  assert.ok(pieces.some(({text, kind}) => kind === 'string' && text === '"OwVQpbdaZmBT"'));
  assert.ok(pieces.some(({text, kind}) => kind === 'word' && text === 'base-url'));
});
