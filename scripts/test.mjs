// `npm test`: every step below, in this order; `node scripts/test.mjs unit browser` runs those alone. Closes with a line
// that counts the tests. Where few files of a step fail, they run once more with the machine to themselves: what fails
// twice has failed, what passes then is called flaky, loudly, since it is a test to repair.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const counts = mkdtempSync(join(tmpdir(), 'cube-embed-counts-'));
const total = {passed: 0, failed: 0, flaky: 0};
/** When more fails than this, the fault isn't a busy machine's. */
const mostRunAgain = 3;

const run = (command, args, env = {}) =>
  spawnSync(command, args, {stdio: 'inherit', env: {...process.env, ...env}}).status ?? 1;
const node = (...args) => run(process.execPath, args);

/** Runs what leaves its counts of tests in the file that `COUNT_FILE` names. */
function count(start) {
  const file = join(counts, 'counts.json');
  rmSync(file, {force: true});
  const status = start({COUNT_FILE: file});
  const {passed, failed, failures} = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {passed: 0, failed: 1, failures: []};
  if (!passed) console.error('No test ran.');
  return {passed, failed, failures, hasFailed: status !== 0 || failed > 0 || !passed};
}

/** Runs tests by `start`, which takes the environment and, for a second run, the parts of them that `partOf` names. */
function counted(start, partOf = ({file}) => relative('', file)) {
  const {passed, failed, failures, hasFailed} = count((env) => start(env));
  total.passed += passed;
  const parts = [...new Set(failures.map(partOf))];
  if (parts.length && parts.length <= mostRunAgain && failures.length === failed) {
    console.log(`Once more: ${parts.join(', ')}`);
    const again = count((env) => start(env, parts));
    if (!again.hasFailed) {
      console.log(`Flaky: ${failures.map(({name}) => name).join('; ')}`);
      total.passed += failed;
      total.flaky += failed;
      return 0;
    }
  }
  total.failed += failed;
  return Number(hasFailed);
}

/** Runs tests under Node's own runner; each file is a process of its own. */
const nodeTests = (files, concurrency) =>
  counted((env, parts) =>
    run(
      process.execPath,
      [
        '--import',
        'tsx',
        '--test',
        '--test-reporter=./scripts/node-reporter.mjs',
        `--test-concurrency=${parts ? 1 : concurrency}`,
        ...(parts ?? files),
      ],
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
      testFiles.filter((file) => !isEndToEnd(file)),
      3,
    ),
  /** The element in real browsers, with frames of another origin. */
  browser: () =>
    counted((env, parts) =>
      run('npm', ['run', '--silent', 'test:browser'], {...env, ...(parts && {FILES: parts.join(',')})}),
    ),
  /** The demo and the emulator's pages as a person uses them. */
  e2e: () => nodeTests(testFiles.filter(isEndToEnd), 2),
  /** The packed package in applications of each framework. */
  frameworks: () =>
    counted(
      (env, parts = []) => run('npm', ['run', '--silent', 'test:frameworks', '--', ...parts], env),
      // The name of each test begins with its application's.
      ({name}) => /^[\w-]+/.exec(name)?.[0] ?? '',
    ),
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
if (total.flaky) console.log(`${total.flaky} passed only when run once more`);
if (total.passed + total.failed) console.log(`${total.passed} passed, ${total.failed} failed`);
