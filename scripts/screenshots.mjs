// `node --import tsx scripts/screenshots.mjs`: takes the pictures of docs/images again, or with names behind it (`demo`,
// `error` …) these alone. The demo's page for the README, and the element's states and looks, against the emulator with its faults. Needs
// Chromium, and pngquant to make them small; with Inter (Debian: pngquant, fonts-inter) they look as those that are kept.
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {startDemo} from '../demo/host/start-demo.ts';
import {chromiumArgs, findChromium} from './browsers.mjs';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const largestBytes = 150_000;

/** A page with the element alone. */
const hostPage = (cube, attributes) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Embed</title>
<link rel="stylesheet" href="/page.css"><script type="module" src="/cube-embed.js"></script></head>
<body><cube-embed id="OwVQpbdaZmBT" base-url="${cube}" session-endpoint="/api/cube/session" color-scheme="inherit" ${attributes}></cube-embed></body></html>`;
const style = `:root { color-scheme: light dark } body { margin: 0 } cube-embed { height: 480px }
cube-embed { --cube-embed-background: light-dark(#fff, #11141b); --cube-embed-color: light-dark(#171b26, #eef1f7); --cube-embed-accent: light-dark(#3d5bd9, #93a7ff) }
cube-embed.own { --cube-embed-background: light-dark(#fff7ed, #221a10); --cube-embed-color: light-dark(#431407, #ffedd5); --cube-embed-accent: light-dark(#c2410c, #fdba74); --cube-embed-radius: 24px }
cube-embed.own::part(retry) { border-radius: 99px; font-weight: 600 }`;

/** Each state of the element: its cause, and the selector that is waited for before the picture is taken. */
const states = {
  loading: {route: (route) => void route, shows: '[part=loading] p'},
  ready: {shows: '.cover[hidden]'},
  error: {route: (route) => route.fulfill({status: 403}), shows: '.cover h2'},
  notice: {
    fault: {on: 'page-start', do: 'omit', events: ['*'], times: 1},
    attributes: 'ready-timeout="4000"',
    shows: '.notice button',
  },
  theme: {attributes: `theme='{"primaryColor": "#c2410c", "borderRadius": 2}'`, shows: '.cover[hidden]'},
  panel: {route: (route) => route.fulfill({status: 401}), attributes: 'class="own"', shows: '.cover h2'},
};

const take = async (page, name) => {
  const path = join(folder, `${name}.png`);
  await page.screenshot({path});
  spawnSync('pngquant', ['--force', '--ext', '.png', '256', path]);
  const {size} = statSync(path);
  console.log(`${name}.png ${Math.round(size / 1000)} kB`);
  if (size > largestBytes) throw new Error(`${name}.png has ${size} bytes: ${largestBytes} is the limit.`);
};

const pictureOfState = async (browser, name, colorScheme) => {
  const {route, fault, attributes = '', shows} = states[name];
  const site = mkdtempSync(join(tmpdir(), 'cube-embed-pictures-'));
  const demo = await startDemo({staticFolder: site});
  writeFileSync(join(site, 'index.html'), hostPage(demo.emulatorUrl, attributes));
  writeFileSync(join(site, 'page.css'), style);
  if (fault) demo.emulator.faults.add(fault);
  const context = await browser.newContext({viewport: {width: 800, height: 480}, colorScheme});
  const page = await context.newPage();
  if (route) await page.route('**/api/cube/session', route);
  await page.goto(demo.hostUrl);
  await page.locator(`cube-embed ${shows}`).waitFor({state: 'attached'});
  if (!route && !fault) await page.waitForFunction(() => performance.getEntriesByName('cube-embed:painted').length);
  await take(page, `${name}-${colorScheme}`);
  await context.close();
  await demo.stop();
  rmSync(site, {recursive: true});
};

const pictureOfDemo = async (browser) => {
  const demo = await startDemo();
  const context = await browser.newContext({viewport: {width: 1280, height: 800}, colorScheme: 'light'});
  const page = await context.newPage();
  await page.goto(demo.hostUrl);
  await page.waitForFunction(() => performance.getEntriesByName('cube-embed:painted').length);
  await page.locator('event-log li').filter({hasText: 'cube-dashboard-loaded'}).waitFor();
  await take(page, 'demo');
  await context.close();
  await demo.stop();
};

const asked = process.argv.slice(2);
const isWanted = (name) => !asked.length || asked.includes(name);

mkdirSync(folder, {recursive: true});
const browser = await chromium.launch({executablePath: findChromium(), args: chromiumArgs()});
try {
  if (isWanted('demo')) await pictureOfDemo(browser);
  for (const name of Object.keys(states).filter(isWanted)) {
    for (const colorScheme of ['light', 'dark']) await pictureOfState(browser, name, colorScheme);
  }
} finally {
  await browser.close();
}
