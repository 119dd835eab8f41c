import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {withOutsideLinks, withRepository, type Repository} from './repository.js';

/** Packs a folder into another one and returns the path of the tarball. Paths are absolute: npm takes `a/b` for a repository on GitHub. */
const npmPack = (from: string, to: string): string => {
  const target = resolve(to);
  const options = ['--silent', '--ignore-scripts', '--pack-destination', target];
  const printed = execFileSync('npm', ['pack', resolve(from), ...options], {encoding: 'utf8'});
  return join(target, printed.trim().split('\n').at(-1) ?? '');
};

/**
 * Packs the package with the current `dist` into a folder, as it is published from the repository: the manifest names that, and links
 * to files that are not packed lead there. Returns the absolute path of the tarball.
 */
export function stagePackage(folder: string, repository: Repository): string {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
  execFileSync('tar', ['-xzf', npmPack('.', folder), '-C', folder]);
  const staged = join(folder, 'package');
  const manifest = join(staged, 'package.json');
  const packed = JSON.parse(readFileSync(manifest, 'utf8')) as object;
  writeFileSync(manifest, `${JSON.stringify(withRepository(packed, repository), null, 2)}\n`);
  const isPacked = (path: string): boolean => existsSync(join(staged, path));
  for (const page of readdirSync(staged, {recursive: true, encoding: 'utf8'}).filter((path) => path.endsWith('.md'))) {
    const file = join(staged, page);
    writeFileSync(file, withOutsideLinks(page, readFileSync(file, 'utf8'), isPacked, repository));
  }
  return npmPack(staged, folder);
}
