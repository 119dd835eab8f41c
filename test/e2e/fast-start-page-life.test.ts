// What becomes of a page with the fast start that the browser prerenders, keeps, or loads again.
import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, test} from 'node:test';
import puppeteer, {type Browser, type Page} from 'puppeteer-core';
import {startScript} from 'cube-embed/server';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {PageLifeHost, until} from '../support/page-life-host.js';

let host: PageLifeHost;
let browser: Browser;
let page: Page;

const launch = (...args: string[]): Promise<Browser> =>
  puppeteer.launch({
    executablePath: findChromium() ?? '',
    args: [...chromiumArgs(), ...args],
    headless: true,
    timeout: 60_000,
  });

before(async () => {
  host = await PageLifeHost.start();
  // Whether the request is the fast start's can be seen before the module runs.
  host.script = `${startScript({sessionEndpoint: '/api/session'})}
<script>window.isEarly = !!document.querySelector('cube-embed')[Symbol.for('cube')];</script>`;
  browser = await launch();
});
after(async () => {
  await browser.close();
  await host.stop();
});
beforeEach(async () => {
  await host.begin();
  page = await browser.newPage();
});
afterEach(async () => {
  await host.check();
  await page.close();
});

/** While one page takes another's place there is nothing to ask. */
const stateOf = (): Promise<unknown> => page.evaluate(`document.querySelector('cube-embed')?.state`).catch(() => null);
const isReady = (): Promise<void> => until('ready', async () => (await stateOf()) === 'ready');
const read = (name: string): Promise<unknown> => page.evaluate(`window.${name}`);

test('a page that is loaded again starts its own request each time', async () => {
  for (let loads = 1; loads <= 2; loads++) {
    await page.goto(`${host.url}/embed`);
    await isReady();
    assert.equal(await read('isEarly'), true);
    await host.exchanged(loads);
  }
  assert.deepEqual(host.asked, ['initial', 'initial']);
});

test('Back to a page that the browser has kept starts nothing', async () => {
  await page.goto(`${host.url}/embed`);
  await isReady();
  await page.goto(`${host.url}/elsewhere`);
  await page.evaluate('history.back()');
  await until('the page came back', async () => (await read('cameBack').catch(() => null)) === true);
  await isReady();
  assert.deepEqual(host.asked, ['initial']);
  await host.exchanged(1);
});

test('Back to a page that the browser has not kept starts a request for a session of its own', async () => {
  const other = await launch('--disable-features=BackForwardCache');
  try {
    const kept = page;
    page = await other.newPage();
    await page.goto(`${host.url}/embed`);
    await isReady();
    await page.goto(`${host.url}/elsewhere`);
    await page.evaluate('history.back()');
    await until('the page came back', async () => (await read('cameBack').catch(() => null)) === false);
    await isReady();
    assert.equal(await read('isEarly'), true);
    assert.deepEqual(host.asked, ['initial', 'initial']);
    await host.exchanged(2);
    page = kept;
  } finally {
    await other.close();
  }
});

test('a prerendered page starts nothing, and the element asks when it is shown', async () => {
  await page.goto(`${host.url}/prerender`);
  await until('the page is prerendered', () => host.paths.includes('/alive'));
  assert.deepEqual(host.asked, []);
  await page.click('a');
  await isReady();
  assert.equal(await read('isEarly'), false);
  assert.equal(host.paths.filter((path) => path === '/embed').length, 1, 'the page was not loaded again');
  assert.deepEqual(host.asked, ['initial']);
  await host.exchanged(1);
});
