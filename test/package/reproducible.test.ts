import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';

// A sibling of dist: source maps name their sources by relative paths.
const again = 'dist-again';

test('a second build equals the first one, byte for byte', () => {
  try {
    execFileSync('npm', ['run', '--silent', 'build'], {env: {...process.env, BUILD_DIR: again}, stdio: 'inherit'});
    const files = (folder: string): string[] =>
      readdirSync(folder, {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort();
    assert.deepEqual(files(again), files('dist'));
    for (const file of files('dist')) {
      assert.ok(readFileSync(join(again, file)).equals(readFileSync(join('dist', file))), `${file} differs`);
    }
  } finally {
    rmSync(again, {recursive: true, force: true});
  }
});
