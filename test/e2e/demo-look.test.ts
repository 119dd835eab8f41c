import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {chromium, type Browser} from 'playwright-core';
import {startDemo, type Demo} from '../../demo/host/start-demo.js';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {audit, DemoPage} from '../support/demo-page.js';

let demo: Demo;
let browser: Browser;
before(async () => {
  demo = await startDemo();
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  await demo.stop();
});

test('the header is one row on a laptop and at most 110 px on a phone; the first line of the code is whole', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  const {page} = site;
  await site.tab('Code');
  for (const {width, highest} of [
    {width: 1440, highest: 60},
    {width: 1024, highest: 60},
    {width: 390, highest: 110},
    {width: 360, highest: 110},
  ]) {
    await page.setViewportSize({width, height: 800});
    await page.waitForFunction((wanted) => innerWidth === wanted, width);
    const top = await page.locator('.top').boundingBox();
    assert.ok(top && top.y + top.height <= highest, `${JSON.stringify(top)} at ${width} px`);
    const rest = await page
      .getByLabel('The page', {exact: true})
      .evaluate((code) => code.scrollWidth - code.clientWidth);
    assert.equal(rest, 0, `px of the tag that are cut off at ${width} px`);
    for (const name of ['Dashboard', 'Nora', 'Dark']) await page.getByRole('radio', {name}).waitFor();
  }
  await site.close();
});

test('the page links to the documents, and their links work', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  const {page} = site;
  await page.getByRole('link', {name: 'Docs'}).click();
  await page.getByRole('heading', {level: 1}).waitFor();
  const links = await page
    .locator('main a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href.replace(/#.*/, '')));
  const own = [...new Set(links)].filter((link) => link.startsWith(`${demo.hostUrl}/docs/`));
  assert.ok(own.length > 10, `${own.length} documents are linked`);
  for (const link of own) assert.equal((await fetch(link)).status, 200, link);
  await page.goto(`${demo.hostUrl}/docs/server.html`);
  assert.deepEqual(await audit(site), []);
  await page.setViewportSize({width: 390, height: 844});
  await page.goto(`${demo.hostUrl}/docs/reference/element.html`);
  const attributes = page.locator('table').first();
  const cut = await attributes.evaluate(({scrollWidth, clientWidth}) => scrollWidth - clientWidth);
  assert.equal(cut, 0, 'px of the table of the attributes that a phone cuts off');
  for (const path of ['/docs/..%2fpackage.html', '/docs/missing.html', '/docs/images/..%2f..%2fpackage.json']) {
    assert.equal((await fetch(demo.hostUrl + path)).status, 404, path);
  }
  assert.deepEqual(site.problems, []);
  await site.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}, on any tab, at any width; nothing scrolls sideways at 320 px`, async () => {
    const site = await DemoPage.open(browser, demo.hostUrl, {
      colorScheme,
      viewport: {width: 320, height: 700},
    });
    for (const tab of ['Events', 'Options', 'Faults', 'Code']) {
      await site.page.setViewportSize({width: 320, height: 700});
      await site.tab(tab);
      for (const summary of tab === 'Options' ? await site.page.locator('options-panel summary').all() : []) {
        if (!(await summary.evaluate((one) => one.parentElement?.hasAttribute('open')))) await summary.click();
      }
      assert.deepEqual(await audit(site), [], tab);
      const width = await site.page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width, 320, `the width on ${tab}`);
      for (const wider of [390, 1024, 1440]) {
        await site.page.setViewportSize({width: wider, height: 800});
        await site.page.waitForFunction((wanted) => innerWidth === wanted, wider);
        assert.deepEqual(await audit(site), [], `${tab} at ${wider} px`);
      }
    }
    await site.close();
  });
}
