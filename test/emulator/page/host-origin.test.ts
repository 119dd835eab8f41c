import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hostOrigin} from '../../../src/emulator/page/messenger.js';

const own = 'http://cube.test:4280';
const page = (referrer: string, ancestors?: readonly string[]): Window =>
  ({
    parent: {},
    document: {referrer},
    location: {origin: own, ...(ancestors ? {ancestorOrigins: ancestors} : {})},
  }) as unknown as Window;

const cases = [
  ['http://host.test/page?x=1', undefined, 'http://host.test'],
  ['http://host.test/', ['http://other.test'], 'http://host.test'],
  ['', ['http://host.test'], 'http://host.test'],
  // The frame went from one of its own pages to another.
  [`${own}/embed/chat`, ['http://host.test'], 'http://host.test'],
  [`${own}/embed/chat`, undefined, own],
  ['', ['null'], '*'],
  ['', [], '*'],
  ['', undefined, '*'],
] as const;

test('the host is known by the referrer, else by the ancestors, else not', () => {
  for (const [referrer, ancestors, origin] of cases) {
    assert.equal(hostOrigin(page(referrer, ancestors)), origin, `${referrer} ${String(ancestors)}`);
  }
});

test('a page that nobody frames speaks to itself', () => {
  const top = page('http://search.test/');
  assert.equal(hostOrigin(Object.assign(top, {parent: top})), own);
});
