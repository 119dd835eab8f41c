// Installs what the tests need and Debian has: only as root, and only where nobody forbids it.
import {spawnSync} from 'node:child_process';
import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';

export const isRunnable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where programs of these names might be. */
export const onPath = (...names) =>
  names.flatMap((name) =>
    (process.env.PATH ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, name)),
  );

const mayInstall = () =>
  process.env.NO_BROWSER_INSTALL !== '1' &&
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  onPath('apt-get').some(isRunnable);

const apt = (...args) =>
  spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-y', '-q', ...args], {
    stdio: ['ignore', 2, 2],
    env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
  }).status === 0;

/** Installs Debian's packages where that is allowed (`NO_BROWSER_INSTALL=1` forbids it); look again for what they bring. */
export function installPackages(...packages) {
  if (!packages.length || !mayInstall()) return;
  console.error(`Installing ${packages.join(', ')} with apt-get …`);
  if (apt('update')) apt('install', '--no-install-recommends', ...packages);
}
