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
  react19: [
    {
      name: 'StrictMode: an effect runs twice',
      async act(app) {
        await app.open('/portal');
        return each(1);
      },
    },
    portal,
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
