// `npm run test:frameworks`: packs the package and installs it as a user would, in each application under demo/frameworks and in a
// project for each framework with a recipe. Runs their type checks, builds and browser tests.
// `npm run test:frameworks -- vue next` runs those alone.
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {appNames, packPackage} from './framework-apps.ts';
import {requireProgram} from './programs.ts';
import {recipeProjects} from '../test/frameworks/recipe-projects.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const tests = {
  'test/frameworks/applications.ts': appNames,
  'test/frameworks/recipes.ts': Object.keys(recipeProjects),
};
const known = Object.values(tests).flat();
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !known.includes(name));
if (unknown) {
  console.error(`There is no application "${unknown}": choose from ${known.join(', ')}.`);
  process.exit(2);
}
const wanted = asked.length ? asked : known;
const files = Object.keys(tests).filter((file) => tests[file].some((name) => wanted.includes(name)));
requireProgram('Chromium');
await packPackage();
const {status} = spawnSync(
  process.execPath,
  [
    '--import',
    'tsx',
    '--test',
    '--test-reporter=./scripts/node-reporter.mjs',
    // Each file runs two of its tests at a time.
    '--test-concurrency=1',
    ...files,
  ],
  {stdio: 'inherit', env: {...process.env, FRAMEWORKS: wanted.join(',')}},
);
process.exitCode = status ?? 1;
