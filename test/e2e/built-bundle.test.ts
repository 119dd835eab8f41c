// The built module as sites load it: from another origin, by a script tag.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, beforeEach, afterEach, describe, test} from 'node:test';
import puppeteer, {type Browser, type Page} from 'puppeteer-core';
import {chromiumArgs, findChromium, findFirefox} from '../../scripts/browsers.mjs';
import type {CubeEmbedElement} from '../../src/index.js';
import {createBuiltEmulator} from '../support/built-emulator.js';
import {until} from '../support/page-life-host.js';

const bundle = readFileSync('dist/cube-embed.js', 'utf8');
const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
const integrity = (JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>)['cube-embed.js']!;

/** The files of the CDN: the release, a copy with one byte changed, and another release. */
const modules: Readonly<Record<string, string>> = {
  '/cube-embed.js': bundle,
  '/changed.js': bundle.replace('const ', 'const  '),
  '/other.js': bundle.replaceAll(version, '9.9.9'),
};

const listen = async (server: Server, host: string): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
};

let browser: Browser;
let page: Page;
let site: string;
let cdn: string;
let tenant: {url: string; close(): Promise<void>};
const servers: Server[] = [];
/** The page that the site serves, its policy, and the statuses of its session route; 200 where none is left. */
let html = '';
let policy = '';
let statuses: number[] = [];
/** The warnings and errors of the page. */
let errors: string[] = [];
let warnings: string[] = [];

before(async () => {
  const emulator = await createBuiltEmulator();
  tenant = await emulator.listen();
  const mint = async (): Promise<string> => {
    const answer = await emulator.fetch(
      new Request(`${tenant.url}/api/v1/embed/generate-session`, {
        method: 'POST',
        headers: {'content-type': 'application/json', authorization: 'Api-Key emulator-key'},
        body: JSON.stringify({deploymentId: 32, externalId: 'viewer'}),
      }),
    );
    return answer.text();
  };
  const cdnServer = createServer((request, response) => {
    response
      .writeHead(200, {'content-type': 'text/javascript', 'access-control-allow-origin': '*'})
      .end(modules[request.url ?? ''] ?? '');
  });
  const siteServer = createServer((request, response) => {
    if (request.url !== '/session') {
      response
        .writeHead(200, {'content-type': 'text/html', ...(policy && {'content-security-policy': policy})})
        .end(html);
      return;
    }
    const status = statuses.shift() ?? 200;
    response.writeHead(status, {'content-type': 'application/json'});
    void (status === 200 ? mint() : Promise.resolve('{}')).then((body) => response.end(body));
  });
  servers.push(cdnServer, siteServer);
  cdn = await listen(cdnServer, 'localhost');
  site = await listen(siteServer, '127.0.0.1');
});
after(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await tenant.close();
});
const tag = (id = 'OwVQpbdaZmBT'): string =>
  `<cube-embed dashboard-id="${id}" base-url="${tenant.url}" session-endpoint="/session"><p slot="error">Out of order</p></cube-embed>`;
const script = (path: string, more = ''): string => `<script type="module" src="${cdn}${path}" ${more}></script>`;
const open = async (body: string): Promise<void> => {
  html = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Site</title><body>${body}`;
  await page.goto(site);
};
const states = (): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll<CubeEmbedElement>('cube-embed')].map(({state}) => state));
const areReady = (count: number): Promise<void> =>
  until('every embed is ready', async () => (await states()).join() === Array(count).fill('ready').join());

const programs = {chrome: findChromium() ?? '', firefox: findFirefox()} as const;
if (!programs.firefox) console.log('The built module was not tested in Firefox, which is not installed.');

for (const name of ['chrome', 'firefox'] as const) {
  if (programs[name] !== null) describe(`in ${name}`, () => testIn(name, programs[name] ?? ''));
}

function testIn(name: keyof typeof programs, executablePath: string): void {
  before(async () => {
    const args = name === 'chrome' ? chromiumArgs() : [];
    browser = await puppeteer.launch({browser: name, executablePath, args, headless: true, timeout: 60_000});
  });
  after(() => browser.close());
  beforeEach(async () => {
    policy = '';
    statuses = [];
    errors = [];
    warnings = [];
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('favicon')) errors.push(message.text());
      if (message.type() === 'warn') warnings.push(message.text());
    });
  });
  afterEach(() => page.close());

  test('the module loads from another origin with integrity and crossorigin', async () => {
    await open(script('/cube-embed.js', `crossorigin="anonymous" integrity="${integrity}"`) + tag());
    await areReady(1);
    assert.deepEqual(errors, []);
  });

  test('a session request that succeeds has finished in the browser’s tools, too', async () => {
    const ends: string[] = [];
    const isSession = (url: string): boolean => new URL(url).pathname === '/session';
    page.on('requestfinished', (request) => isSession(request.url()) && ends.push('finished'));
    page.on('requestfailed', (request) => isSession(request.url()) && ends.push(request.failure()?.errorText ?? ''));
    await open(tag() + script('/cube-embed.js'));
    await areReady(1);
    for (let count = 1; count <= 3; count++) {
      await until('the request has ended', () => ends.length === count);
      await page.evaluate(() => document.querySelector<CubeEmbedElement>('cube-embed')?.reload());
      await until('another session', () => ends.length === count + 1);
      await areReady(1);
    }
    await page.evaluate(() => document.querySelector('cube-embed')?.remove());
    assert.deepEqual(ends, Array(4).fill('finished'));
  });

  test('a module with one byte changed is blocked, and the page goes on', async () => {
    await open(
      `${script('/changed.js', `crossorigin="anonymous" integrity="${integrity}"`)}${tag()}
     <script type="module">window.isAlive = true</script>`,
    );
    await until('the page runs on', () => page.evaluate(() => 'isAlive' in window));
    if (name === 'chrome') {
      await until('the browser says why', () => errors.length > 0);
      assert.match(errors.join(), /integrity/);
      assert.equal(errors.length, 1);
    }
    assert.equal(await page.evaluate(() => customElements.get('cube-embed')), undefined);
  });

  test('the module loads by an import map', async () => {
    await open(
      `<script type="importmap">{"imports": {"cube-embed": "${cdn}/cube-embed.js"}}</script>
     <script type="module">import {CubeEmbedElement} from 'cube-embed'; window.version = CubeEmbedElement.version;</script>${tag()}`,
    );
    await areReady(1);
    assert.equal(await page.evaluate(() => (window as unknown as {version: string}).version), version);
  });

  test('the tag works before the module and after it', async () => {
    await open(tag() + script('/cube-embed.js') + tag());
    await areReady(2);
    assert.deepEqual(errors, []);
  });

  test('the tag without the module is an unknown element that shows its content', async () => {
    await open(tag());
    assert.equal(
      await page.evaluate(() => document.querySelector('cube-embed:not(:defined)')?.textContent),
      'Out of order',
    );
    assert.deepEqual(errors, []);
  });

  test('two releases on one page: the first one works, the second one warns once and throws nothing', async () => {
    await open(script('/cube-embed.js') + script('/other.js') + tag());
    await areReady(1);
    await until('the second one warned', () => warnings.length > 0);
    assert.deepEqual(errors, []);
    const ours = warnings.filter((text) => text.includes('cube-embed'));
    assert.equal(ours.length, 1, ours.join('\n'));
    assert.ok(ours[0]!.includes('9.9.9') && ours[0]!.includes(version), ours[0]);
  });

  test('load, error and retry violate no strict policy with Trusted Types', async () => {
    policy = `default-src 'none'; script-src 'nonce-n' ${cdn}; style-src 'self'; img-src data:; frame-src ${tenant.url}; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;
    statuses = [404];
    await open(
      `<script nonce="n">window.violations = []; addEventListener('securitypolicyviolation', (e) => violations.push(e.violatedDirective + ' ' + e.blockedURI))</script>
     ${script('/cube-embed.js', `crossorigin integrity="${integrity}"`)}${tag().replace(/<p.*<\/p>/, '')}`,
    );
    await until('the error is shown', async () => (await states()).join() === 'error');
    await page.evaluate(() => document.querySelector('cube-embed')!.shadowRoot!.querySelector('button')!.click());
    await areReady(1);
    assert.deepEqual(await page.evaluate(() => (window as unknown as {violations: string[]}).violations), []);
  });
}
