// `npm run test:frameworks`: packs the package, installs it in each application under demo/frameworks as a user would, and
// runs their type checks, builds and browser tests. `npm run test:frameworks -- vue` runs one.
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {ensureBrowsers} from './browsers.mjs';
import {appNames, packPackage} from './framework-apps.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !appNames.includes(name));
if (unknown) {
  console.error(`There is no application "${unknown}": choose from ${appNames.join(', ')}.`);
  process.exit(2);
}
ensureBrowsers();
await packPackage();
const {status} = spawnSync(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-reporter=./scripts/node-reporter.mjs', 'test/frameworks/applications.ts'],
  {stdio: 'inherit', env: {...process.env, FRAMEWORKS: wanted.join(',')}},
);
process.exitCode = status ?? 1;
