// Type check, build, and the tests that need no browser; `npm run test:browser` runs those that do.
import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';

const run = (command, ...args) => {
  const {status} = spawnSync(command, args, {stdio: 'inherit', shell: false});
  if (status) process.exit(status);
};
const testsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts') && !name.endsWith('.browser.test.ts'))
    .map((name) => join(folder, name));

run(process.execPath, 'node_modules/typescript/bin/tsc', '-p', '.');
run(process.execPath, 'node_modules/rollup/dist/bin/rollup', '-c', '--silent');
const files = ['protocol', 'session', 'frame', 'element'].flatMap((layer) => testsIn(`test/${layer}`));
run(process.execPath, '--import', 'tsx', '--test', ...files);
