import assert from 'node:assert/strict';
import type {CubeEmbedElement} from '../../src/index.js';
import type {AppPage} from './app-page.js';
import {each, type Movement} from './movements.js';

/** The filter of these pages is an object in the template. */
async function seesCompleted(app: AppPage): Promise<void> {
  const url = await app.page.locator('cube-embed').evaluate((embed: CubeEmbedElement) => embed.frame?.src ?? '');
  assert.equal(new URL(url).searchParams.get('f_orders.status'), '{"value":"completed"}');
}

/** An embed that goes to the end of the body and comes back: each of the two places takes a session. */
const portal: Movement = {
  name: 'portal: out and home',
  async act(app) {
    await app.open('/portal');
    app.count();
    await app.control('At the end of the page').check();
    await app.page.locator('main cube-embed').waitFor({state: 'detached'});
    await app.ready();
    await seesCompleted(app);
    await app.control('At the end of the page').uncheck();
    await app.page.locator('main cube-embed').waitFor();
    await app.ready();
    return each(2);
  },
};

const countMounts = `
  window.mounts = 0;
  new MutationObserver((records) => {
    for (const {addedNodes} of records) for (const {localName} of addedNodes) window.mounts += localName === 'cube-embed';
  }).observe(document, {childList: true, subtree: true});`;

/** A development build of React mounts, unmounts and mounts an element that an effect makes, all in one task. */
const strictMode: Movement = {
  name: 'StrictMode: an effect runs twice',
  async act(app) {
    const script = await app.page.addInitScript({content: countMounts});
    await app.open('/portal');
    assert.equal(await app.page.evaluate('mounts'), app.isDevelopment ? 2 : 1);
    await script.dispose();
    return each(1);
  },
};

/** What one framework alone does with what it has mounted. */
export const peculiarities: Readonly<Record<string, readonly Movement[]>> = {
  vue: [
    {
      name: 'KeepAlive: away and back',
      async act(app) {
        await app.open('/kept');
        await app.control('Dark').check();
        app.count();
        await app.follow('About');
        await app.gone();
        await app.page.goBack();
        await app.ready();
        await app.until(
          'what was chosen is kept',
          () => document.querySelector<HTMLInputElement>('input')?.checked ?? false,
        );
        return each(1);
      },
    },
    {
      name: 'Teleport: out and home',
      async act(app) {
        await app.open('/kept');
        app.count();
        await app.control('At the end of the page').check();
        await app.page.locator('body > cube-embed:not(:state(ready))').waitFor();
        await app.ready();
        await app.control('At the end of the page').uncheck();
        await app.page.locator('main cube-embed:not(:state(ready))').waitFor();
        await app.ready();
        return each(2);
      },
    },
  ],
  react18: [strictMode, portal],
  react19: [strictMode, portal],
  angular: [
    {
      name: '@if … @else: one for the other',
      async act(app) {
        await app.open('/either');
        app.count();
        await app.control('Open orders only').check();
        await app.until('the other one is there', () => {
          const embed = document.querySelector<CubeEmbedElement>('cube-embed');
          return !!embed?.frame?.src.includes('processing');
        });
        await app.ready();
        return each(1);
      },
    },
    {
      name: 'OnPush: the parent alone changes',
      async act(app) {
        await app.open('/either');
        app.count();
        for (let time = 0; time < 3; time++) await app.press('Counted');
        await app.page.getByText('Counted 3 times').waitFor();
        await app.ready();
        return each(0);
      },
    },
  ],
  plain: [
    {
      name: 'moved by append()',
      async act(app) {
        await app.open('/moved');
        app.count();
        await app.press('Insert it below');
        await app.page.locator('.below cube-embed:not(:state(ready))').waitFor();
        await app.ready();
        return each(1);
      },
    },
    {
      name: 'moved by moveBefore()',
      async act(app) {
        await app.open('/moved');
        await app.press('Insert it below');
        await app.page.locator('.below cube-embed:not(:state(ready))').waitFor();
        await app.ready();
        app.count();
        await app.press('Move it above');
        await app.page.locator('.above cube-embed:state(ready)').waitFor();
        return each(0);
      },
    },
  ],
  solid: [portal],
  preact: [portal],
  svelte: [
    {
      name: '{#key}: made anew',
      async act(app) {
        await app.open('/keyed');
        await seesCompleted(app);
        const before = await app.page.locator('cube-embed').elementHandle();
        app.count();
        await app.press('Make it anew');
        await app.page.waitForFunction((old) => !old?.isConnected, before);
        await app.ready();
        return each(1);
      },
    },
    {
      name: 'transition: back before it is gone',
      async act(app) {
        await app.open('/keyed');
        app.count();
        await app.control('Fade away').evaluate((box: HTMLInputElement) => {
          box.click();
          requestAnimationFrame(() =>
            setTimeout(() => {
              box.click();
            }),
          );
        });
        await app.until('it is shown again', () => !document.querySelector('input:checked'));
        await app.ready();
        return each(0);
      },
    },
    {
      name: 'transition: gone and back',
      async act(app) {
        await app.open('/keyed');
        app.count();
        await app.control('Fade away').check();
        await app.gone();
        await app.control('Fade away').uncheck();
        await app.ready();
        return each(1);
      },
    },
  ],
};
