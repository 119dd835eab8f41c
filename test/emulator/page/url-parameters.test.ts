import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  controlsOf,
  parseFilterAction,
  parseUrlParameters,
  showSwitches,
} from '../../../src/emulator/page/url-parameters.js';

const parse = (query: string) => parseUrlParameters(new URLSearchParams(query));

test('only the exact word true grants', () => {
  assert.equal(parse('allowExport=true').allowExport, true);
  for (const query of ['', 'allowExport', 'allowExport=', 'allowExport=1', 'allowExport=TRUE', 'allowexport=true']) {
    assert.equal(parse(query).allowExport, false, query);
  }
});

test('only the exact word false hides', () => {
  for (const name of showSwitches) {
    assert.equal(parse(`${name}=false`).shows(name), false, name);
    for (const word of ['', '=0', '=False', '=FALSE', '=no', '=true']) {
      assert.equal(parse(`${name}${word}`).shows(name), true, `${name}${word}`);
    }
  }
});

test('either spelling brings the session, an empty one brings none', () => {
  assert.equal(parse('session=a').sessionId, 'a');
  assert.equal(parse('sessionId=b').sessionId, 'b');
  assert.equal(parse('session=&sessionId=b').sessionId, 'b');
  assert.equal(parse('session=').sessionId, null);
});

test('controls are read by their prefixes; JSON without a value is none', () => {
  const controls = controlsOf(
    new URLSearchParams(
      'f_orders.status={"value":"completed"}&f_orders.bad=completed&f_orders.list=["a"]&tg_orders.created_at=week&ms_orders.status=users_city&other=1',
    ),
  );
  assert.deepEqual(controls, {
    filters: {'orders.status': {value: 'completed'}},
    granularities: {'orders.created_at': 'week'},
    fields: {'orders.status': 'users_city'},
  });
});

const actions = [
  ['f_a.b={"value":"x"}', {'a.b': {value: 'x'}}],
  ['f_a.b={"value":"x"}&f_c.d={"value":[1,2]}', {'a.b': {value: 'x'}, 'c.d': {value: [1, 2]}}],
  ['f_a.b={"value":"R%26D 50%25 C%23 1%2B1"}', {'a.b': {value: 'R&D 50% C# 1+1'}}],
  ['f_a.b={"value":"R&D 1+1"}', {'a.b': {value: 'R&D 1+1'}}],
  ['f_a.b=%7B%22value%22%3A%22x%22%7D', {'a.b': {value: 'x'}}],
  ['f_a.b={"value":"50%"}', {'a.b': {value: '50%'}}],
  ['tg_a.b=week', {}],
  ['nonsense', {}],
  ['', {}],
] as const;

test('the action’s filters are read encoded and raw', () => {
  for (const [text, filters] of actions) assert.deepEqual(parseFilterAction(text), filters, text);
});

test('a member cannot reach a prototype', () => {
  const filters = parseFilterAction('f___proto__={"value":"x"}');
  assert.deepEqual(Object.keys(filters), ['__proto__']);
  assert.equal(Object.getPrototypeOf(filters), Object.prototype);
});
