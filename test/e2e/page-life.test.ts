import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, test} from 'node:test';
import {chromium, type Browser, type Page} from 'playwright-core';
import puppeteer from 'puppeteer-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import type {CubeEmbedElement} from '../../src/index.js';
import {PageLifeHost, until} from '../support/page-life-host.js';

let host: PageLifeHost;
let browser: Browser;
let page: Page;

const launch = (hasCache: boolean): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium() ?? '',
    args: chromiumArgs(),
    ignoreDefaultArgs: hasCache ? ['--disable-back-forward-cache'] : [],
  });

const openPage = async (inside: Browser): Promise<Page> => {
  const opened = await (await inside.newContext()).newPage();
  opened.setDefaultTimeout(60_000);
  return opened;
};

before(async () => {
  host = await PageLifeHost.start();
  browser = await launch(true);
});
after(async () => {
  await browser.close();
  await host.stop();
});
beforeEach(async () => {
  await host.begin();
  page = await openPage(browser);
});
afterEach(async () => {
  await host.check();
  await page.context().close();
});

const isReady = (): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector<CubeEmbedElement>('cube-embed')?.state === 'ready');

test('a page that is loaded again requests a session each time', async () => {
  await page.goto(`${host.url}/embed`);
  await isReady();
  await page.reload();
  await isReady();
  await host.exchanged(2);
  assert.deepEqual(host.asked, ['initial', 'initial']);
});

test('Back without the cache requests another session', async () => {
  const other = await launch(false);
  page = await openPage(other);
  await page.goto(`${host.url}/embed`);
  await isReady();
  const {length} = await page.evaluate(() => ({length: history.length}));
  await page.goto(`${host.url}/elsewhere`);
  await page.goBack({waitUntil: 'commit'});
  await isReady();
  assert.equal(await page.evaluate(() => (window as {cameBack?: boolean}).cameBack), false);
  assert.equal(await page.evaluate(() => history.length), length + 1);
  await host.exchanged(2);
  await other.close();
  page = await openPage(browser);
});

const awayFor = async (ms: number): Promise<void> => {
  await page.goto(`${host.url}/embed`);
  await isReady();
  await page.evaluate(
    (away) => Object.assign(window, {away, frameBefore: document.querySelector('cube-embed')?.frame}),
    ms,
  );
  await page.goto(`${host.url}/elsewhere`);
  await page.goBack({waitUntil: 'commit'});
  await page.waitForFunction(() => (window as {cameBack?: boolean}).cameBack === true);
};
const hasSameFrame = (): Promise<boolean> =>
  page.evaluate(() => document.querySelector('cube-embed')?.frame === (window as {frameBefore?: unknown}).frameBefore);

test('a page that is back from the cache within a minute goes on as it was', async () => {
  await awayFor(20_000);
  assert.equal(await hasSameFrame(), true);
  assert.equal(await page.evaluate(() => document.querySelector('cube-embed')?.frame?.inert), false);
  await host.exchanged(1);
});

test('a page that is back from the cache after a minute renews, under a cover', async () => {
  await awayFor(61_000);
  await page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  await page.waitForFunction(() => document.querySelector('cube-embed')?.frame?.inert === false);
  assert.equal(await hasSameFrame(), true);
  assert.deepEqual(host.asked, ['initial', 'renewal']);
  await host.exchanged(2);
});

test('a viewer who logs out and presses Back sees no frame', async () => {
  host.statuses = [200, 401];
  await awayFor(61_000);
  await page.waitForFunction(() => document.querySelector('cube-embed')?.error?.code === 'session-unauthorized');
  assert.equal(await page.evaluate(() => document.querySelector('cube-embed')?.frame), null);
  assert.equal(
    await page.evaluate(() => document.querySelector('cube-embed')?.shadowRoot?.querySelector('iframe')),
    null,
  );
});

test('a prerendered page requests nothing until it is shown', async () => {
  // Playwright holds the scripts of prerendered pages back.
  const other = await puppeteer.launch({
    executablePath: findChromium() ?? '',
    args: chromiumArgs(),
    headless: true,
    timeout: 60_000,
  });
  try {
    const visitor = await other.newPage();
    await visitor.goto(`${host.url}/prerender`);
    await until('the page is prerendered', () => host.paths.includes('/alive'));
    assert.deepEqual(host.asked, []);
    await visitor.click('a');
    await until('it is activated and asks', () => host.asked.length === 1);
    assert.equal(host.paths.filter((path) => path === '/embed').length, 1, 'the page was not loaded again');
    await host.exchanged(1);
  } finally {
    await other.close();
  }
});

test('a frozen page renews once when it thaws, whatever fell due meanwhile', async () => {
  await page.goto(`${host.url}/embed`);
  await isReady();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', {state: 'frozen'});
  await host.emulator.advance(23 * 3_600_000 - 60_000);
  await devtools.send('Page.setWebLifecycleState', {state: 'active'});
  await page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  await host.emulator.advance(60_000);
  assert.deepEqual(host.asked, ['initial', 'renewal']);
  await host.exchanged(2);
});

test('a renewal waits for the network', async () => {
  await page.goto(`${host.url}/embed`);
  await isReady();
  await page.context().setOffline(true);
  await page.evaluate(() => document.querySelector<CubeEmbedElement>('cube-embed')?.renew());
  await page.waitForFunction(() => document.querySelector('cube-embed')?.matches(':state(renewing)'));
  assert.deepEqual(host.asked, ['initial']);
  await page.context().setOffline(false);
  await page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  assert.deepEqual(host.asked, ['initial', 'renewal']);
  await host.exchanged(2);
});
