import assert from 'node:assert/strict';
import {test} from 'node:test';
import {languages} from '../../src/element/messages.js';

const lists = Object.entries(languages).map(([tag, texts]) => [tag, texts.split('|')] as const);

for (const [tag, texts] of lists) {
  test(`${tag} has every text, and none twice`, () => {
    assert.equal(texts.length, 10);
    for (const text of texts) assert.ok(text && text === text.trim(), text);
    assert.equal(new Set(texts).size, 10);
  });
}

test('no two languages are the same', () => {
  assert.equal(new Set(lists.map(([, texts]) => texts.join('|'))).size, lists.length);
});
