import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {CubeEmbedError, errorCodes} from '../../src/protocol/errors.js';

const folder = new URL('../../docs/errors/', import.meta.url);
const page = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

for (const code of errorCodes) {
  test(`${code} has the page that its message links to, and a row in the list`, () => {
    const {message} = new CubeEmbedError({code});
    assert.ok(message.endsWith(`/docs/errors/${code}.md`), message);
    assert.ok(page(`${code}.md`).startsWith(`# ${code}\n`));
    assert.ok(page('README.md').includes(`[\`${code}\`](${code}.md)`));
  });
}

test('no page is about a code that there is none of', () =>
  assert.deepEqual(readdirSync(folder).sort(), [...errorCodes.map((code) => `${code}.md`), 'README.md'].sort()));
