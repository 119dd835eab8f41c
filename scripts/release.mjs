// `npm run release`: everything that a release does but the last step. It shows what version the changesets make, builds
// and tests the package, and lets npm pack it without publishing. The release itself is .github/workflows/release.yml.
import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';

const tests = ['test/package', 'test/types'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file)),
);

const steps = [
  ['npx', '--no-install', 'changeset', 'status', '--verbose'],
  ['npm', 'run', '--silent', 'build'],
  ['npm', 'run', '--silent', 'size'],
  [process.execPath, '--import', 'tsx', '--test', '--test-reporter=./scripts/node-reporter.mjs', ...tests],
  ['npm', 'publish', '--dry-run', '--ignore-scripts', '--access', 'public'],
];

for (const [command, ...args] of steps) {
  console.log(`\n> ${[command, ...args].join(' ').slice(0, 100)}`);
  const {status} = spawnSync(command, args, {stdio: 'inherit'});
  if (status) {
    console.error('The release stops here.');
    process.exit(status);
  }
}
