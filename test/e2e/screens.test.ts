import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {after, before, describe, it} from 'node:test';
import {chromium, type Browser, type BrowserContextOptions, type Page} from 'playwright-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {openScreensHost, type Endpoint, type ScreensHost} from '../support/screens-host.js';

/** Pictures of what viewers see, for a look, and checks of them that need none. */
const folder = fileURLToPath(new URL('../../.screenshots/', import.meta.url));

const states: Readonly<Record<string, {endpoint: Endpoint; attributes?: string; silent?: boolean; shows: string}>> = {
  loader: {endpoint: 'hang', shows: '[part=loading] p'},
  ready: {endpoint: 'session', shows: '.cover[hidden]'},
  error: {endpoint: 'forbid', shows: '.cover h2'},
  notice: {endpoint: 'session', attributes: 'ready-timeout="1500"', silent: true, shows: '.notice button'},
};

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: {colorScheme: 'light'},
  dark: {colorScheme: 'dark'},
  'forced-colours': {colorScheme: 'dark', forcedColors: 'active'},
  'reduced-motion': {reducedMotion: 'reduce'},
  '320px': {viewport: {width: 320, height: 640}},
  // What a viewer of a 1280 px window sees at 400 %.
  '400-percent': {viewport: {width: 320, height: 256}, deviceScaleFactor: 4},
};

describe('the panels that viewers see', () => {
  let host: ScreensHost;
  let browser: Browser;

  before(async () => {
    mkdirSync(folder, {recursive: true});
    host = await openScreensHost();
    browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
  });

  after(async () => {
    await browser.close();
    await host.close();
  });

  const open = async (state: string, look: string): Promise<Page> => {
    const {endpoint, attributes, silent = false, shows} = states[state]!;
    host.showInFrames(silent ? '<p style="margin: 6rem 1rem">A page that says nothing.' : null);
    const page = await (await browser.newContext({viewport: {width: 800, height: 600}, ...looks[look]})).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(host.url(endpoint, attributes));
    await page.locator(`cube-embed ${shows}`).waitFor({state: 'attached'});
    if (state === 'ready') {
      await page.waitForFunction(() => performance.getEntriesByName('cube-embed:painted').length);
    }
    return page;
  };

  /** The computed style of something in the element. */
  const style = (page: Page, css: string, property: string, pseudo = ''): Promise<string> =>
    page
      .locator(`cube-embed ${css}`)
      .first()
      .evaluate((element, [name, part]) => getComputedStyle(element, part).getPropertyValue(name!), [property, pseudo]);

  for (const look of Object.keys(looks)) {
    for (const state of Object.keys(states)) {
      it(`${state}, ${look}`, async () => {
        const page = await open(state, look);
        await page.screenshot({path: `${folder}${state}-${look}.png`});
        const widths = await page.evaluate(() => {
          const cover = document.querySelector('cube-embed')!.shadowRoot!.querySelector('.cover')!;
          return {
            page: document.documentElement.scrollWidth - innerWidth,
            cover: cover.scrollWidth - cover.clientWidth,
          };
        });
        assert.deepEqual(widths, {page: 0, cover: 0}, 'nothing scrolls sideways');
        if (state === 'loader') {
          const animation = await style(page, '.ring', 'animation-name');
          assert.equal(animation === 'none', look === 'reduced-motion', `the ring turns: ${animation}`);
        }
        if (state === 'error' || state === 'notice') {
          const retry = page.locator('cube-embed button');
          await retry.scrollIntoViewIfNeeded();
          const box = (await retry.boundingBox())!;
          assert.ok(box.height >= 24 && box.width >= 24, `Retry is large enough: ${box.width} x ${box.height}`);
          assert.equal(await style(page, 'button', 'border-top-style'), 'solid');
        }
        const background = await style(page, state === 'notice' ? '.notice' : '.cover', 'background-color');
        const [red = 0] = background.match(/\d+/g)!.map(Number);
        if (look === 'dark') assert.ok(red < 80, `dark in the dark: ${background}`);
        if (look === 'light') assert.ok(red > 200, `light in the light: ${background}`);
        await page.context().close();
      });
    }
  }

  it('a right-to-left page mirrors the panels', async () => {
    const page = await open('error', 'light');
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await page.screenshot({path: `${folder}error-rtl.png`});
    assert.equal(await style(page, '.cover', 'direction'), 'rtl');
    await page.context().close();
  });

  it('the keyboard’s focus is visible', async () => {
    const page = await open('error', 'light');
    await page.keyboard.press('Tab');
    await page.screenshot({path: `${folder}error-focus.png`});
    assert.equal(await style(page, 'button', 'outline-style'), 'solid');
    await page.context().close();
  });
});
