// `npm test`: every step below, in this order; `node scripts/test.mjs unit browser` runs those alone. The last line counts
// the tests. In browsers Mocha repeats a failed test. Node's runner can't: where few of its files fail, they run once more, one at a
// time. A test that passes then is reported as flaky, since it must be repaired.
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const counts = mkdtempSync(join(tmpdir(), 'cube-embed-counts-'));
const total = {passed: 0, failed: 0, flaky: 0};
/** Where more parts fail than this, a busy machine is not the cause. */
const mostRunAgain = 3;

const run = (command, args, env = {}) =>
  spawnSync(command, args, {stdio: 'inherit', env: {...process.env, ...env}}).status ?? 1;
const node = (...args) => run(process.execPath, args);
/** Runs programs that use one core each at the same time. */
const together = async (...programs) => {
  const exits = programs.map(
    (args) => new Promise((resolve) => spawn(process.execPath, args, {stdio: 'inherit'}).once('close', resolve)),
  );
  return (await Promise.all(exits)).every((status) => status === 0) ? 0 : 1;
};
const script = (name, env, ...args) => run('npm', ['run', '--silent', name, ...args], env);

/** Runs tests that write their counts into the file that `COUNT_FILE` names. */
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

function add({passed, failed, hasFailed}) {
  total.passed += passed;
  total.failed += failed;
  return Number(hasFailed);
}

/** Runs tests by `start` under Node's runner, and where few parts failed (files, or applications) these once more. */
function twice(start, partOf) {
  const first = count((env) => start(env));
  const parts = [...new Set(first.failures.map(partOf))];
  const isWorthAnother = parts.length > 0 && parts.length <= mostRunAgain && first.failures.length === first.failed;
  if (!isWorthAnother) return add(first);
  console.log(`Once more: ${parts.join(', ')}`);
  if (count((env) => start(env, parts)).hasFailed) return add(first);
  console.log(`Flaky: ${first.failures.map(({name}) => name).join('; ')}`);
  total.flaky += first.failed;
  return add({passed: first.passed + first.failed, failed: 0, hasFailed: false});
}

const nodeTests = (files, concurrency) =>
  twice(
    (env, failedFiles) =>
      run(
        process.execPath,
        [
          '--import',
          'tsx',
          '--test',
          '--test-reporter=./scripts/node-reporter.mjs',
          `--test-concurrency=${failedFiles ? 1 : concurrency}`,
          ...(failedFiles ?? files),
        ],
        env,
      ),
    ({file}) => relative('', file),
  );

const testFiles = readdirSync('test', {recursive: true})
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.browser.test.ts'))
  .map((file) => join('test', file))
  .sort();
const isIn = (folder) => (file) => file.startsWith(join('test', folder));
const isEndToEnd = isIn('e2e');
const isOfPackage = (file) => isIn('package')(file) || isIn('types')(file);

const build = () => script('build');
/** The demo imports the published types, as a customer's application does: they must exist. */
const ensureTypes = () => (existsSync('dist/types/server.d.ts') ? 0 : build());

const eslint = ['node_modules/eslint/bin/eslint.js', '.'];
const prettier = ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'];
const tsc = ['node_modules/typescript/bin/tsc', '-p', '.'];

const steps = {
  build,
  lint: () => ensureTypes() || together(eslint, prettier),
  /** `lint` and the type check. */
  check: () => ensureTypes() || together(eslint, prettier, tsc),
  size: () => node('scripts/size.mjs'),
  /** Everything that needs no browser: the pure layers, the server, the emulator. */
  unit: () =>
    nodeTests(
      testFiles.filter((file) => !isEndToEnd(file) && !isOfPackage(file)),
      3,
    ),
  /** The packed package, its types and its generated documentation. */
  package: () => nodeTests(testFiles.filter(isOfPackage), 2),
  /** The element in real browsers, with frames of another origin. */
  browser: () => add(count((env) => script('test:browser', env))),
  /** The demo and the emulator's pages as a person uses them. */
  e2e: () => nodeTests(testFiles.filter(isEndToEnd), 2),
  /** The packed package in applications of each framework. */
  frameworks: () =>
    twice(
      (env, names = []) => script('test:frameworks', env, '--', ...names),
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
for (const name of wanted.length ? wanted : Object.keys(steps).filter((step) => step !== 'lint')) {
  const start = performance.now();
  const status = await steps[name]();
  console.log(`${status ? '✖' : '✔'} ${name} (${Math.round((performance.now() - start) / 1000)} s)`);
  if (status) process.exitCode = 1;
  // After a failed build the other steps would only repeat its failure.
  if (status && name === 'build') break;
}
rmSync(counts, {recursive: true});
if (process.exitCode) total.failed ||= 1;
if (total.flaky) console.log(`${total.flaky} passed only when run once more`);
if (total.passed + total.failed) console.log(`${total.passed} passed, ${total.failed} failed`);
