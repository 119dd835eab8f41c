import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import type {Locator, Page} from 'playwright-core';
import type {PageRecord} from 'cube-embed/emulator';
import type {Demo} from '../../demo/host/start-demo.js';
import type {CubeEmbedElement} from '../../src/index.js';

/** Sessions that were asked for, issued and exchanged. */
export interface Sessions {
  readonly issued: number;
  readonly exchanged: number;
}

const timeoutMs = 60_000;

/** One page of an application, with what it said on the console and what it asked its host for. */
export class AppPage {
  readonly page: Page;
  readonly demo: Pick<Demo, 'hostUrl' | 'emulator'>;
  /** Whether the application was built for development. */
  readonly isDevelopment: boolean;
  /** Warnings and errors on the console, and exceptions. */
  readonly complaints: string[] = [];
  #sessionRequests = 0;
  #from = {issued: 0, exchanged: 0, requests: 0};

  constructor(page: Page, demo: Pick<Demo, 'hostUrl' | 'emulator'>, isDevelopment = false) {
    this.page = page;
    this.demo = demo;
    this.isDevelopment = isDevelopment;
    page.setDefaultTimeout(timeoutMs);
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) this.complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`exception: ${error.message}`));
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/api/cube/session') this.#sessionRequests += 1;
    });
  }

  /** Opens a path, and waits until so many embeds are ready there. */
  async open(path: string, embeds = 1): Promise<void> {
    this.count();
    await this.page.goto(this.demo.hostUrl + path);
    await this.ready(embeds);
  }

  /** Leaves the application for the next movement, which finds a signed-out viewer and a silent console. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.context().clearCookies();
    this.complaints.length = 0;
  }

  /** Counts sessions from here on. */
  count(): void {
    const {issued, exchanged} = this.demo.emulator.ledger.totals();
    this.#from = {issued, exchanged, requests: this.#sessionRequests};
  }

  /** The sessions since `count`. None of this page was ever spent twice, or asked for and not issued. */
  sessions(): Sessions {
    const totals = this.demo.emulator.ledger.totals();
    assert.equal(totals.reused + totals.refused, 0, 'A session was exchanged twice, or was none.');
    const issued = totals.issued - this.#from.issued;
    assert.equal(
      this.#sessionRequests - this.#from.requests,
      issued,
      'Session requests that leave, and sessions issued.',
    );
    return {issued, exchanged: totals.exchanged - this.#from.exchanged};
  }

  /** Waits until the page has exactly so many embeds, all of them ready. */
  async ready(embeds = 1): Promise<void> {
    const isReady = (wanted: number): boolean => {
      const all = [...document.querySelectorAll('cube-embed')];
      return all.length === wanted && all.every((embed) => embed.matches(':state(ready)'));
    };
    await this.page.waitForFunction(isReady, embeds).catch(async () => {
      const states = await this.page
        .locator('cube-embed')
        .evaluateAll((all: CubeEmbedElement[]) => all.map(({state, error}) => `${state} ${error?.message ?? ''}`));
      assert.fail(`No ${embeds} embeds are ready, but: ${[...states, ...this.complaints].join('; ')}`);
    });
  }

  /** Waits until the page holds no embed, and checks that nothing of one is left. */
  async gone(): Promise<void> {
    await this.until('no embed is there', () => !document.querySelector('cube-embed'));
    // The browser tells of frames that went a little later.
    for (const startedAt = Date.now(); this.page.frames().length > 1; await pause(20)) {
      assert.ok(Date.now() - startedAt < timeoutMs, 'A frame is left.');
    }
    const hints = await this.page.locator('link[rel=preconnect]').count();
    assert.equal(hints, 0, 'A preconnect hint is left.');
  }

  /** Waits until something holds in the page. */
  async until(what: string, holds: () => boolean): Promise<void> {
    await this.page
      .waitForFunction(holds)
      .catch(() => assert.fail(`Not in time: ${what}. ${this.complaints.join('; ')}`));
  }

  /** Follows a link of the application. */
  async follow(link: string): Promise<void> {
    await this.page.getByRole('link', {name: link}).click();
  }

  control(label: string): Locator {
    return this.page.getByLabel(label, {exact: true});
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', {name: button}).click();
  }

  /** What the application heard, first to last. */
  events(): Promise<string[]> {
    return this.page.getByRole('list', {name: 'Events'}).getByRole('listitem').allTextContents();
  }

  /** Waits until the application heard something. */
  async heard(event: string): Promise<void> {
    await this.page
      .getByRole('list', {name: 'Events'})
      .getByText(event)
      .first()
      .waitFor()
      .catch(async () => assert.fail(`"${event}" was not heard, but: ${(await this.events()).join('; ')}`));
  }

  /** The actions that the last embed's document got, once `isLast` holds for one of them. */
  async actionsUntil(what: string, isLast: (name: string, payload: unknown) => boolean): Promise<string[]> {
    for (const startedAt = Date.now(); Date.now() - startedAt < timeoutMs; await pause(50)) {
      const received: PageRecord['received'] = this.demo.emulator.ledger.pages().at(-1)?.received ?? [];
      const actions = received.map(({type, payload}) => [type.replace('cube:action:', ''), payload] as const);
      if (actions.some(([name, payload]) => isLast(name, payload))) return actions.map(([name]) => name);
    }
    return assert.fail(`The embed did not get ${what}.`);
  }
}
