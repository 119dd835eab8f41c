import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type Frame,
  type FrameLocator,
  type Page,
} from 'playwright-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import type {Emulator, EmulatorOptions} from '../../src/emulator/index.js';
import {createBuiltEmulator} from './built-emulator.js';

/** What the element's frame is sandboxed with; the emulator's pages have to do with it. */
const sandbox =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

const hostPage = `<!doctype html><html lang="en"><title>Host</title>
<style>body { margin: 0 } iframe { display: block; border: 0; width: 100vw; height: 100vh }</style>
<script>window.seen = []; addEventListener('message', (event) => seen.push({...event.data, origin: event.origin}));</script>`;

/** A message of the embed, as the host page got it. */
export interface SeenMessage {
  readonly source: string;
  readonly direction: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly timestamp: number;
  readonly surface: string;
  readonly origin: string;
}

export interface OpenOptions {
  /** Members of the body of generate-session; null: no session, which is private embedding. */
  readonly session?: Readonly<Record<string, unknown>> | null;
  readonly browser?: BrowserContextOptions;
}

/** A host page with one embed in it, and what was said between them. */
export class EmulatedFrame {
  readonly page: Page;
  readonly view: FrameLocator;
  readonly sessionId: string | null;

  constructor(page: Page, sessionId: string | null) {
    this.page = page;
    this.view = page.frameLocator('iframe');
    this.sessionId = sessionId;
  }

  get frame(): Frame {
    const frame = this.page.frames()[1];
    assert.ok(frame, 'there is a frame');
    return frame;
  }

  seen(): Promise<SeenMessage[]> {
    return this.page.evaluate(() => (window as unknown as {seen: SeenMessage[]}).seen);
  }

  async names(): Promise<string[]> {
    return (await this.seen()).map(({type}) => type.replace('cube:event:', ''));
  }

  /** Waits for the nth event of a name, and answers it. */
  async event(name: string, nth = 1): Promise<SeenMessage> {
    const type = `cube:event:${name}`;
    const wanted = await this.page
      .waitForFunction(
        ([wantedType, place]) =>
          (window as unknown as {seen: SeenMessage[]}).seen.filter((message) => message.type === wantedType)[
            Number(place) - 1
          ],
        [type, nth] as const,
        {timeout: 60_000},
      )
      .catch(() => null);
    const message = await wanted?.jsonValue();
    assert.ok(message, `${name} (${nth}) came; seen: ${(await this.names()).join(', ')}`);
    return message;
  }

  post(name: string, payload: unknown): Promise<void> {
    return this.page.evaluate(
      ([action, content]) => {
        const type = `cube:action:${String(action)}`;
        const message = {source: 'cube-embed', direction: 'action', type, payload: content, timestamp: Date.now()};
        document.querySelector('iframe')?.contentWindow?.postMessage(message, '*');
      },
      [name, payload] as const,
    );
  }

  /** The page's text, as a viewer's eyes and most tools get it. */
  text(): Promise<string> {
    return this.frame.evaluate(() => document.body.innerText);
  }

  /** Waits until the page's text matches. */
  async says(pattern: RegExp): Promise<void> {
    const {source, flags} = pattern;
    await this.frame
      .waitForFunction(
        ([body, mode]) => new RegExp(String(body), mode).test(document.body.innerText),
        [source, flags] as const,
        {timeout: 60_000},
      )
      .catch(async () => assert.match(await this.text(), pattern));
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** An emulator, a host site on another origin, and a browser. */
export class EmulatedSite {
  readonly emulator: Emulator;
  readonly url: string;
  readonly #browser: Browser;
  readonly #hostUrl: string;
  readonly #stop: () => Promise<void>;

  private constructor(emulator: Emulator, url: string, browser: Browser, hostUrl: string, stop: () => Promise<void>) {
    this.emulator = emulator;
    this.url = url;
    this.#browser = browser;
    this.#hostUrl = hostUrl;
    this.#stop = stop;
  }

  static async start(options: EmulatorOptions = {}): Promise<EmulatedSite> {
    const emulator = await createBuiltEmulator(options);
    const server = await emulator.listen();
    const host = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(hostPage);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => host.once('listening', resolve));
    const executablePath = findChromium();
    assert.ok(executablePath, 'there is a Chromium');
    const browser = await chromium.launch({executablePath, args: chromiumArgs()});
    const hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    return new EmulatedSite(emulator, server.url, browser, hostUrl, async () => {
      await browser.close();
      host.closeAllConnections();
      host.close();
      await server.close();
    });
  }

  get hostUrl(): string {
    return this.#hostUrl;
  }

  async mint(body: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const response = await this.emulator.fetch(
      new Request(`${this.url}/api/v1/embed/generate-session`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json', Authorization: 'Api-Key emulator-key'},
        body: JSON.stringify({deploymentId: 32, externalId: 'viewer', ...body}),
      }),
    );
    assert.equal(response.status, 200, 'a session is issued');
    const {sessionId} = (await response.json()) as {sessionId: string};
    return sessionId;
  }

  /** Opens a path of the emulator in a frame of a new host page. */
  async open(path: string, {session = {}, browser = {}}: OpenOptions = {}): Promise<EmulatedFrame> {
    const context = await this.#browser.newContext({viewport: {width: 1200, height: 800}, ...browser});
    const page = await context.newPage();
    await page.goto(this.#hostUrl);
    const sessionId = session === null ? null : await this.mint(session);
    const url = new URL(path, this.url);
    if (sessionId !== null) url.searchParams.set('session', sessionId);
    await page.evaluate(
      ([source, tokens]) => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', String(tokens));
        frame.title = 'Embed';
        frame.src = String(source);
        document.body.append(frame);
      },
      [url.href, sandbox] as const,
    );
    return new EmulatedFrame(page, sessionId);
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}
