import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {internalNames} from '../../scripts/internal-names.mjs';

const withoutComments = (code: string): string => code.replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
const types = ['index', 'element'].map((name) => withoutComments(readFileSync(`dist/types/${name}.d.ts`, 'utf8')));
const bundle = readFileSync('dist/cube-embed.js', 'utf8');

for (const name of internalNames) {
  test(`${name} is no public name, and short in the bundle`, () => {
    const word = new RegExp(`\\b${name}\\b`);
    for (const text of types) assert.doesNotMatch(text, word);
    assert.doesNotMatch(bundle, new RegExp(`[.{,]${name}\\b`));
  });
}
