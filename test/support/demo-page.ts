import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import type {Browser, BrowserContextOptions, Frame, Locator, Page} from 'playwright-core';

/** How long anything may take on a machine that does other things too. */
const patienceMs = 60_000;

/** The demo's page in Chromium, as a person uses it. */
export class DemoPage {
  readonly page: Page;
  /** What the console and the browser complained about. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(patienceMs);
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.problems.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<DemoPage> {
    const context = await browser.newContext(options);
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    const demo = new DemoPage(await context.newPage());
    await demo.page.goto(url);
    await demo.state('ready');
    return demo;
  }

  choose(what: 'user' | 'surface' | 'scheme', label: string): Promise<void> {
    return this.page.locator(`segmented-choice[name=${what}] label`, {hasText: label}).click();
  }

  tab(name: string): Promise<void> {
    return this.page.getByRole('tab', {name}).click();
  }

  /** Waits for a state of the element. */
  async state(wanted: string): Promise<void> {
    await this.page
      .waitForFunction((state) => document.querySelector('cube-embed')?.state === state, wanted)
      .catch(async () => {
        const found = await this.page.evaluate(() => document.querySelector('cube-embed')?.state);
        assert.fail(`the element gets ${wanted}; it is ${String(found)}: ${this.problems.join('; ')}`);
      });
  }

  /** Does what makes a new embed, and answers its frame once it is ready. */
  async renewed(act: () => Promise<void>): Promise<Frame> {
    await this.page.evaluate(() => Object.assign(window, {frameBefore: document.querySelector('cube-embed')?.frame}));
    await act();
    await this.page.waitForFunction(() => {
      const embed = document.querySelector('cube-embed');
      return embed?.state === 'ready' && embed.frame !== (window as {frameBefore?: unknown}).frameBefore;
    });
    return this.frame();
  }

  async frame(): Promise<Frame> {
    const handle = await this.page.locator('cube-embed iframe').elementHandle();
    const frame = await handle?.contentFrame();
    assert.ok(frame, 'there is a frame');
    return frame;
  }

  get retry(): Locator {
    return this.page.locator('cube-embed').getByRole('button', {name: 'Try again'});
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** Waits until the text of a frame matches. */
export const says = async (frame: Frame, pattern: RegExp): Promise<string> => {
  await frame
    .waitForFunction(
      ([body, flags]) => new RegExp(String(body), flags).test(document.body.innerText),
      [pattern.source, pattern.flags] as const,
      {timeout: patienceMs},
    )
    .catch(async () => assert.match(await frame.evaluate(() => document.body.innerText), pattern));
  return frame.evaluate(() => document.body.innerText);
};

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** axe's verdict on the page itself; the frame is Cube's. */
export const audit = async ({page}: DemoPage): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    type Verdict = {violations: {id: string; nodes: {target: unknown; failureSummary?: string}[]}[]};
    const {axe} = window as unknown as {axe: {run(options: object): Promise<Verdict>}};
    const {violations} = await axe.run({iframes: false});
    return violations.flatMap(({id, nodes}) =>
      nodes.map(({target, failureSummary}) => `${id}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
    );
  });
};
