import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';

const folder = join('docs', 'frameworks');
/** A screen. */
const maxLines = 50;

const withoutIndent = (text: string): string => text.replace(/^[ \t]+/gm, '');

for (const name of readdirSync(folder)) {
  const page = readFileSync(join(folder, name), 'utf8');

  test(`${name} is at most one screen`, () => {
    assert.ok(page.split('\n').length <= maxLines);
  });

  test(`the code of ${name} is the application's`, () => {
    const blocks = [...page.matchAll(/`(demo\/[^`]+)`:\n\n```\w+\n([^]*?)\n```/g)];
    assert.equal(blocks.length, page.split('\n```\n').length - 1, 'Each block follows the path of its file.');
    assert.ok(blocks.length, 'There is a block.');
    for (const [, path = '', code = ''] of blocks) {
      const file = readFileSync(path, 'utf8');
      assert.ok(withoutIndent(file).includes(withoutIndent(code)), `${path} has other code.`);
    }
  });
}
