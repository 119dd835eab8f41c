// What becomes of a page with the fast start that the browser prerenders, keeps, or loads again.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import puppeteer, {type Browser} from 'puppeteer-core';
import {startScript} from 'cube-embed/server';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {usePageLife} from '../support/page-life.js';
import {until} from '../support/page-life-host.js';

const launch = (...args: string[]): Promise<Browser> =>
  puppeteer.launch({
    executablePath: findChromium() ?? '',
    args: [...chromiumArgs(), ...args],
    headless: true,
    timeout: 60_000,
  });

// Whether the request is the fast start's can be seen before the module runs.
const script = `${startScript({sessionEndpoint: '/api/session'})}
<script>
  window.isEarly = !!document.querySelector('cube-embed')[Symbol.for('cube')];
  addEventListener('cube-ready', () => fetch('/ready?early=' + window.isEarly));
</script>`;
const life = usePageLife(launch, (browser) => browser.newPage(), script);

/** While one page takes another's place there is nothing to ask. */
const stateOf = (): Promise<unknown> =>
  life.page.evaluate(`document.querySelector('cube-embed')?.state`).catch(() => null);
const isReady = (): Promise<void> => until('ready', async () => (await stateOf()) === 'ready');
const read = (name: string): Promise<unknown> => life.page.evaluate(`window.${name}`);

test('a page that is loaded again starts its own request each time', async () => {
  for (let loads = 1; loads <= 2; loads++) {
    await life.page.goto(`${life.host.url}/embed`);
    await isReady();
    assert.equal(await read('isEarly'), true);
    await life.host.exchanged(loads);
  }
  assert.deepEqual(life.host.asked, ['initial', 'initial']);
});

test('Back to a page that the browser has kept starts nothing', async () => {
  await life.page.goto(`${life.host.url}/embed`);
  await isReady();
  await life.page.goto(`${life.host.url}/elsewhere`);
  await life.page.evaluate('history.back()');
  await until('the page came back', async () => (await read('cameBack').catch(() => null)) === true);
  await isReady();
  assert.deepEqual(life.host.asked, ['initial']);
  await life.host.exchanged(1);
});

test('Back to a page that the browser has not kept starts a request for a session of its own', async () => {
  const other = await launch('--disable-features=BackForwardCache');
  try {
    const kept = life.page;
    life.page = await other.newPage();
    await life.page.goto(`${life.host.url}/embed`);
    await isReady();
    await life.page.goto(`${life.host.url}/elsewhere`);
    await life.page.evaluate('history.back()');
    await until('the page came back', async () => (await read('cameBack').catch(() => null)) === false);
    await isReady();
    assert.equal(await read('isEarly'), true);
    assert.deepEqual(life.host.asked, ['initial', 'initial']);
    await life.host.exchanged(2);
    life.page = kept;
  } finally {
    await other.close();
  }
});

test('a prerendered page starts nothing, and the element asks when it is shown', async () => {
  await life.page.goto(`${life.host.url}/prerender`);
  await until('the page is prerendered', () => life.host.paths.includes('/alive'));
  assert.deepEqual(life.host.asked, []);
  await life.page.click('a');
  // The page reports by itself: on a busy machine Puppeteer may lose a prerendered page as it is shown.
  await until('it is shown and ready', () => life.host.paths.some((path) => path.startsWith('/ready')));
  assert.ok(life.host.paths.includes('/ready?early=false'));
  assert.equal(life.host.paths.filter((path) => path === '/embed').length, 1, 'the page was not loaded again');
  assert.deepEqual(life.host.asked, ['initial']);
  await life.host.exchanged(1);
});
