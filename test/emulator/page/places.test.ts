import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseEmbedLocation} from '../../../src/emulator/page/embed-location.js';
import {chooseLocale, shippedLocale, shippedLocales} from '../../../src/emulator/page/locale.js';
import {chooseTimeZone, isTimeZoneName} from '../../../src/emulator/page/time-zone.js';
import {textsOf} from '../../../src/emulator/page/translations/index.js';

test('an embed path names its surface, deployment, dashboard and place in the app', () => {
  const dashboard = {surface: 'dashboard', deploymentId: null, publicId: 'x1', appPath: ''};
  assert.deepEqual(parseEmbedLocation('/embed/dashboard/x1'), dashboard);
  assert.deepEqual(parseEmbedLocation('/embed/d/32/dashboard/x1'), {...dashboard, deploymentId: 32});
  assert.deepEqual(parseEmbedLocation('/embed/chat')?.surface, 'chat');
  assert.deepEqual(parseEmbedLocation('/embed/d/7/app'), {
    surface: 'app',
    deploymentId: 7,
    publicId: null,
    appPath: '',
  });
  assert.deepEqual(parseEmbedLocation('/embed/d/7/app/workbook/130')?.appPath, 'workbook/130');
  for (const path of ['/embed', '/embed/app', '/embed/d/x/chat', '/embed/d/7/apple', '/other/embed/chat']) {
    assert.equal(parseEmbedLocation(path), null, path);
  }
});

test('a language that is not shipped falls to the first of its kind, an unknown one counts as not said', () => {
  const cases = [
    ['de-DE', 'de-DE'],
    ['de', 'de-DE'],
    ['de-AT', 'de-DE'],
    ['ES-mx', 'es-MX'],
    ['es-AR', 'es-ES'],
    ['pt', 'pt-BR'],
    ['en-GB', 'en-US'],
    ['zz', null],
    ['', null],
    [null, null],
  ] as const;
  for (const [wish, locale] of cases) assert.equal(shippedLocale(wish), locale, String(wish));
  assert.equal(chooseLocale([null, 'zz', 'fr-CA', 'de']), 'fr-FR');
  assert.equal(chooseLocale([]), 'en-US');
});

test('all languages have words of their own', () => {
  const english = textsOf('en-US');
  for (const locale of shippedLocales) {
    const texts = textsOf(locale);
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort(), locale);
    for (const [name, text] of Object.entries(texts)) assert.notEqual(text, '', `${locale} ${name}`);
    if (locale !== 'en-US') assert.notEqual(texts.sessionExpired, english.sessionExpired, locale);
  }
});

test('a time zone is an IANA name', () => {
  for (const zone of ['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5']) {
    assert.equal(isTimeZoneName(zone), true, zone);
  }
  for (const zone of ['+02:00', 'UTC+2', 'Mars/Olympus', '', ' UTC', 3, null]) {
    assert.equal(isTimeZoneName(zone), false, String(zone));
  }
  assert.equal(chooseTimeZone([null, '+01:00', 'Asia/Tokyo', 'UTC']), 'Asia/Tokyo');
  assert.equal(chooseTimeZone([undefined]), undefined);
});
