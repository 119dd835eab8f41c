import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {parseLive, type LiveAttributes, type RawLive} from '../../src/element/live-attributes.js';
import {readingOf} from '../support/readings.js';

const nothing: RawLive = {type: 'dashboard', colorScheme: null, locale: '', timezone: '', path: '', signInUrl: ''};
const parse = (raw: Partial<RawLive> = {}): LiveAttributes =>
  readingOf((refuse) => parseLive({...nothing, ...raw}, 'https://shop.example/reports/', refuse));
const actions = (raw: Partial<RawLive>): LiveAttributes['actions'] => parse(raw).actions;

test('nothing says nothing', () =>
  assert.deepEqual(parse(), {parameters: [], inUrl: [], actions: [], filters: [], signInUrl: ''}));

test('locale, time zone and filters go into the URL, and are the same as actions', () => {
  const {parameters, inUrl, actions, filters} = parse({
    locale: 'de-DE',
    timezone: 'Europe/Berlin',
    filters: {'orders.status': 'completed', 'orders.country': ['US', 'DE']},
  });
  assert.deepEqual(parameters, [
    ['f_orders.country', '{"value":["US","DE"]}'],
    ['f_orders.status', '{"value":"completed"}'],
    ['locale', 'de-DE'],
    ['timezone', 'Europe/Berlin'],
  ]);
  const text = 'f_orders.country={"value":["US","DE"]}&f_orders.status={"value":"completed"}';
  assert.deepEqual(inUrl, [
    ['set-locale', {locale: 'de-DE'}],
    ['set-timezone', {timezone: 'Europe/Berlin'}],
    ['set-filter', {filterUrlParameter: text}],
  ]);
  assert.deepEqual(actions, inUrl);
  assert.deepEqual(filters, ['f_orders.country', 'f_orders.status']);
});

describe('what goes by action alone', () => {
  const cases: readonly (readonly [raw: Partial<RawLive>, action: readonly [string, unknown]])[] = [
    [{colorScheme: 'dark'}, ['set-color-scheme', {scheme: 'dark'}]],
    [{colorScheme: 'inherit'}, ['set-color-scheme', {scheme: 'inherit'}]],
    [{theme: {primaryColor: '#abc', borderRadius: 4}}, ['set-theme', {primaryColor: '#abc', borderRadius: 4}]],
    [{theme: {font: 'x', f: () => 1}}, ['set-theme', {font: 'x'}]],
    [{type: 'app', path: 'workbook/130'}, ['navigate', {path: 'workbook/130'}]],
  ];
  for (const [raw, action] of cases) {
    test(inspect(raw), () => {
      const live = parse(raw);
      assert.deepEqual(live.actions, [action]);
      assert.deepEqual([live.parameters, live.inUrl], [[], []]);
    });
  }
});

describe('what is empty says nothing', () => {
  const cases: readonly Partial<RawLive>[] = [
    {theme: {}},
    {theme: {}},
    {theme: null},
    {filters: {}},
    {filters: {'a.b': null}},
    {filters: {'a.b': undefined}},
    {type: 'app', path: ''},
  ];
  for (const raw of cases) test(inspect(raw), () => assert.deepEqual(parse(raw), parse()));
});

test('a path is the app’s alone: elsewhere it isn’t read', () => {
  for (const type of ['dashboard', 'chat'] as const) assert.deepEqual(actions({type, path: '../x'}), []);
});

test('equal filters give equal texts, whatever their order', () =>
  assert.deepEqual(actions({filters: {b: {y: 1, x: 2}, a: 1}}), actions({filters: {a: 1, b: {x: 2, y: 1}}})));

test('the theme that is posted is a copy', () => {
  const theme = {colors: {primary: '#abc'}};
  const [, payload] = actions({theme})[0]!;
  theme.colors.primary = '#def';
  assert.deepEqual(payload, {colors: {primary: '#abc'}});
});

describe('what can’t be read is no configuration, and not fatal', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const cases: readonly (readonly [raw: Partial<RawLive>, attribute: RegExp])[] = [
    [{theme: '{'}, /theme/],
    [{theme: '[]'}, /theme/],
    [{theme: cyclic}, /theme/],
    [{theme: {size: 1n}}, /theme/],
    [{filters: 'x'}, /filters/],
    [{filters: [1]}, /filters/],
    [{filters: {'a b': 1}}, /filters/],
    [{filters: {a: cyclic}}, /filters/],
    [{type: 'app', path: '../x'}, /path/],
    [{type: 'app', path: '/embed/d/32/app/x'}, /path/],
  ];
  for (const [raw, message] of cases) {
    test(inspect(raw), () => assert.throws(() => parse(raw), {code: 'invalid-config', fatal: false, message}));
  }
});

test('sign-in-url is resolved as the endpoint is', () => {
  for (const [text, url] of [
    ['login?next=1', 'https://shop.example/reports/login?next=1'],
    ['/login', 'https://shop.example/login'],
    [' http://login.example/ ', 'http://login.example/'],
    [' ', ''],
  ] as const) {
    assert.equal(parse({signInUrl: text}).signInUrl, url);
  }
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    'https://u:p@x.example/',
    'http://[',
  ]) {
    assert.throws(() => parse({signInUrl: text}), {code: 'invalid-config', fatal: false}, text);
  }
});
