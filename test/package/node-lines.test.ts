// The published files run on every supported line of Node.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {copyFileSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {promisify} from 'node:util';
import {findNode, nodeLines} from '../../scripts/node-lines.js';
import {packAndInstall, type Packed} from './packed.js';

const run = promisify(execFile);

describe('the packed package', () => {
  let packed: Packed;
  before(async () => {
    packed = await packAndInstall();
    copyFileSync(new URL('./chain.mjs', import.meta.url), join(packed.project, 'chain.mjs'));
  });
  after(() => packed.remove());

  for (const line of nodeLines) {
    test(`Node ${line}: every entry loads, and a session goes from the route to the frame's token`, async () => {
      const program = findNode(line);
      assert.ok(program, `Node ${line} is not here: npm run setup`);
      const {stdout, stderr} = await run(program, ['chain.mjs'], {cwd: packed.project, timeout: 60_000});
      assert.equal(stderr, '');
      assert.equal(stdout.trim(), `${line} true`);
    });
  }
});

test('the oldest line in package.json is tested, and the documents name each tested line', () => {
  const {engines} = JSON.parse(readFileSync('package.json', 'utf8')) as {engines: {node: string}};
  assert.equal(engines.node, '>=20');
  const page = readFileSync('docs/frameworks.md', 'utf8');
  for (const line of ['20', '22', '24', '26']) assert.match(page, new RegExp(`^\\| ${line} \\|`, 'm'));
});
