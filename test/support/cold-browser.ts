import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from 'playwright-core';
import puppeteer from 'puppeteer-core';
import {chromiumArgs, findChromium, findFirefox} from '../../scripts/browsers.mjs';

/** Which port of this machine answers for a host name; `*` stands for one label. */
export type Ports = Readonly<Record<string, number>>;

/** A browser with an ordinary profile: a private one, as tests mostly have it, opens no connection ahead. */
export interface ColdBrowser {
  /** The origin at which a host name of the ports is reached. */
  originOf(host: string): string;
  /** Opens a page; `interactive` doesn't wait for what it loads. */
  open(url: string, until?: 'interactive'): Promise<void>;
  /** Evaluates an expression in the page; a promise is awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** What the browser has logged for the page. */
  readonly logged: string[];
  stop(): Promise<void>;
}

/** Starts Chromium; `cookieControlsMode` 1 blocks the cookies of third parties. */
export async function startColdChromium(ports: Ports, cookieControlsMode = 0): Promise<ColdBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'cube-embed-profile-'));
  mkdirSync(join(profile, 'Default'));
  const preferences = {profile: {cookie_controls_mode: cookieControlsMode}};
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const rules = Object.entries(ports).map(([host, port]) => `MAP ${host} 127.0.0.1:${port}`);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    args: [...chromiumArgs(), '--ignore-certificate-errors', `--host-resolver-rules=${rules.join(',')}`],
  });
  const page = await context.newPage();
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  return {
    logged,
    originOf: (host) => `https://${host}`,
    open: async (url, until) => void (await page.goto(url, {waitUntil: until ? 'domcontentloaded' : 'load'})),
    evaluate: (expression) => page.evaluate(expression),
    stop: async () => {
      await context.close();
      rmSync(profile, {recursive: true, force: true, maxRetries: 5});
    },
  };
}

/** Starts Firefox, which is led to this machine by name only: its origins have the port. */
export async function startColdFirefox(ports: Ports, hosts: readonly string[]): Promise<ColdBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox() ?? '',
    headless: true,
    acceptInsecureCerts: true,
    timeout: 60_000,
    extraPrefsFirefox: {
      'network.dns.localDomains': hosts.join(','),
      // The driver's own preferences turn off what opens connections ahead.
      'network.http.speculative-parallel-limit': 20,
      'network.preconnect': true,
    },
  });
  const page = await browser.newPage();
  const portOf = (host: string): number => ports[host] ?? ports[host.replace(/^[^.]+/, '*')] ?? 0;
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  return {
    logged,
    originOf: (host) => `https://${host}:${portOf(host)}`,
    open: async (url, until) => void (await page.goto(url, {waitUntil: until ? 'domcontentloaded' : 'load'})),
    evaluate: async <T>(expression: string) => (await page.evaluate(expression)) as T,
    stop: () => browser.close(),
  };
}
