import assert from 'node:assert/strict';
import type {CubeEmbedElement} from '../../src/index.js';
import type {AppPage, Sessions} from './app-page.js';

/** Something that an application does with its embeds, and the sessions that it may take. */
export interface Movement {
  readonly name: string;
  /** Does it; gives the sessions that it must have taken since the last `count`. */
  readonly act: (app: AppPage) => Promise<Sessions>;
}

export const each = (mounts: number): Sessions => ({issued: mounts, exchanged: mounts});

export const firstEvents = ['idle → authenticating', 'authenticating → loading', 'loading → ready', 'ready: dashboard'];

export const isDark = (name: string, payload: unknown): boolean =>
  name === 'set-theme' && JSON.stringify(payload).includes('b3adff');

/** Keeps the element's definition back until `upgrade()`. As text: what tsx compiles needs a helper that pages don't have. */
const holdDefinition = `
  const define = customElements.define.bind(customElements);
  customElements.define = (tag, ...rest) => {
    if (tag === 'cube-embed') window.upgrade = () => define(tag, ...rest);
    else define(tag, ...rest);
  };`;

/** What every application can do. */
export const movements: readonly Movement[] = [
  {
    name: 'first mount',
    async act(app) {
      await app.open('/');
      await app.heard('loaded: ');
      // Not one is missed between the mount and the first listener.
      assert.deepEqual((await app.events()).slice(0, firstEvents.length), firstEvents);
      return each(1);
    },
  },
  {
    name: 'rendered again with equal objects',
    async act(app) {
      await app.open('/');
      const first = await app.actionsUntil('its theme', (name) => name === 'set-theme');
      app.count();
      for (let time = 0; time < 3; time++) await app.press('Render again');
      // What comes after it on the same channel shows that nothing was sent meanwhile.
      await app.control('Dark').check();
      const all = await app.actionsUntil('the dark theme', isDark);
      assert.deepEqual(all.slice(first.length).sort(), ['set-color-scheme', 'set-theme']);
      return each(0);
    },
  },
  {
    name: 'filters, theme and locale change',
    async act(app) {
      await app.open('/');
      app.count();
      await app.control('Status').selectOption('completed');
      await app.actionsUntil(
        'the filter',
        (name, payload) => name === 'set-filter' && JSON.stringify(payload).includes('completed'),
      );
      await app.control('Language').selectOption('de-DE');
      await app.actionsUntil(
        'the locale',
        (name, payload) => name === 'set-locale' && JSON.stringify(payload).includes('de-DE'),
      );
      await app.control('Dark').check();
      await app.actionsUntil('the dark theme', isDark);
      return each(0);
    },
  },
  {
    name: 'a filter is taken away',
    async act(app) {
      await app.open('/');
      await app.control('Status').selectOption('completed');
      await app.actionsUntil('the filter', (name) => name === 'set-filter');
      app.count();
      await app.control('Status').selectOption('');
      await app.page.locator('cube-embed:not(:state(ready))').waitFor();
      await app.ready();
      return each(1);
    },
  },
  {
    name: 'conditional: off and on',
    async act(app) {
      await app.open('/');
      app.count();
      await app.control('Show the dashboard').uncheck();
      await app.gone();
      assert.deepEqual(app.sessions(), each(0));
      await app.control('Show the dashboard').check();
      await app.ready();
      return each(1);
    },
  },
  {
    name: 'on, off and on in one task',
    async act(app) {
      await app.open('/');
      await app.control('Show the dashboard').uncheck();
      await app.gone();
      app.count();
      await app.control('Show the dashboard').evaluate((box: HTMLInputElement) => {
        for (let time = 0; time < 3; time++) box.click();
      });
      await app.ready();
      return each(1);
    },
  },
  {
    name: 'route: away and back',
    async act(app) {
      await app.open('/');
      app.count();
      await app.follow('About');
      await app.gone();
      await app.page.goBack();
      await app.ready();
      return each(1);
    },
  },
  {
    name: 'three in a list',
    async act(app) {
      await app.open('/compare', 3);
      return each(3);
    },
  },
  {
    name: 'list reversed',
    async act(app) {
      await app.open('/compare', 3);
      const before = await app.page.evaluateHandle(() => {
        const embeds = [...document.querySelectorAll<CubeEmbedElement>('cube-embed')];
        return {embeds, frames: embeds.map(({frame}) => frame)};
      });
      app.count();
      await app.press('Reverse the order');
      await app.until(
        'the last item is the first',
        () => document.querySelector('li')?.textContent?.includes('shipped') ?? false,
      );
      await app.ready(3);
      const {isSame, lost} = await before.evaluate(({embeds, frames}) => ({
        isSame: [...document.querySelectorAll('cube-embed')].every((embed, index) => embed === embeds[2 - index]),
        lost: embeds.filter(({frame}, index) => frame !== frames[index]).length,
      }));
      assert.ok(isSame, 'The keyed list made its elements anew.');
      // Two of three are moved. A frame survives `moveBefore()`, but not `insertBefore()`.
      assert.ok(lost === 2 || lost === 0, `${lost} frames were lost.`);
      return each(lost);
    },
  },
  {
    name: 'defined after the first render',
    async act(app) {
      const script = await app.page.addInitScript({content: holdDefinition});
      app.count();
      await app.page.goto(`${app.demo.hostUrl}/compare`);
      await app.until('three embeds are rendered', () => document.querySelectorAll('cube-embed').length === 3);
      await app.page.evaluate('upgrade()');
      await app.ready(3);
      const urls = await app.page
        .locator('cube-embed')
        .evaluateAll((all: CubeEmbedElement[]) => all.map(({frame}) => frame?.src ?? ''));
      const statuses = urls.map((url) => new URL(url).searchParams.get('f_orders.status'));
      assert.deepEqual(
        statuses,
        ['completed', 'processing', 'shipped'].map((value) => JSON.stringify({value})),
      );
      await app.actionsUntil('its theme', (name) => name === 'set-theme');
      await script.dispose();
      return each(3);
    },
  },
];
