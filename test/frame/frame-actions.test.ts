import assert from 'node:assert/strict';
import {beforeEach, describe, test} from 'node:test';
import {createFrameActions, type Action} from '../../src/frame/frame-actions.js';

let actions = createFrameActions();
let posted: string[] = [];

beforeEach(() => {
  actions = createFrameActions();
  posted = [];
});

const post = (name: string, payload: unknown): void => void posted.push(`${name} ${JSON.stringify(payload)}`);
const taken = (): string[] => posted.splice(0);
const locale = (value: string): Action => ['set-locale', {locale: value}];

/** A new frame, ready at once. */
const newFrame = (inUrl: readonly Action[] = [], live: readonly Action[] = inUrl): void => {
  actions.hold();
  actions.begin(inUrl);
  actions.ready(live, post);
};

describe('actions of the host', () => {
  test('wait for ready, in order', () => {
    actions.begin([]);
    actions.send('refresh', {});
    actions.send('navigate', {path: '/embed/a'});
    actions.send('navigate', {path: '/embed/b'});
    actions.send('refresh', {});
    assert.deepEqual(taken(), []);
    actions.ready([], post);
    assert.deepEqual(taken(), [
      'refresh {}',
      'navigate {"path":"/embed/a"}',
      'navigate {"path":"/embed/b"}',
      'refresh {}',
    ]);
  });

  test('of those that set a state only the last is sent, at its place', () => {
    actions.send('set-filter', 1);
    actions.send('set-theme', 1);
    actions.send('set-filter', 2);
    actions.send('refresh', {});
    actions.send('set-filter', 3);
    newFrame();
    assert.deepEqual(taken(), ['set-theme 1', 'refresh {}', 'set-filter 3']);
  });

  test('after ready each is one message, at once', () => {
    newFrame();
    actions.send('set-filter', 1);
    actions.send('set-filter', 1);
    assert.deepEqual(taken(), ['set-filter 1', 'set-filter 1']);
  });

  test('are posted once, not to the next frame again', () => {
    actions.send('refresh', 1);
    newFrame();
    taken();
    actions.send('refresh', 2);
    taken();
    newFrame();
    assert.deepEqual(taken(), []);
  });

  test('wait again between two frames', () => {
    newFrame();
    actions.hold();
    actions.send('refresh', 1);
    actions.begin([]);
    actions.send('refresh', 2);
    assert.deepEqual(taken(), []);
    actions.ready([], post);
    assert.deepEqual(taken(), ['refresh 1', 'refresh 2']);
  });

  test('of more than a hundred the last hundred are kept', () => {
    for (let i = 0; i < 150; i++) actions.send('refresh', i);
    newFrame();
    assert.deepEqual(
      taken(),
      Array.from({length: 100}, (_none, i) => `refresh ${i + 50}`),
    );
  });

  test('are forgotten where the element is removed', () => {
    actions.send('refresh', 1);
    actions.clear();
    actions.send('refresh', 2);
    newFrame();
    assert.deepEqual(taken(), ['refresh 2']);
  });

  test('come after the live attributes', () => {
    actions.send('set-theme', 1);
    newFrame([], [locale('de')]);
    assert.deepEqual(taken(), ['set-locale {"locale":"de"}', 'set-theme 1']);
  });

  test('sent while others are posted, come after them', () => {
    actions.send('refresh', 1);
    actions.send('refresh', 2);
    actions.begin([]);
    actions.ready([], (name, payload) => {
      post(name, payload);
      if (payload === 1) actions.send('refresh', 3);
    });
    assert.deepEqual([...taken()].sort(), ['refresh 1', 'refresh 2', 'refresh 3']);
  });
});

describe('live attributes', () => {
  test('that the URL says are not posted, others are', () => {
    newFrame([locale('de')], [locale('de'), ['set-color-scheme', {scheme: 'dark'}]]);
    assert.deepEqual(taken(), ['set-color-scheme {"scheme":"dark"}']);
  });

  test('that changed before ready are posted at ready', () => {
    newFrame([locale('de')], [locale('fr')]);
    assert.deepEqual(taken(), ['set-locale {"locale":"fr"}']);
  });

  test('are posted when they change, and not when they are set to what they are', () => {
    newFrame([locale('de')]);
    actions.sync([locale('de')]);
    assert.deepEqual(taken(), []);
    actions.sync([locale('fr')]);
    actions.sync([locale('fr')]);
    assert.deepEqual(taken(), ['set-locale {"locale":"fr"}']);
    actions.sync([locale('de')]);
    assert.deepEqual(taken(), ['set-locale {"locale":"de"}']);
  });

  test('are compared by content, whatever the order of the members', () => {
    newFrame([], [['set-theme', {a: 1, b: {c: 2, d: 3}}]]);
    taken();
    actions.sync([['set-theme', {b: {d: 3, c: 2}, a: 1}]]);
    assert.deepEqual(taken(), []);
    actions.sync([['set-theme', {b: {d: 3, c: 4}, a: 1}]]);
    assert.equal(taken().length, 1);
  });

  test('removed, nothing is posted; set to another value later, that is', () => {
    newFrame([locale('de')]);
    actions.sync([]);
    assert.deepEqual(taken(), []);
    actions.sync([locale('fr')]);
    assert.deepEqual(taken(), ['set-locale {"locale":"fr"}']);
  });

  test('are not posted before ready, nor between two frames', () => {
    actions.sync([locale('de')]);
    newFrame();
    actions.hold();
    actions.sync([locale('fr')]);
    assert.deepEqual(taken(), []);
  });

  test('hold in a new frame too, as far as its URL doesn’t say them', () => {
    newFrame([locale('de')], [locale('fr')]);
    taken();
    newFrame([locale('fr')]);
    assert.deepEqual(taken(), []);
    newFrame([], [locale('fr')]);
    assert.deepEqual(taken(), ['set-locale {"locale":"fr"}']);
  });

  test('hold in a new document of the same frame, which has what its URL says and nothing else', () => {
    newFrame([locale('de')], [locale('fr'), ['set-theme', {a: 1}]]);
    taken();
    actions.ready([locale('fr'), ['set-theme', {a: 1}]], post);
    assert.deepEqual(taken(), ['set-locale {"locale":"fr"}', 'set-theme {"a":1}']);
  });
});
