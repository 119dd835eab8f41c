// Lists the applications under demo/frameworks and installs the packed package in them.
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'demo', 'frameworks');
const tarball = join(folder, 'cube-embed.tgz');

/** The names of the applications: every folder with an application in it. */
export const appNames = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'package.json')));

export const appFolder = (name: string): string => join(folder, name);

const execute = promisify(execFile);

/** Runs a program and returns its output; rejects with an error that holds the output where it fails. */
export async function run(program: string, args: readonly string[], cwd = root, env = {}): Promise<string> {
  try {
    const {stdout, stderr} = await execute(program, args, {
      cwd,
      env: {...process.env, NG_CLI_ANALYTICS: 'false', ...env},
      timeout: 300_000,
      maxBuffer: 2 ** 26,
    });
    return stdout + stderr;
  } catch (error) {
    const printed = error as {stdout?: string; stderr?: string};
    throw new Error(`${program} ${args.join(' ')} failed:\n${printed.stdout ?? ''}${printed.stderr ?? ''}`, {
      cause: error,
    });
  }
}

const newest = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(...readdirSync(path).map((name) => newest(join(path, name))))
    : statSync(path).mtimeMs;

/** Packs the package as a user gets it. Builds it first where the build is older than its sources. */
export async function packPackage(): Promise<void> {
  const built = join(root, 'dist', 'types', 'angular.d.ts');
  const sources = ['src', 'types', 'scripts/contract', 'scripts/dist.mjs', 'rollup.config.mjs'].map((path) =>
    join(root, path),
  );
  if (!existsSync(built) || newest(built) < Math.max(...sources.map(newest))) {
    await run('npm', ['run', '--silent', 'build']);
  }
  const printed = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]);
  renameSync(join(folder, printed.trim().split('\n').at(-1) ?? ''), tarball);
}

/** Copies the packed package into the folder in which projects expect it. */
export const copyPackage = (to: string): void => copyFileSync(tarball, join(to, 'cube-embed.tgz'));

/** Installs the versions of a project's lock file. */
export async function installDependencies(project: string): Promise<void> {
  await run('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], project);
}

/** Installs an application's dependencies, or only the package where the others are there already. */
export async function installApp(name: string): Promise<void> {
  const app = appFolder(name);
  const stamp = join(app, 'node_modules', '.installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(app, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
    const installed = join(app, 'node_modules', 'cube-embed');
    // Vite caches the modules of a dependency.
    rmSync(join(app, 'node_modules', '.vite'), {recursive: true, force: true});
    await run('tar', ['-xzf', tarball, '--recursive-unlink', '--strip-components=1', '-C', installed]);
    return;
  }
  await installDependencies(app);
  writeFileSync(stamp, lock);
}
