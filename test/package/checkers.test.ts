// publint and attw find no fault in the package.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {after, before, describe, test} from 'node:test';
import {publint} from 'publint';
import {packAndInstall, type Packed} from './packed.js';

describe('the package, checked', () => {
  let packed: Packed;
  before(async () => {
    packed = await packAndInstall();
  });
  after(() => packed.remove());

  test('publint --strict finds nothing', async () => {
    const {messages} = await publint({pkgDir: `${packed.project}/node_modules/cube-embed`, strict: true});
    assert.deepEqual(messages, []);
  });

  test('attw finds no wrong types in any entry of the ES module package', () => {
    const {status, stdout} = spawnSync(
      process.execPath,
      ['node_modules/@arethetypeswrong/cli/dist/index.js', packed.tarball, '--profile', 'esm-only'],
      {encoding: 'utf8'},
    );
    assert.equal(status, 0, stdout);
  });
});
