// The browsers that the tests run in: where they are, and how they are started. `npm run setup` installs them.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {findProgram, webKitPrograms} from './programs.ts';

export const findChromium = () => findProgram('Chromium');
export const findFirefox = () => findProgram('Firefox');
export const findWebKit = () => (webKitPrograms.every(findProgram) ? findProgram('WebKit') : null);

/** The arguments for Chromium. Its sandbox is off only where it would refuse to start. */
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
  await waitForAnswer(port);
  return {
    port,
    stop() {
      driver.kill();
      xvfb.kill();
      setTimeout(() => rmSync(home, {recursive: true, force: true}), 200).unref();
    },
  };
}

async function waitForAnswer(port) {
  for (const started = Date.now(); Date.now() - started < 10_000;) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('WebKitWebDriver did not start.');
}
