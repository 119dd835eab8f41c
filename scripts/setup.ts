// `npm run setup`: installs the programs that the tests need: browsers, servers and languages with Debian's apt-get, other
// lines of Node from npm's registry. `npm run setup -- webkit` installs WebKit and its driver, too. `npm test` begins with
// `--before-tests`: it installs missing programs on a CI machine and for root, who is likely to work in a container; for other users
// it fails with one line that names `npm run setup`.
import {spawnSync} from 'node:child_process';
import {fetchNodes, findNode, nodeLines} from './node-lines.js';
import {findProgram, isRunnable, onPath, packagesOf, testPrograms, webKitPrograms} from './programs.js';

const isRoot = process.getuid?.() === 0;
const isBeforeTests = process.argv.includes('--before-tests');
const wanted = [...testPrograms, ...(process.argv.includes('webkit') ? webKitPrograms : [])];

const missingPrograms = () => wanted.filter((name) => !findProgram(name));

function apt(...args: string[]): boolean {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-y', '-q'];
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...options, ...args];
  const [command = '', ...rest] = isRoot ? environment : ['sudo', ...environment];
  return spawnSync(command, rest, {stdio: ['inherit', 2, 2]}).status === 0;
}

function install(packages: readonly string[]): void {
  console.error(`Installing ${packages.join(', ')} …`);
  if (apt('update')) apt('install', '--no-install-recommends', ...packages);
}

function setUp(): void {
  const missing = missingPrograms();
  const lines = nodeLines.filter((line) => !findNode(line));
  const hasApt = onPath('apt-get').some(isRunnable);
  if (!missing.length && !lines.length) {
    if (!isBeforeTests) console.log('Everything that the tests need is installed.');
    return;
  }
  if (isBeforeTests && !(hasApt && (isRoot || process.env.CI))) {
    throw new Error(`The tests need ${[...missing, ...lines.map((line) => `Node ${line}`)].join(', ')}: npm run setup`);
  }
  if (lines.length) fetchNodes(lines);
  if (missing.length && hasApt) install(packagesOf(missing));
  const still = missingPrograms();
  if (!still.length) return;
  throw new Error(
    `Not installed: ${still.join(', ')}. Debian has them in ${packagesOf(still).join(', ')}; CHROME_PATH and FIREFOX_PATH name browsers that are elsewhere.`,
  );
}

try {
  setUp();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
