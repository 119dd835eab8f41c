import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** The package, packed and installed by npm. */
export interface Packed {
  readonly tarball: string;
  /** Paths in the package, sorted. */
  readonly files: readonly string[];
  /** A project with the package alone. */
  readonly project: string;
  remove(): void;
}

/** Packs the current `dist` and installs it without network and without scripts. */
export async function packAndInstall(): Promise<Packed> {
  const project = mkdtempSync(join(tmpdir(), 'cube-embed-packed-'));
  const {stdout} = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project]);
  const [pack] = JSON.parse(stdout) as [{filename: string; files: {path: string}[]}];
  const tarball = join(project, pack.filename);
  writeFileSync(join(project, 'package.json'), JSON.stringify({private: true, type: 'module'}));
  await run('npm', ['install', '--ignore-scripts', '--offline', '--no-audit', '--no-fund', tarball], {cwd: project});
  return {
    tarball,
    files: pack.files.map(({path}) => path).sort(),
    project,
    remove: () => rmSync(project, {recursive: true}),
  };
}

/** Runs a module in the project and returns its output; rejects where it throws. */
export async function runIn(project: string, code: string, ...flags: string[]): Promise<string> {
  const {stdout} = await run(process.execPath, [...flags, '--input-type=module', '--eval', code], {cwd: project});
  return stdout.trim();
}
