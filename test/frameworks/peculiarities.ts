import {each, type Movement} from './movements.js';

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
        await app.until('what was chosen is kept', () => document.querySelector<HTMLInputElement>('input')?.checked ?? false);
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
};
