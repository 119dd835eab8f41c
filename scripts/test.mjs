// `npm test`: every step below, in this order; `node scripts/test.mjs unit browser` runs those alone. Closes with a line
// that counts the tests.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const counts = mkdtempSync(join(tmpdir(), 'cube-embed-counts-'));
const total = {passed: 0, failed: 0};

const run = (command, args, env = {}) =>
  spawnSync(command, args, {stdio: 'inherit', env: {...process.env, ...env}}).status ?? 1;
const node = (...args) => run(process.execPath, args);

/** Runs what leaves its counts of tests in the file that `COUNT_FILE` names. */
function counted(name, start) {
  const file = join(counts, name);
  const status = start({COUNT_FILE: file});
  const {passed, failed} = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {passed: 0, failed: 1};
  total.passed += passed;
  total.failed += failed;
  if (!passed) console.error(`${name}: no test ran.`);
  return status || Number(!passed);
}

/** Runs tests under Node's own runner; each file is a process of its own. */
const nodeTests = (name, files, ...flags) =>
  counted(name, (env) =>
    run(
      process.execPath,
      ['--import', 'tsx', '--test', '--test-reporter=./scripts/node-reporter.mjs', ...flags, ...files],
      env,
    ),
  );

const testFiles = readdirSync('test', {recursive: true})
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.browser.test.ts'))
  .map((file) => join('test', file))
  .sort();
const isEndToEnd = (file) => file.startsWith(join('test', 'e2e'));

const build = () => run('npm', ['run', '--silent', 'build']);
/** The demo is written against the published types, as a customer's application: they have to be there. */
const ensureTypes = () => (existsSync('dist/types/server.d.ts') ? 0 : build());

const steps = {
  build,
  lint: () =>
    ensureTypes() ||
    node('node_modules/eslint/bin/eslint.js', '.') ||
    node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  typecheck: () => ensureTypes() || node('node_modules/typescript/bin/tsc', '-p', '.'),
  size: () => node('scripts/size.mjs'),
  /** Everything that needs no browser: the pure layers, the server, the emulator, the package. */
  unit: () =>
    nodeTests(
      'unit',
      testFiles.filter((file) => !isEndToEnd(file)),
      '--test-concurrency=3',
    ),
  /** The element in real browsers, with frames of another origin. */
  browser: () => counted('browser', (env) => run('npm', ['run', '--silent', 'test:browser'], env)),
  /** The demo and the emulator's pages as a person uses them. */
  e2e: () => nodeTests('e2e', testFiles.filter(isEndToEnd), '--test-concurrency=2'),
  /** The packed package in applications of each framework. */
  frameworks: () => counted('frameworks', (env) => run('npm', ['run', '--silent', 'test:frameworks'], env)),
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(steps, name));
if (unknown) {
  console.error(`There is no step "${unknown}": choose from ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}
for (const name of wanted.length ? wanted : Object.keys(steps)) {
  const start = performance.now();
  const status = steps[name]();
  console.log(`${status ? '✖' : '✔'} ${name} (${Math.round((performance.now() - start) / 1000)} s)`);
  if (status) process.exitCode = 1;
  // Nothing behind a failed build can say more than the build did.
  if (status && name === 'build') break;
}
rmSync(counts, {recursive: true});
if (process.exitCode) total.failed ||= 1;
if (total.passed + total.failed) console.log(`${total.passed} passed, ${total.failed} failed`);
