import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {chromium, type Browser, type Page} from 'playwright-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {recipeCode} from '../server/support/recipe-code.js';
import {openRecipeSite} from '../support/recipe-site.js';

// The recipes whose code runs in a page, unchanged.
let browser: Browser;
before(async () => {
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(() => browser.close());

const ready = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('cube-embed')?.state === 'ready');
const frameOf = (page: Page) => page.locator('cube-embed iframe').contentFrame();

test('State in your URL: a filter is in the URL, a link opens it, Back and Forward move it', async () => {
  await using site = await openRecipeSite(browser, {
    html: recipeCode('url-state', 'html', 'select'),
    script: recipeCode('url-state', 'js', 'select'),
  });
  const {page, url, emulator} = site;
  const frame = frameOf(page);
  const cell = (name: string) => frame.getByRole('cell', {name, exact: true});
  const shows = async (status: string, other: string): Promise<void> => {
    await cell(status).first().waitFor();
    await cell(other).first().waitFor({state: 'detached'});
    await page.waitForFunction((value) => document.querySelector('select')?.value === value, status);
  };
  await page.goto(`${url}?orders.status=completed`);
  await ready(page);
  await shows('completed', 'shipped');
  await page.locator('select').selectOption('shipped');
  assert.equal(page.url(), `${url}?orders.status=shipped`);
  await shows('shipped', 'completed');
  await page.goBack();
  assert.equal(page.url(), `${url}?orders.status=completed`);
  await shows('completed', 'shipped');
  await page.goForward();
  await shows('shipped', 'completed');
  assert.equal(emulator.ledger.totals().issued, 1, 'A changed filter took a new session.');
  await page.goto(`${url}?orders.status=%22%3E%3Cscript%3E`);
  await ready(page);
  assert.deepEqual(await page.evaluate(() => document.querySelector('cube-embed')?.filters), {});
  assert.deepEqual(site.problems, []);
});

test('State in your URL: the place in an app is in the URL, and one step back is one step back', async () => {
  await using site = await openRecipeSite(browser, {
    html: recipeCode('url-state', 'html', 'app'),
    script: recipeCode('url-state', 'js', 'app'),
  });
  const {page, url} = site;
  const frame = frameOf(page);
  await page.goto(url);
  await frame.getByRole('link', {name: /Orders by status/}).click();
  await page.waitForURL(`${url}?in=workbook%2F130`);
  const length = await page.evaluate(() => history.length);
  await page.goBack();
  await page.waitForURL(`${url}?in=`);
  await frame.getByRole('link', {name: /Orders by status/}).waitFor();
  await page.goForward();
  await page.waitForURL(`${url}?in=workbook%2F130`);
  assert.equal(await page.evaluate(() => history.length), length);

  await page.goto(`${url}?in=workbook%2F131`);
  await frame.getByRole('textbox', {name: 'Title'}).waitFor();
  assert.equal(page.url(), `${url}?in=workbook%2F131`);
  assert.deepEqual(site.problems, []);
});

const box = (page: Page) =>
  page.evaluate(() => {
    const {width, height} = document.querySelector('cube-embed')!.getBoundingClientRect();
    return {fillsWidth: width >= innerWidth - 1, fillsHeight: height > innerHeight - 60};
  });

test('Full screen: the box fills the screen and comes back, with the same frame', async () => {
  await using site = await openRecipeSite(browser, {
    html: recipeCode('full-screen', 'html'),
    css: recipeCode('full-screen', 'css'),
    script: recipeCode('full-screen', 'js'),
  });
  const {page, url, emulator} = site;
  await page.goto(url);
  await ready(page);
  const button = page.getByRole('button', {name: 'Full screen'});
  await page.setViewportSize({width: 900, height: 1000});
  assert.deepEqual(await box(page), {fillsWidth: false, fillsHeight: false});
  for (const isFull of [true, false]) {
    await button.click();
    await page.getByRole('button', {pressed: isFull}).waitFor();
    assert.equal(await page.evaluate(() => document.fullscreenElement?.className ?? null), isFull ? 'report' : null);
    assert.deepEqual(await box(page), {fillsWidth: isFull, fillsHeight: isFull});
  }
  // As on an iPhone.
  await page.evaluate(() => Object.defineProperty(document, 'fullscreenEnabled', {value: false}));
  for (const isFull of [true, false]) {
    await button.click();
    await page.getByRole('button', {pressed: isFull}).waitFor();
    assert.deepEqual(await box(page), {fillsWidth: isFull, fillsHeight: isFull});
  }
  assert.equal(await page.evaluate(() => document.querySelector('cube-embed')?.state), 'ready');
  assert.deepEqual(emulator.ledger.totals().issued, 1);
  assert.deepEqual(site.problems, []);
});
