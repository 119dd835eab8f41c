import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {
  canonicalJson,
  filterUrlParameter,
  filterValue,
  hideParameters,
  memberParameters,
  readJson,
  plainJson,
  wordValue,
} from '../../src/protocol/embed-parameters.js';
import {readingOf} from '../support/readings.js';

const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;

describe('hideParameters', () => {
  const words: readonly (readonly [word: string, parameter: string])[] = [
    ['header', 'showDashboardHeader'],
    ['back-button', 'showDashboardBackButton'],
    ['title', 'showDashboardTitle'],
    ['edit-button', 'showDashboardEditButton'],
    ['duplicate-button', 'showDashboardDuplicateButton'],
    ['export-menu', 'showDashboardExportMenu'],
    ['workbook-back-button', 'showWorkbookBackButton'],
    ['new-chat', 'showNewChat'],
    ['chat-input', 'showChatInput'],
    ['chat-history', 'showChatHistory'],
  ];
  for (const [word, parameter] of words) {
    test(`${word} is ${parameter}=false`, () => assert.deepEqual(hideParameters(word), [[parameter, 'false']]));
  }

  test('all words at once, by any white space, each once', () =>
    assert.deepEqual(
      hideParameters(` ${words.map(([word]) => word).join('\n\t ')}  title `),
      words.map(([, parameter]) => [parameter, 'false']),
    ));

  for (const hide of ['', '  ', 'footer', 'header,title', 'showDashboardHeader', '__proto__', 'constructor', 'back']) {
    test(`ignores ${inspect(hide)}`, () => assert.deepEqual(hideParameters(hide), []));
  }
});

describe('a JSON object of an attribute or a property', () => {
  const parseJsonRecord = (attribute: string, value: unknown): unknown =>
    readingOf((refuse) => plainJson(attribute, typeof value === 'string' ? readJson(value) : value, refuse));

  for (const value of [undefined, null, '', 'null', '{}', {}, ' {} ']) {
    test(`${inspect(value)} is empty`, () => assert.deepEqual(parseJsonRecord('filters', value), {}));
  }

  test('reads a text and takes an object', () => {
    assert.deepEqual(parseJsonRecord('filters', '{"a":[1,"é"]}'), {a: [1, 'é']});
    const object = {a: 1};
    assert.deepEqual(parseJsonRecord('filters', object), object);
  });

  test('an own __proto__ of a text stays an own member', () => {
    const record = parseJsonRecord('filters', '{"__proto__":{"polluted":1}}') as object;
    assert.ok(Object.hasOwn(record, '__proto__'));
    assert.equal(({} as {polluted?: unknown}).polluted, undefined);
  });

  for (const value of [
    '{',
    '[]',
    '[1]',
    '1',
    '"x"',
    'true',
    'x',
    '{"a":1} x',
    [],
    ['a'],
    0,
    7,
    true,
    false,
    () => 1,
    1n,
  ]) {
    test(`refuses ${inspect(value)}, naming the attribute`, () =>
      assert.throws(() => parseJsonRecord('filters', value), {
        code: 'invalid-config',
        fatal: false,
        message: /filters/,
      }));
  }
});

describe('memberParameters', () => {
  const read = (members: Record<string, unknown>): [string, string][] =>
    readingOf((refuse) => memberParameters('fields', 'ms_', members, wordValue, refuse));

  test('prefixes and sorts', () =>
    assert.deepEqual(read({'orders.status': 'b', 'orders.Country': 'a', _x: 'c', '1-2': 'd'}), [
      ['ms_1-2', 'd'],
      ['ms__x', 'c'],
      ['ms_orders.Country', 'a'],
      ['ms_orders.status', 'b'],
    ]));

  test('the order of the members makes no difference', () =>
    assert.deepEqual(read({a: '1', b: '2', c: '3'}), read({c: '3', b: '2', a: '1'})));

  test('null and undefined are absent', () => assert.deepEqual(read({a: null, b: undefined, c: 'x'}), [['ms_c', 'x']]));

  test('names that objects have anyway are names like others', () =>
    assert.deepEqual(read(JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, unknown>), [
      ['ms___proto__', 'x'],
      ['ms_constructor', 'y'],
    ]));

  test('a name of 200 characters is the longest', () => {
    assert.equal(read({['x'.repeat(200)]: 'a'}).length, 1);
    assert.throws(() => read({['x'.repeat(201)]: 'a'}), {code: 'invalid-config'});
  });

  for (const name of ['', 'a b', 'a&session', 'a=b', 'a#b', 'a\n', 'é', 'a/b', 'a[0]', "a'", 'a%20']) {
    test(`refuses the name ${inspect(name)}`, () =>
      assert.throws(() => read({[name]: 'x'}), {code: 'invalid-config', fatal: false, message: /fields/}));
  }

  test('refuses what the writer refuses, naming the member and not the value', () =>
    assert.throws(
      () => read({'orders.status': 'secret value'}),
      (error: Error) => {
        assert.match(error.message, /orders\.status/);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    ));
});

describe('wordValue', () => {
  for (const word of ['day', 'users_city', 'users.city', 'a-b', 'x'.repeat(200)]) {
    test(`takes ${word.slice(0, 20)}`, () => assert.equal(wordValue(word), word));
  }
  for (const value of ['', 'a b', 'day\n', 'a&b', 'é', 'x'.repeat(201), 7, true, null, ['day'], {}]) {
    test(`refuses ${inspect(value).slice(0, 20)}`, () => assert.equal(wordValue(value), undefined));
  }
});

describe('filterValue', () => {
  const values: readonly (readonly [value: unknown, json: string | undefined])[] = [
    ['completed', '{"value":"completed"}'],
    ['', '{"value":""}'],
    ['42', '{"value":"42"}'],
    [42, '{"value":42}'],
    [0, '{"value":0}'],
    [-1.5, '{"value":-1.5}'],
    [true, '{"value":true}'],
    [false, '{"value":false}'],
    [['US', 'DE'], '{"value":["US","DE"]}'],
    [[1, '1', true, null], '{"value":[1,"1",true,null]}'],
    [[], '{"value":[]}'],
    ['a"b\\c', '{"value":"a\\"b\\\\c"}'],
    ['a\nb', '{"value":"a\\nb"}'],
    ['Zürich 東京 🙂', '{"value":"Zürich 東京 🙂"}'],
    [{value: 'x', operator: 'contains'}, '{"operator":"contains","value":"x"}'],
    [{value: {b: 1, a: [{d: 1, c: 2}]}}, '{"value":{"a":[{"c":2,"d":1}],"b":1}}'],
    [{}, '{}'],
    [JSON.parse('{"__proto__":{"x":1},"value":2}'), '{"__proto__":{"x":1},"value":2}'],
    [[{b: 1, a: 2}], '{"value":[{"a":2,"b":1}]}'],
    [new Date(0), '{"value":"1970-01-01T00:00:00.000Z"}'],
    [[new Date(0)], '{"value":["1970-01-01T00:00:00.000Z"]}'],
    [{value: new Date(0)}, '{"value":"1970-01-01T00:00:00.000Z"}'],
    [{toJSON: () => ['a']}, '{"value":["a"]}'],
    [7n, undefined],
    [cycle, undefined],
    [NaN, undefined],
    [[1, Infinity], undefined],
    [['US', undefined], undefined],
    [Object.assign([], {1: 'US'}), undefined],
    [new Date(NaN), undefined],
    [new Map([['a', 1]]), undefined],
    [{value: new Set(['a'])}, undefined],
    [() => 'a', undefined],
    [[() => 'a'], undefined],
    [{value: () => 'a'}, undefined],
  ];
  for (const [value, json] of values) {
    test(`${inspect(value)} is ${json}`, () => assert.equal(filterValue(value), json));
  }

  test("a page's Array.prototype.toJSON changes nothing", () => {
    Object.defineProperty(Array.prototype, 'toJSON', {configurable: true, value: () => 'text'});
    try {
      assert.equal(filterValue(['US', ['DE']]), '{"value":["US",["DE"]]}');
    } finally {
      Reflect.deleteProperty(Array.prototype, 'toJSON');
    }
  });
});

describe('canonicalJson', () => {
  test('equal contents give equal texts, whatever the order of the members', () =>
    assert.equal(canonicalJson({b: {d: [1, {f: 1, e: 2}], c: 1}, a: 1}), '{"a":1,"b":{"c":1,"d":[1,{"e":2,"f":1}]}}'));

  test('the order of a list counts', () => assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1])));

  test('a lone surrogate is escaped, so that no URL loses it', () =>
    assert.equal(canonicalJson('\ud83d'), '"\\ud83d"'));

  test('what was read is not changed', () => {
    const value = Object.freeze({b: 1, a: Object.freeze([2])});
    canonicalJson(value);
    assert.deepEqual(Object.keys(value), ['b', 'a']);
  });
});

describe('plainJson', () => {
  test('is a copy without what JSON can’t hold', () => {
    const theme = {b: {c: 1}, a: () => 1, u: undefined};
    const copy = readingOf((refuse) => plainJson('theme', theme, refuse));
    assert.deepEqual(copy, {b: {c: 1}});
    assert.notEqual(copy['b'], theme.b);
  });

  test('a cycle or a BigInt is refused, naming the attribute', () => {
    for (const record of [cycle, {a: 1n}]) {
      assert.throws(() => readingOf((refuse) => plainJson('theme', record, refuse)), {
        code: 'invalid-config',
        fatal: false,
        message: /theme/,
      });
    }
  });
});

describe('filterUrlParameter', () => {
  test('joins several, and leaves quotes, spaces and any script as they are', () =>
    assert.equal(
      filterUrlParameter([
        ['f_orders.country', '{"value":["US","Côte d\'Ivoire"]}'],
        ['f_orders.status', '{"value":"東京"}'],
      ]),
      'f_orders.country={"value":["US","Côte d\'Ivoire"]}&f_orders.status={"value":"東京"}',
    ));

  test('encodes the four characters that would be read as something else', () =>
    assert.equal(
      filterUrlParameter([['f_a', '{"value":"50% & #1 + 1=?/"}']]),
      'f_a={"value":"50%25 %26 %231 %2B 1=?/"}',
    ));

  test('none is an empty text', () => assert.equal(filterUrlParameter([]), ''));

  test('read back as a query each value is what it was', () => {
    const values = ['a&b', 'a#b', 'a+b', '100%', '%26', '%2B', 'a=b', '"quoted"', 'a\nb', 'щ 東 🙂', '?;,/', '\\'];
    const filters = values.map((value, index): [string, string] => [`f_x.d${index}`, filterValue(value) ?? '']);
    const query = new URLSearchParams(filterUrlParameter(filters));
    assert.deepEqual(
      filters.map(([name]) => (JSON.parse(query.get(name) ?? '') as {value: unknown}).value),
      values,
    );
    const {hash, searchParams} = new URL(`https://x.test/?${filterUrlParameter(filters)}`);
    assert.equal(hash, '');
    assert.equal([...searchParams].length, values.length);
  });
});
