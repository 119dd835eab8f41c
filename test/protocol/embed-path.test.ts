import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {appPath, isAppPath, isEmbedPath} from '../../src/protocol/embed-path.js';

const plain = [
  'workbook/130',
  'workbook/130?tab=2',
  'workbook/130#chart',
  'folder/..name',
  'folder/name..',
  'folder/a..b',
  'folder/...',
  'folder/.hidden',
  'search?q=1.5',
  'folder/50%25',
  'folder/%D0%BF%D1%83%D1%82%D1%8C',
  'folder/путь 報告',
  'a%2fb',
  'folder/%zz',
];

/** Each of them, decoded once or more, or read as browsers read URLs, leads elsewhere. */
const escaping = [
  '..',
  '.',
  './x',
  '../x',
  'x/..',
  'x/../y',
  'x/./y',
  '%2e%2e/x',
  '%2E%2e/x',
  '.%2e/x',
  '%2e./x',
  'x/%2e',
  '%252e%252e/x',
  '%25252e%2525252e/x',
  '%25%32%65%25%32%65/x',
  '%25%32e./x',
  '%%32%65%%32%65/x',
  '..%2fx',
  '..%252fx',
  '%25%32%66%25%32%66evil.test',
  '..\\x',
  'x\\y',
  'x%5cy',
  'x%255Cy',
  '..%5c..',
  'x//y',
  'x%2f/y',
  'x/%2fy',
  'x%252f%252fy',
  'x?a=//evil.test',
  '..?a',
  '..#a',
  '.. ',
  'x/.. ',
  'x/%2e%2e ',
  'x\0y',
  'x\ty',
  'x\ny',
  'x/.\n./y',
  'x%00y',
  'x%0ay',
  'x%250dy',
  'x\x7fy',
  'x%7fy',
];

describe('isAppPath', () => {
  for (const path of plain) test(`takes ${JSON.stringify(path)}`, () => assert.equal(isAppPath(path), true));

  for (const path of [...escaping, '/', '/x', '/embed/d/32/app/x', '//evil.test', '/\\evil.test', '\\evil.test']) {
    test(`refuses ${JSON.stringify(path)}`, () => assert.equal(isAppPath(path), false));
  }
});

describe('isEmbedPath', () => {
  for (const path of plain) test(`takes /embed/${path}`, () => assert.equal(isEmbedPath(`/embed/${path}`), true));

  for (const path of escaping) {
    test(`refuses ${JSON.stringify(`/embed/${path}`)}`, () => assert.equal(isEmbedPath(`/embed/${path}`), false));
  }
  for (const path of ['', '/', 'embed/x', '/embed', '/embedded/x', '/EMBED/x', '/login', '//embed/x', ' /embed/x']) {
    test(`refuses ${JSON.stringify(path)}`, () => assert.equal(isEmbedPath(path), false));
  }
});

test('a plain path stays inside the app as a browser reads it', () => {
  for (const path of plain) {
    const {origin, pathname} = new URL(appPath(32, path), 'https://acme.cubecloud.dev');
    assert.equal(origin, 'https://acme.cubecloud.dev');
    assert.match(pathname, /^\/embed\/d\/32\/app\/./);
  }
});

test('the full path of something inside the app', () =>
  assert.equal(appPath(32, 'workbook/130'), '/embed/d/32/app/workbook/130'));
