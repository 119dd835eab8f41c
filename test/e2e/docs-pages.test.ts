// The blocks of docs/ that change the layout and the look of an embed, each in a page.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {createEmulator, defaultApiKey, type RunningServer} from 'cube-embed/emulator';
import {createSessionHandler} from 'cube-embed/server';
import {Hono} from 'hono';
import {chromium, type Browser, type Page} from 'playwright-core';
import {listen, type RunningHost} from '../../demo/host/listen.js';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';

const blockOf = (path: string, name: string): string => {
  const text = readFileSync(`docs/${path}`, 'utf8');
  const code = new RegExp(`<!-- run: ${name} -->\\n\`\`\`\\w*\\n([^]*?)\\n\`\`\``).exec(text)?.[1];
  assert.ok(code, `docs/${path} has no code marked ${name}.`);
  return code;
};

const tag = '<cube-embed id="OwVQpbdaZmBT" session-endpoint="/api/cube/session"></cube-embed>';
const pages: Record<string, string> = {
  cell: blockOf('layout.md', 'cell'),
  scheme: blockOf('look.md', 'scheme'),
  panels: `<style>${blockOf('look.md', 'panels')}</style>${tag}`,
  slots: blockOf('look.md', 'slots'),
};

let cube: RunningServer;
let host: RunningHost;
let browser: Browser;
/** The answer of the session route in place of a session. */
let refusal: number | undefined;
before(async () => {
  cube = await createEmulator({sampleData: {rows: 200}}).listen();
  const session = createSessionHandler({
    baseUrl: cube.url,
    apiKey: defaultApiKey,
    deploymentId: 32,
    identify: () => ({externalId: 'ada'}),
  });
  const routes = new Hono();
  routes.post('/api/cube/session', (context) =>
    refusal ? new Response(null, {status: refusal}) : session(context.req.raw),
  );
  routes.get('/cube-embed.js', (context) =>
    context.body(readFileSync('dist/cube-embed.js', 'utf8'), 200, {'Content-Type': 'text/javascript'}),
  );
  routes.get('/:name', (context) =>
    context.html(
      `<!doctype html><html lang="en"><title>Page</title><script type="module" src="/cube-embed.js"></script>${
        pages[context.req.param('name')] ?? ''
      }`,
    ),
  );
  host = await listen((request) => routes.fetch(request), 0);
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  await host.close();
  await cube.close();
});

const open = async (name: string): Promise<Page> => {
  const page = await browser.newPage({viewport: {width: 1000, height: 700}, colorScheme: 'light'});
  await page.goto(`http://localhost:${host.port}/${name}`);
  return page;
};

test('Size and layout: the embed fills its cell', async () => {
  const page = await open('cell');
  await page.waitForFunction(() => document.querySelector('cube-embed')!.state === 'ready');
  const header = (await page.locator('header').boundingBox())!;
  const cell = {x: 240, y: header.height, width: 760, height: 700 - header.height};
  assert.deepEqual(await page.locator('cube-embed').boundingBox(), cell);
  assert.deepEqual(await page.locator('cube-embed iframe').boundingBox(), cell);
  await page.close();
});

test('Look: an inherited colour scheme follows the class of the page', async () => {
  const page = await open('scheme');
  const frame = page.frameLocator('cube-embed iframe');
  const scheme = (): Promise<string> => frame.locator('html').evaluate((html) => getComputedStyle(html).colorScheme);
  await page.waitForFunction(() => document.querySelector('cube-embed')!.state === 'ready');
  assert.equal(await scheme(), 'light');
  await page.evaluate(() => {
    document.documentElement.className = 'dark';
  });
  for (let attempt = 0; (await scheme()) !== 'dark'; attempt++) assert.ok(attempt < 500, 'The frame stays light.');
  await page.close();
});

test('Look: custom properties and a part reach the error panel', async () => {
  refusal = 401;
  const page = await open('panels');
  try {
    await page.locator('cube-embed h2').waitFor();
    const look = await page.evaluate(() => {
      const embed = document.querySelector('cube-embed')!;
      const panel = embed.shadowRoot!.querySelector('[part~=error]')!;
      const retry = embed.shadowRoot!.querySelector('[part~=retry]')!;
      let painted = panel;
      while (getComputedStyle(painted).backgroundColor === 'rgba(0, 0, 0, 0)') painted = painted.parentElement!;
      return {
        background: getComputedStyle(painted).backgroundColor,
        colour: getComputedStyle(panel).color,
        radius: getComputedStyle(embed).borderRadius,
        weight: getComputedStyle(retry).fontWeight,
        button: getComputedStyle(retry).borderRadius,
      };
    });
    assert.deepEqual(look, {
      background: 'rgb(255, 247, 237)',
      colour: 'rgb(67, 20, 7)',
      radius: '24px',
      weight: '600',
      button: '99px',
    });
  } finally {
    refusal = undefined;
    await page.close();
  }
});

test('Look: a child with the slot "error" stands in the place of the panel', async () => {
  refusal = 403;
  const page = await open('slots');
  try {
    await page.getByText('The numbers are not there.').waitFor();
    assert.equal(await page.locator('cube-embed h2').isVisible(), false);
  } finally {
    refusal = undefined;
    await page.close();
  }
});
