import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {pageMemory} from '../../src/page/page-memory.js';

const key = Symbol.for('cube-embed');
const forget = (): void => void Reflect.deleteProperty(globalThis, key);
afterEach(forget);

test('whoever asks by a name gets the same thing', () => {
  forget();
  const first = new Map<string, number>();
  assert.equal(pageMemory('sample', first), first);
  assert.equal(pageMemory('sample', new Map<string, number>()), first);
  assert.notEqual(pageMemory('another', new Map<string, number>()), first);
});

test('what a page adds to every object is no memory', () => {
  forget();
  const polluted = Object.prototype as {sample?: object};
  polluted.sample = {};
  try {
    const own = new Set<number>();
    assert.equal(pageMemory('sample', own), own);
  } finally {
    delete polluted.sample;
  }
});
