import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import puppeteer from 'puppeteer-core';
import {findFirefox} from '../../scripts/browsers.mjs';
import {usePageLife} from '../support/page-life.js';
import {until} from '../support/page-life-host.js';

/** The state of the page's embed, and of the frame that it had before the page was left. */
const factsOf = () => {
  const {isLoaded, frameBefore, renewals, cameBack} = window as {
    isLoaded?: boolean;
    frameBefore?: unknown;
    renewals?: number;
    cameBack?: boolean;
  };
  const element = document.querySelector('cube-embed');
  const {state, error, frame} = element ?? {};
  const isCovered = !frame || frame.inert;
  return {
    path: location.pathname,
    state,
    isLoaded,
    code: error?.code,
    isCovered,
    isSameFrame: !!frame && frame === frameBefore,
    renewals,
    cameBack,
    entries: history.length,
  };
};

const executablePath = findFirefox();
if (!executablePath) console.log('The life of a page was not tested in Firefox, which is not installed.');

for (const hasCache of executablePath ? [true, false] : []) {
  describe(`in Firefox ${hasCache ? 'with' : 'without'} its back/forward cache`, () => {
    const life = usePageLife(
      () =>
        puppeteer.launch({
          browser: 'firefox',
          executablePath: executablePath!,
          headless: true,
          timeout: 60_000,
          extraPrefsFirefox: {'browser.sessionhistory.max_total_viewers': hasCache ? 8 : 0},
        }),
      (browser) => browser.newPage(),
    );

    type Facts = ReturnType<typeof factsOf>;
    /** While a document replaces another one, no script can run. */
    const facts = (): Promise<Partial<Facts>> => life.page.evaluate(factsOf).catch(() => ({}));
    const become = async (wanted: Partial<Facts>): Promise<void> => {
      let last: Partial<Facts> = {};
      await until(JSON.stringify(wanted), async () => {
        last = await facts();
        return Object.entries(wanted).every(([name, value]) => last[name as keyof Facts] === value);
      }).catch((error: unknown) => assert.fail(`${String(error)}; it is ${JSON.stringify(last)}`));
    };
    const ready = {path: '/embed', state: 'ready', isCovered: false} as const;
    /** Of the history, before the page was left. */
    let entries = 0;
    /** Leaves the page and comes back as if this time had passed; returns whether the browser had kept the page. */
    const leaveFor = async (ms: number, statuses: readonly number[]): Promise<boolean> => {
      await life.page.goto('about:blank');
      await life.host.begin();
      life.host.statuses = [...statuses];
      await life.page.goto(`${life.host.url}/embed`);
      // A page with requests in flight is not kept.
      await become({...ready, isLoaded: true});
      await life.page.waitForNetworkIdle();
      ({entries = 0} = await facts());
      await life.page.evaluate((away) => {
        Object.assign(window, {away, cameBack: undefined, frameBefore: document.querySelector('cube-embed')!.frame});
      }, ms);
      await life.page.goto(`${life.host.url}/elsewhere`);
      await life.page.evaluate(() => history.back());
      let wasKept: boolean | undefined;
      await until('the page is back', async () => {
        const {path, cameBack} = await facts();
        if (path === '/embed') wasKept = cameBack;
        return wasKept !== undefined;
      });
      return wasKept!;
    };
    /** The same. A browser may drop what it could keep, and does where memory or time is short: it gets three chances. */
    const awayFor = async (ms: number, ...statuses: number[]): Promise<void> => {
      let chances = 3;
      while ((await leaveFor(ms, statuses)) !== hasCache) assert.ok((chances -= 1), 'the page is never kept');
    };

    if (hasCache) {
      it('a page that is back within a minute goes on as it was', async () => {
        await awayFor(20_000);
        await become({...ready, isSameFrame: true, renewals: 0});
        await life.host.exchanged(1);
      });

      it('a page that is back after a minute renews', async () => {
        await awayFor(61_000);
        await become({...ready, isSameFrame: true, renewals: 1});
        assert.deepEqual(life.host.asked, ['initial', 'renewal']);
        await life.host.exchanged(2);
      });

      it('a viewer who logs out and presses Back sees no frame', async () => {
        await awayFor(61_000, 200, 401);
        await become({state: 'error', code: 'session-unauthorized', isCovered: true, isSameFrame: false});
      });
    } else {
      it('Back requests another session', async () => {
        await awayFor(0);
        await become({...ready, isSameFrame: false, entries: entries + 1});
        await life.host.exchanged(2);
      });
    }

    it('a page that is loaded again, or opened twice, requests a session each time', async () => {
      await life.page.goto(`${life.host.url}/embed`);
      await become(ready);
      await life.page.reload();
      await become({...ready, cameBack: false});
      const first = life.page;
      life.page = await life.browser.newPage();
      await life.page.goto(`${life.host.url}/embed`);
      await life.page.bringToFront();
      await become(ready);
      await first.close();
      await life.host.exchanged(3);
      assert.deepEqual(life.host.asked, ['initial', 'initial', 'initial']);
    });
  });
}
