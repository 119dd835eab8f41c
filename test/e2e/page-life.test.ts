import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chromium, type Browser, type Page} from 'playwright-core';
import puppeteer from 'puppeteer-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import type {CubeEmbedElement} from '../../src/index.js';
import {usePageLife} from '../support/page-life.js';
import {until} from '../support/page-life-host.js';

const launch = (hasCache: boolean): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium() ?? '',
    args: chromiumArgs(),
    ignoreDefaultArgs: hasCache ? ['--disable-back-forward-cache'] : [],
  });

const openPage = async (inside: Browser): Promise<Page> => {
  const opened = await inside.newPage();
  opened.setDefaultTimeout(60_000);
  return opened;
};

const life = usePageLife(() => launch(true), openPage);

const isReady = (): Promise<unknown> =>
  life.page.waitForFunction(() => document.querySelector<CubeEmbedElement>('cube-embed')?.state === 'ready');

test('a page that is loaded again requests a session each time', async () => {
  await life.page.goto(`${life.host.url}/embed`);
  await isReady();
  await life.page.reload();
  await isReady();
  await life.host.exchanged(2);
  assert.deepEqual(life.host.asked, ['initial', 'initial']);
});

test('Back without the cache requests another session', async () => {
  const other = await launch(false);
  life.page = await openPage(other);
  await life.page.goto(`${life.host.url}/embed`);
  await isReady();
  const {length} = await life.page.evaluate(() => ({length: history.length}));
  await life.page.goto(`${life.host.url}/elsewhere`);
  await life.page.goBack({waitUntil: 'commit'});
  await isReady();
  assert.equal(await life.page.evaluate(() => (window as {cameBack?: boolean}).cameBack), false);
  assert.equal(await life.page.evaluate(() => history.length), length + 1);
  await life.host.exchanged(2);
  await other.close();
  life.page = await openPage(life.browser);
});

const awayFor = async (ms: number): Promise<void> => {
  await life.page.goto(`${life.host.url}/embed`);
  await isReady();
  await life.page.evaluate(
    (away) => Object.assign(window, {away, frameBefore: document.querySelector('cube-embed')?.frame}),
    ms,
  );
  await life.page.goto(`${life.host.url}/elsewhere`);
  await life.page.goBack({waitUntil: 'commit'});
  await life.page.waitForFunction(() => (window as {cameBack?: boolean}).cameBack === true);
};
const hasSameFrame = (): Promise<boolean> =>
  life.page.evaluate(
    () => document.querySelector('cube-embed')?.frame === (window as {frameBefore?: unknown}).frameBefore,
  );

test('a page that is back from the cache within a minute goes on as it was', async () => {
  await awayFor(20_000);
  assert.equal(await hasSameFrame(), true);
  assert.equal(await life.page.evaluate(() => document.querySelector('cube-embed')?.frame?.inert), false);
  await life.host.exchanged(1);
});

test('a page that is back from the cache after a minute renews, under a cover', async () => {
  await awayFor(61_000);
  await life.page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  await life.page.waitForFunction(() => document.querySelector('cube-embed')?.frame?.inert === false);
  assert.equal(await hasSameFrame(), true);
  assert.deepEqual(life.host.asked, ['initial', 'renewal']);
  await life.host.exchanged(2);
});

test('a viewer who logs out and presses Back sees no frame', async () => {
  life.host.statuses = [200, 401];
  await awayFor(61_000);
  await life.page.waitForFunction(() => document.querySelector('cube-embed')?.error?.code === 'session-unauthorized');
  assert.equal(await life.page.evaluate(() => document.querySelector('cube-embed')?.frame), null);
  assert.equal(
    await life.page.evaluate(() => document.querySelector('cube-embed')?.shadowRoot?.querySelector('iframe')),
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
    await visitor.goto(`${life.host.url}/prerender`);
    await until('the page is prerendered', () => life.host.paths.includes('/alive'));
    assert.deepEqual(life.host.asked, []);
    await visitor.click('a');
    await until('it is activated and asks', () => life.host.asked.length === 1);
    assert.equal(life.host.paths.filter((path) => path === '/embed').length, 1, 'the page was not loaded again');
    await life.host.exchanged(1);
  } finally {
    await other.close();
  }
});

test('a frozen page renews once when it thaws, whatever fell due meanwhile', async () => {
  await life.page.goto(`${life.host.url}/embed`);
  await isReady();
  const devtools = await life.page.context().newCDPSession(life.page);
  await devtools.send('Page.setWebLifecycleState', {state: 'frozen'});
  await life.host.emulator.advance(23 * 3_600_000 - 60_000);
  await devtools.send('Page.setWebLifecycleState', {state: 'active'});
  await life.page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  await life.host.emulator.advance(60_000);
  assert.deepEqual(life.host.asked, ['initial', 'renewal']);
  await life.host.exchanged(2);
});

test('a renewal waits for the network', async () => {
  await life.page.goto(`${life.host.url}/embed`);
  await isReady();
  await life.page.context().setOffline(true);
  await life.page.evaluate(() => document.querySelector<CubeEmbedElement>('cube-embed')?.renew());
  await life.page.waitForFunction(() => document.querySelector('cube-embed')?.matches(':state(renewing)'));
  assert.deepEqual(life.host.asked, ['initial']);
  await life.page.context().setOffline(false);
  await life.page.waitForFunction(() => (window as {renewals?: number}).renewals === 1);
  assert.deepEqual(life.host.asked, ['initial', 'renewal']);
  await life.host.exchanged(2);
});
