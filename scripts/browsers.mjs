// Finds the browsers that the tests run in. Chromium is required: where there is none, Debian's is installed if that is
// allowed, else one line says what to do. Firefox and WebKit run where they are found.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {installPackages, isRunnable, onPath} from './debian.mjs';

const chromiumPlaces = () => [
  ...onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'),
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((root) => `${root}\\Google\\Chrome\\Application\\chrome.exe`),
];

const firefoxPlaces = () => [...onPath('firefox', 'firefox-esr'), '/Applications/Firefox.app/Contents/MacOS/firefox'];

const find = (variable, places) => {
  const asked = process.env[variable];
  if (asked && !isRunnable(asked)) throw new Error(`${variable} is ${asked}, but no program is there.`);
  return asked ?? places.find(isRunnable) ?? null;
};

export const findChromium = () => find('CHROME_PATH', chromiumPlaces());
export const findFirefox = () => find('FIREFOX_PATH', firefoxPlaces());

const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
export const findWebKit = () =>
  isRunnable(miniBrowser) && onPath('WebKitWebDriver').some(isRunnable) && onPath('Xvfb').some(isRunnable)
    ? miniBrowser
    : null;

/** Installs what Debian has of the browsers that are not there. Firefox and WebKit are a bonus that may fail. */
export function ensureBrowsers() {
  const wanted = [
    ...(findChromium() ? [] : ['chromium', 'fonts-liberation']),
    ...(findFirefox() ? [] : ['firefox-esr']),
    ...(findWebKit() ? [] : ['webkit2gtk-driver', 'xvfb']),
  ];
  installPackages(...wanted);
  const chromium = findChromium();
  if (!chromium) {
    throw new Error(
      'The tests need Chrome or Chromium: install it (Debian: sudo apt-get install chromium firefox-esr), or set CHROME_PATH to its program.',
    );
  }
  return {chromium, firefox: findFirefox(), webkit: findWebKit()};
}

/** What Chromium is started with; without its sandbox only where it would refuse to start. */
export const chromiumArgs = () => [
  ...(process.platform === 'linux' && (process.getuid?.() === 0 || process.env.CI) ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A port that is free now. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });

/** Starts Debian's WebKit driver under a virtual display; `stop` ends both. */
export async function startWebKit() {
  const home = mkdtempSync(join(tmpdir(), 'webkit-'));
  const env = {...process.env, HOME: home, XDG_RUNTIME_DIR: home, NO_AT_BRIDGE: '1'};
  if (process.getuid?.() === 0) env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = '1';
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  env.DISPLAY = await new Promise((resolve, reject) => {
    xvfb.once('error', reject);
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    xvfb.stdio[3].once('data', (number) => resolve(`:${String(number).trim()}`));
  });
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {env, stdio: 'ignore'});
  await answering(port);
  return {
    port,
    stop() {
      driver.kill();
      xvfb.kill();
      setTimeout(() => rmSync(home, {recursive: true, force: true}), 200).unref();
    },
  };
}

async function answering(port) {
  for (const started = Date.now(); Date.now() - started < 10_000;) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('WebKitWebDriver did not start.');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(ensureBrowsers());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
