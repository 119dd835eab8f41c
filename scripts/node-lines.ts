// The lines of Node that the published files are tested on. npm has a package with the program for each platform.
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {isRunnable} from './programs.js';

/** A version of each line. docs/frameworks.md lists until when each line is maintained. */
const versions: Readonly<Record<string, string>> = {
  20: '20.20.2',
  22: '22.23.3',
  24: '24.21.0',
  26: '26.12.1',
};

/** All of them, or those that `NODE_LINES` names: `NODE_LINES=24 npm run test:package`. */
export const nodeLines: readonly string[] = process.env.NODE_LINES?.split(',') ?? Object.keys(versions);

const ownLine = process.versions.node.split('.')[0];
const folder = fileURLToPath(new URL('../node_modules/.cache/node-lines', import.meta.url));
const programOf = (line: string): string =>
  join(folder, `node-${versions[line]}${process.platform === 'win32' ? '.exe' : ''}`);

/** The program of a line: the running one, or a downloaded one; null where it must be downloaded. */
export function findNode(line: string): string | null {
  if (line === ownLine) return process.execPath;
  return isRunnable(programOf(line)) ? programOf(line) : null;
}

/** Downloads the programs of lines from npm's registry. */
export function fetchNodes(lines: readonly string[]): void {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const project = mkdtempSync(join(tmpdir(), 'node-lines-'));
  try {
    const install = ['install', '--prefix', project, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
    const packages = lines.map((line) => `line-${line}@npm:node-${platform}-${process.arch}@${versions[line]}`);
    execFileSync('npm', [...install, ...packages], {stdio: ['ignore', 2, 2]});
    mkdirSync(folder, {recursive: true});
    const program = process.platform === 'win32' ? 'node.exe' : 'node';
    for (const line of lines) {
      copyFileSync(join(project, 'node_modules', `line-${line}`, 'bin', program), programOf(line));
    }
  } finally {
    rmSync(project, {recursive: true, force: true});
  }
}
