// The programs that tests start and npm doesn't install, and the Debian packages that have them.
import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';

export const isRunnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The paths that programs of these names may have. */
export const onPath = (...names: string[]): string[] =>
  names.flatMap((name) =>
    // Debian installs some servers in a folder that only root's PATH has.
    [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin'].map((folder) => join(folder, name)),
  );

interface Program {
  readonly packages: readonly string[];
  /** Its possible paths, the best one first. */
  readonly places: () => string[];
  /** An environment variable that names its path. */
  readonly variable?: string;
}

const webKitTools = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1';

const programs = {
  Chromium: {
    packages: ['chromium', 'fonts-liberation'],
    variable: 'CHROME_PATH',
    places: () => [
      ...onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'),
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
        .filter(Boolean)
        .map((root) => `${root}\\Google\\Chrome\\Application\\chrome.exe`),
    ],
  },
  Firefox: {
    packages: ['firefox-esr'],
    variable: 'FIREFOX_PATH',
    places: () => [...onPath('firefox', 'firefox-esr'), '/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
  nginx: {packages: ['nginx'], places: () => onPath('nginx')},
  Redis: {packages: ['redis-server'], places: () => onPath('redis-server')},
  Python: {packages: ['python3'], places: () => onPath('python3')},
  PHP: {packages: ['php-cli'], places: () => onPath('php')},
  Ruby: {packages: ['ruby'], places: () => onPath('ruby')},
  Go: {packages: ['golang-go'], places: () => onPath('go')},
  Java: {packages: ['default-jdk-headless'], places: () => onPath('javac')},
  WebKit: {packages: ['webkit2gtk-driver'], places: () => [`${webKitTools}/MiniBrowser`]},
  'WebKit driver': {packages: ['webkit2gtk-driver'], places: () => onPath('WebKitWebDriver')},
  Xvfb: {packages: ['xvfb'], places: () => onPath('Xvfb')},
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

/** The programs that every run of the tests needs. WebKit runs where `BROWSERS` asks for it. */
export const testPrograms: readonly ProgramName[] = [
  'Chromium',
  'Firefox',
  'nginx',
  'Redis',
  'Python',
  'PHP',
  'Ruby',
  'Go',
  'Java',
];

export const webKitPrograms: readonly ProgramName[] = ['WebKit', 'WebKit driver', 'Xvfb'];

/** The path of a program, or null; throws where an environment variable names a path without one. */
export function findProgram(name: ProgramName): string | null {
  const {places, variable}: Program = programs[name];
  const asked = variable && process.env[variable];
  if (asked && !isRunnable(asked)) throw new Error(`${variable} is ${asked}, but no program is there.`);
  return asked || (places().find(isRunnable) ?? null);
}

/** The path of a program that a test can't do without. */
export function requireProgram(name: ProgramName): string {
  const found = findProgram(name);
  if (!found) throw new Error(`${name} is not installed: npm run setup`);
  return found;
}

export const packagesOf = (names: readonly ProgramName[]): string[] => [
  ...new Set(names.flatMap((name) => programs[name].packages)),
];
