import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {runInNewContext} from 'node:vm';
import {frameAction, isActionName, parseFrameEvent} from '../../src/protocol/frame-message.js';

const envelope = (changes: object = {}): Record<string, unknown> => ({
  source: 'cube-embed',
  direction: 'event',
  type: 'cube:event:ready',
  payload: {surface: 'dashboard'},
  timestamp: 1,
  surface: 'dashboard',
  ...changes,
});

describe('parseFrameEvent', () => {
  test('reads a name and hands the payload on untouched', () => {
    const payload = {surface: 'dashboard'};
    const event = parseFrameEvent(envelope({payload}));
    assert.equal(event?.name, 'ready');
    assert.equal(event?.payload, payload);
  });

  test('members that every object inherits are not the message’s', () => {
    const polluted = envelope();
    Object.assign(Object.prototype, polluted);
    try {
      assert.equal(parseFrameEvent({}), null);
      assert.equal(
        parseFrameEvent({source: 'cube-embed', direction: 'event', type: 'cube:event:x'})?.payload,
        undefined,
      );
    } finally {
      for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
    }
  });

  const taken: readonly (readonly [what: string, data: unknown, name: string])[] = [
    ['no payload', envelope({payload: undefined}), 'ready'],
    ['a null payload', envelope({payload: null}), 'ready'],
    ['a name of the future', envelope({type: 'cube:event:comment-added-2'}), 'comment-added-2'],
    ['a name of 64 letters', envelope({type: `cube:event:${'a'.repeat(64)}`}), 'a'.repeat(64)],
    ['neither timestamp nor surface', {source: 'cube-embed', direction: 'event', type: 'cube:event:view'}, 'view'],
    ['an object of another realm', runInNewContext(`(${JSON.stringify(envelope())})`), 'ready'],
  ];
  for (const [what, data, name] of taken) test(`takes ${what}`, () => assert.equal(parseFrameEvent(data)?.name, name));

  const ignored: readonly (readonly [what: string, data: unknown])[] = [
    ['null', null],
    ['undefined', undefined],
    ['a text', 'cube:event:ready'],
    ['the envelope as JSON', JSON.stringify(envelope())],
    ['a number', 7],
    ['a BigInt', 7n],
    ['true', true],
    ['an array with the members of an envelope', Object.assign([], envelope())],
    ['a Map', new Map(Object.entries(envelope()))],
    ['an Error with the members of an envelope', Object.assign(new Error('x'), envelope())],
    ['a Date with the members of an envelope', Object.assign(new Date(0), envelope())],
    ['another source', envelope({source: 'cube'})],
    ['a source in capitals', envelope({source: 'CUBE-EMBED'})],
    ['a source in a list', envelope({source: ['cube-embed']})],
    ['an action, as the host sends them', envelope({direction: 'action', type: 'cube:action:refresh'})],
    ['an action that calls itself an event', envelope({type: 'cube:action:refresh'})],
    ['no direction', envelope({direction: undefined})],
    ['no type', envelope({type: undefined})],
    ['a type in a list', envelope({type: ['cube:event:ready']})],
    ['a type that is a String object', envelope({type: new String('cube:event:ready')})],
    ['an empty name', envelope({type: 'cube:event:'})],
    ['a name with a space', envelope({type: 'cube:event:ready '})],
    ['a name with a newline after it', envelope({type: 'cube:event:ready\n'})],
    ['something before the type', envelope({type: ' cube:event:ready'})],
    ['a name in capitals', envelope({type: 'cube:event:Ready'})],
    ['an underscore', envelope({type: 'cube:event:__proto__'})],
    ['a name of 65 letters', envelope({type: `cube:event:${'a'.repeat(65)}`})],
    ['a name of 10 kB', envelope({type: `cube:event:${'a'.repeat(10_000)}`})],
    ['a payload that is a list', envelope({payload: [1]})],
    ['a payload that is a text', envelope({payload: 'x'})],
    ['a payload that is a number', envelope({payload: 0})],
    ['a payload that is a Map', envelope({payload: new Map()})],
    ['members in an own __proto__ alone', JSON.parse(`{"__proto__":${JSON.stringify(envelope())}}`)],
  ];
  for (const [what, data] of ignored) test(`ignores ${what}`, () => assert.equal(parseFrameEvent(data), null));

  test('an own __proto__ in the payload stays an own member and changes nothing else', () => {
    const payload = JSON.parse(
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ) as object;
    const event = parseFrameEvent(envelope({payload}));
    assert.equal(event?.payload, payload);
    assert.ok(Object.hasOwn(payload, '__proto__'));
    assert.equal(Object.getPrototypeOf(event), Object.prototype);
    assert.equal(({} as {polluted?: boolean}).polluted, undefined);
  });

  test('cycles and depth are no trouble, since nothing looks inside', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    assert.equal(parseFrameEvent(envelope({payload: cycle}))?.payload, cycle);
    let deep: object = {};
    for (let i = 0; i < 10_000; i++) deep = {deep};
    assert.equal(parseFrameEvent(envelope({payload: deep}))?.payload, deep);
  });
});

test('an action is Cube’s envelope', () =>
  assert.deepEqual(frameAction('set-locale', {locale: 'de-DE'}, 1234), {
    source: 'cube-embed',
    direction: 'action',
    type: 'cube:action:set-locale',
    payload: {locale: 'de-DE'},
    timestamp: 1234,
  }));

test('no action is taken for an event', () => assert.equal(parseFrameEvent(frameAction('refresh', {}, 1)), null));

test('names of actions', () => {
  for (const name of ['refresh', 'set-filter', 'a', 'a1-', 'x--y']) assert.equal(isActionName(name), true, name);
  const others = [
    '',
    '1a',
    '-a',
    'Refresh',
    'set_filter',
    'set filter',
    'refresh\n',
    'a:b',
    'é',
    null,
    7,
    ['refresh'],
    {},
  ];
  for (const name of others) assert.equal(isActionName(name), false, inspect(name));
});
