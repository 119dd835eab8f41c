import {after, afterEach, before, beforeEach} from 'node:test';
import {PageLifeHost} from './page-life-host.js';

interface Closable {
  close(): Promise<void>;
}

/** A host and a browser for the tests of a suite, and a page for each of them. */
export interface PageLife<B extends Closable, P extends Closable> {
  readonly host: PageLifeHost;
  readonly browser: B;
  /** The page that closes after the test: a test that opens another one puts it here. */
  page: P;
}

/**
 * Starts host and browser before the tests of a suite, opens a page before each, and checks the host's sessions after it. The script
 * stands behind the page's tag.
 */
export function usePageLife<B extends Closable, P extends Closable>(
  launch: () => Promise<B>,
  open: (browser: B) => Promise<P>,
  script = '',
): PageLife<B, P> {
  let host: PageLifeHost;
  let browser: B;
  let page: P;
  before(async () => {
    host = await PageLifeHost.start();
    host.script = script;
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    await host.stop();
  });
  beforeEach(async () => {
    await host.begin();
    page = await open(browser);
  });
  afterEach(async () => {
    await host.check();
    await page.close();
  });
  return {
    get host() {
      return host;
    },
    get browser() {
      return browser;
    },
    get page() {
      return page;
    },
    set page(other) {
      page = other;
    },
  };
}
