import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chooseLocale, shippedLocale, shippedLocales} from '../../../src/emulator/page/locale.js';
import {textsOf} from '../../../src/emulator/page/translations/index.js';

const wishes: readonly (readonly [wish: string | null, locale: string | null])[] = [
  ['de-DE', 'de-DE'],
  ['DE-de', 'de-DE'],
  ['de', 'de-DE'],
  ['de-AT', 'de-DE'],
  ['es', 'es-ES'],
  ['es-MX', 'es-MX'],
  ['es-AR', 'es-ES'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-PT'],
  ['nb', 'nb-NO'],
  ['tlh', null],
  ['d', null],
  ['deutsch', null],
  ['', null],
  [null, null],
];

for (const [wish, locale] of wishes) {
  test(`locale "${String(wish)}" is ${String(locale)}`, () => assert.equal(shippedLocale(wish), locale));
}

test('the first wish that ships counts, else English', () => {
  assert.equal(chooseLocale([null, 'tlh', 'fr-CA', 'de']), 'fr-FR');
  assert.equal(chooseLocale([undefined, 'xx']), 'en-US');
});

test('all twelve languages have all texts, in words of their own', () => {
  const english = Object.entries(textsOf('en-US'));
  assert.equal(shippedLocales.length, 12);
  for (const locale of shippedLocales) {
    const texts = new Map<string, unknown>(Object.entries(textsOf(locale)));
    let same = 0;
    for (const [name, inEnglish] of english) {
      const text = texts.get(name);
      assert.equal(typeof text, typeof inEnglish, `${locale}.${name}`);
      assert.ok(text !== '', `${locale}.${name} is empty`);
      if (typeof text === 'string' && text === inEnglish) same += 1;
    }
    if (locale !== 'en-US') assert.ok(same < english.length / 5, `${locale} has ${String(same)} English texts`);
  }
});
