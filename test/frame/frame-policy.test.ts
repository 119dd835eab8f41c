import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {defaultAllow, sandboxTokens} from '../../src/frame/frame-policy.js';
import type {Surface} from '../../src/protocol/surface.js';

const defaults = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
];
const modals = 'allow-modals';
const storage = 'allow-storage-access-by-user-activation';

const tokensOf = (
  extra = '',
  surface: Surface = 'dashboard',
  isPrivate = false,
): {tokens: string[]; ignored: string[]} => {
  const ignored: string[] = [];
  return {tokens: sandboxTokens(surface, isPrivate, extra, (word) => ignored.push(word)).split(' '), ignored};
};

describe('sandbox', () => {
  const cases: readonly (readonly [surface: Surface, isPrivate: boolean, more: readonly string[]])[] = [
    ['dashboard', false, []],
    ['chat', false, []],
    ['app', false, [modals]],
    ['dashboard', true, [storage]],
    ['app', true, [modals, storage]],
  ];
  for (const [surface, isPrivate, more] of cases) {
    test(`of a ${isPrivate ? 'private ' : ''}${surface}`, () =>
      assert.deepEqual(tokensOf('', surface, isPrivate), {tokens: [...defaults, ...more], ignored: []}));
  }

  for (const word of [modals, 'allow-pointer-lock', 'allow-presentation', storage, 'ALLOW-MODALS']) {
    test(`${word} may be added`, () =>
      assert.deepEqual(tokensOf(word), {tokens: [...defaults, word.toLowerCase()], ignored: []}));
  }

  const refused = [
    'allow-top-navigation',
    'allow-top-navigation-by-user-activation',
    'allow-top-navigation-to-custom-protocols',
    'allow-orientation-lock',
    'Allow-Top-Navigation',
    'allow-everything',
    'scripts',
    '__proto__',
    '*',
    'allow-modals,allow-forms',
  ];
  for (const word of refused) {
    test(`${word} is ignored, and told`, () =>
      assert.deepEqual(tokensOf(word), {tokens: defaults, ignored: [word.toLowerCase()]}));
  }

  test('each of several words is judged by itself', () =>
    assert.deepEqual(tokensOf(' allow-top-navigation\n\tallow-modals  allow-x allow-modals '), {
      tokens: [...defaults, modals],
      ignored: ['allow-top-navigation', 'allow-x'],
    }));

  test('what is there anyway is neither doubled nor ignored', () => {
    assert.deepEqual(tokensOf(defaults.join(' ')), {tokens: defaults, ignored: []});
    assert.deepEqual(tokensOf(modals, 'app'), {tokens: [...defaults, modals], ignored: []});
  });

  test('one frame’s words are not the next one’s', () => {
    tokensOf(modals);
    assert.deepEqual(tokensOf().tokens, defaults);
  });

  test('no frame may ever navigate the page around it', () => {
    for (const surface of ['dashboard', 'chat', 'app'] as const) {
      const {tokens} = tokensOf(refused.join(' '), surface, true);
      assert.ok(
        tokens.every((token) => !token.includes('top-navigation')),
        tokens.join(),
      );
    }
  });
});

test('permissions go to the tenant alone, so that a redirect elsewhere loses them', () => {
  const origin = 'https://acme.cubecloud.dev';
  assert.equal(defaultAllow(origin), `fullscreen ${origin}; clipboard-write ${origin}`);
});
