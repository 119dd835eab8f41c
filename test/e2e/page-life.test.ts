import assert from 'node:assert/strict';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, afterEach, before, beforeEach, test} from 'node:test';
import {chromium, type Browser, type Page} from 'playwright-core';
import puppeteer from 'puppeteer-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import type {CubeEmbedElement} from '../../src/index.js';
import type {Emulator} from '../../src/emulator/index.js';
import type {SessionLife} from '../../src/emulator/ledger.js';
import {createBuiltEmulator} from '../support/built-emulator.js';
import {bundleElement} from '../support/bundle-element.js';

let bundle = '';
let emulator: Emulator;
let tenant = '';
let stopTenant: () => Promise<void>;
let host: Server;
let hostUrl = '';
let browser: Browser;
let page: Page;
/** The status of the endpoint's next answers; a session where there is none. */
let statuses: number[] = [];
let asked: string[] = [];
let paths: string[] = [];

/** `ahead` moves the page's wall clock on, which is how it knows how long it was away. */
const embedPage = (): string => `<!doctype html><html lang="en"><title>Host</title>
<script>
  const real = Date.now;
  Date.now = () => real() + Number(localStorage.getItem('ahead') ?? 0);
  addEventListener('pageshow', ({persisted}) => { window.cameBack = persisted; });
  window.renewals = 0;
  addEventListener('cube-session-renewed', () => window.renewals++);
  addEventListener('unhandledrejection', ({reason}) => { window.rejected = String(reason); });
</script>
<script type="module" src="/cube-embed.js"></script>
<cube-embed id="OwVQpbdaZmBT" base-url="${tenant}" session-endpoint="/api/session"></cube-embed>
<script type="module">await fetch('/alive')</script>`;

async function mint(): Promise<string> {
  const response = await emulator.fetch(
    new Request(`${tenant}/api/v1/embed/generate-session`, {
      method: 'POST',
      headers: {'content-type': 'application/json', authorization: 'Api-Key emulator-key'},
      body: JSON.stringify({deploymentId: 32, externalId: 'viewer'}),
    }),
  );
  return JSON.stringify({...((await response.json()) as object), baseUrl: tenant});
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  paths.push(path);
  const send = (type: string, body: string, status = 200): void => {
    response.writeHead(status, {'content-type': type});
    response.end(body);
  };
  if (path === '/cube-embed.js') return send('text/javascript', bundle);
  if (path === '/embed') return send('text/html', embedPage());
  if (path === '/prerender') {
    const rules = JSON.stringify({prerender: [{source: 'list', urls: ['/embed'], eagerness: 'immediate'}]});
    return send(
      'text/html',
      `<!doctype html><script type="speculationrules">${rules}</script><a href="/embed">There</a>`,
    );
  }
  if (path !== '/api/session') return send('text/html', '<!doctype html><p>Elsewhere');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  asked.push((JSON.parse(body) as {reason: string}).reason);
  const status = statuses.shift() ?? 200;
  return send('application/json', status === 200 ? await mint() : '{}', status);
}

const launch = (hasCache: boolean): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium() ?? '',
    args: chromiumArgs(),
    ignoreDefaultArgs: hasCache ? ['--disable-back-forward-cache'] : [],
  });

const openPage = async (inside: Browser): Promise<Page> => {
  const opened = await (await inside.newContext()).newPage();
  opened.setDefaultTimeout(15_000);
  return opened;
};

before(async () => {
  bundle = await bundleElement();
  emulator = await createBuiltEmulator();
  const listening = await emulator.listen();
  tenant = listening.url;
  stopTenant = () => listening.close();
  host = createServer((request, response) => void serve(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => host.once('listening', resolve));
  hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  browser = await launch(true);
});
after(async () => {
  await browser.close();
  host.closeAllConnections();
  host.close();
  await stopTenant();
});

const lives = async (): Promise<readonly SessionLife[]> => {
  const response = await emulator.fetch(new Request(`${tenant}/emulator/ledger`));
  return ((await response.json()) as {sessions: readonly SessionLife[]}).sessions;
};
const isReady = (): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector<CubeEmbedElement>('cube-embed')?.state === 'ready');
const went = async (issued: number, exchanged: number): Promise<void> => {
  const all = await lives();
  assert.deepEqual([all.length, all.reduce((sum, life) => sum + life.exchanged, 0)], [issued, exchanged]);
};
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

beforeEach(async () => {
  statuses = [];
  asked = [];
  paths = [];
  await emulator.fetch(new Request(`${tenant}/emulator/ledger`, {method: 'DELETE'}));
  page = await openPage(browser);
});
afterEach(async () => {
  for (const life of await lives()) {
    assert.ok(life.exchanged <= 1 && life.reused === 0 && life.refused === 0, `session ${JSON.stringify(life)}`);
    assert.ok(life.origins.every((origin) => origin === tenant || origin === hostUrl));
  }
  await page.context().close();
});

test('a page that is loaded again asks for a session of its own each time', async () => {
  await page.goto(`${hostUrl}/embed`);
  await isReady();
  await page.reload();
  await isReady();
  await went(2, 2);
  assert.deepEqual(asked, ['initial', 'initial']);
});

test('Back without the cache asks for another session', async () => {
  const other = await launch(false);
  page = await openPage(other);
  await page.goto(`${hostUrl}/embed`);
  await isReady();
  const {length} = await page.evaluate(() => ({length: history.length}));
  await page.goto(`${hostUrl}/elsewhere`);
  await page.goBack({waitUntil: 'commit'});
  await isReady();
  assert.equal(await page.evaluate(() => (window as {cameBack?: boolean}).cameBack), false);
  assert.equal(await page.evaluate(() => history.length), length + 1);
  await went(2, 2);
  await other.close();
  page = await openPage(browser);
});

const awayFor = async (ms: number): Promise<void> => {
  await page.goto(`${hostUrl}/embed`);
  await isReady();
  await page.evaluate(() => Object.assign(window, {frameBefore: document.querySelector('cube-embed')?.frame}));
  await page.goto(`${hostUrl}/elsewhere`);
  await page.evaluate((ahead) => localStorage.setItem('ahead', String(ahead)), ms);
  await page.goBack({waitUntil: 'commit'});
  await page.waitForFunction(() => (window as {cameBack?: boolean}).cameBack === true);
};
const hasSameFrame = (): Promise<boolean> =>
  page.evaluate(() => document.querySelector('cube-embed')?.frame === (window as {frameBefore?: unknown}).frameBefore);

test('a page that is back from the cache within a minute goes on as it was', async () => {
  await awayFor(20_000);
  assert.equal(await hasSameFrame(), true);
  assert.equal(await page.evaluate(() => document.querySelector('cube-embed')?.frame?.inert), false);
  await went(1, 1);
});

test('a page that is back from the cache after a minute renews, under a cover', async () => {
  await awayFor(61_000);
  await page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  await page.waitForFunction(() => document.querySelector('cube-embed')?.frame?.inert === false);
  assert.equal(await hasSameFrame(), true);
  assert.deepEqual(asked, ['initial', 'renewal']);
  await until('both are exchanged', async () => (await lives()).every((life) => life.exchanged === 1));
  await went(2, 2);
});

test('nobody logs out, presses Back and reads on', async () => {
  statuses = [200, 401];
  await awayFor(61_000);
  await page.waitForFunction(() => document.querySelector('cube-embed')?.error?.code === 'session-unauthorized');
  assert.equal(await page.evaluate(() => document.querySelector('cube-embed')?.frame), null);
  assert.equal(
    await page.evaluate(() => document.querySelector('cube-embed')?.shadowRoot?.querySelector('iframe')),
    null,
  );
});

test('a prerendered page asks for nothing until it is shown', async () => {
  // Playwright holds the scripts of prerendered pages back.
  const other = await puppeteer.launch({executablePath: findChromium() ?? '', args: chromiumArgs(), headless: true});
  try {
    const visitor = await other.newPage();
    await visitor.goto(`${hostUrl}/prerender`);
    await until('the page is prerendered', () => paths.includes('/alive'));
    assert.deepEqual(asked, []);
    await visitor.click('a');
    await until('it is activated and asks', () => asked.length === 1);
    await until('its session is exchanged', async () => (await lives())[0]?.exchanged === 1);
    assert.equal(paths.filter((path) => path === '/embed').length, 1, 'the page was not loaded again');
    await went(1, 1);
  } finally {
    await other.close();
  }
});

test('a frozen page renews once when it thaws, whatever fell due meanwhile', async () => {
  await page.goto(`${hostUrl}/embed`);
  await isReady();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', {state: 'frozen'});
  await emulator.advance(23 * 3_600_000 - 60_000);
  await devtools.send('Page.setWebLifecycleState', {state: 'active'});
  await page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  await emulator.advance(60_000);
  await until('both are exchanged', async () => (await lives()).every((life) => life.exchanged === 1));
  assert.deepEqual(asked, ['initial', 'renewal']);
  await went(2, 2);
});

test('a renewal waits for the network', async () => {
  await page.goto(`${hostUrl}/embed`);
  await isReady();
  await page.context().setOffline(true);
  await page.evaluate(() => document.querySelector<CubeEmbedElement>('cube-embed')?.renew());
  await page.waitForFunction(() => document.querySelector('cube-embed')?.matches(':state(renewing)'));
  assert.deepEqual(asked, ['initial']);
  await page.context().setOffline(false);
  await page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  assert.deepEqual(asked, ['initial', 'renewal']);
  await until('both are exchanged', async () => (await lives()).every((life) => life.exchanged === 1));
  await went(2, 2);
});
