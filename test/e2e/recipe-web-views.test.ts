import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {defaultApiKey} from 'cube-embed/emulator';
import {Hono} from 'hono';
import {chromium, type Browser, type Page} from 'playwright-core';
import {listen} from '../../demo/host/listen.js';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {recipeCode} from '../server/support/recipe-code.js';
import {openRecipeSite} from '../support/recipe-site.js';

// The blocks of docs/recipes/web-views.md, unchanged. Chromium is the web view, and the test provides the shell's functions.
const folder = mkdtempSync(join(tmpdir(), 'cube-embed-web-views-'));
let browser: Browser;
before(async () => {
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  rmSync(folder, {recursive: true});
});

let modules = 0;
/** Runs a block in this process. */
const importBlock = async (code: string): Promise<unknown> => {
  const file = join(folder, `block-${(modules += 1)}.mjs`);
  writeFileSync(file, code);
  return import(pathToFileURL(file).href);
};

type Handler = (request: Request) => Promise<Response>;

/** Capacitor's block for the server, on a server of its own that an app calls from another origin. */
const startServer = async () => {
  let session: Handler = () => Promise.resolve(new Response(null, {status: 500}));
  const host = new Hono();
  host.all('/api/cube/session', (context) => session(context.req.raw));
  const server = await listen((request) => host.fetch(request), 0);
  return {
    url: `http://localhost:${server.port}`,
    /** Runs the block for a tenant, and for a page that stands in for the one of the app on Android. */
    async open(cubeUrl: string, appOrigin: string): Promise<void> {
      Object.assign(process.env, {CUBE_BASE_URL: cubeUrl, CUBE_API_KEY: defaultApiKey});
      const block = (await importBlock(`
        import {createSessionHandler} from '${pathToFileURL(resolve('dist/server.js')).href}';
        const userOfToken = async (header) => (header === 'Bearer token-of-ada' ? {id: 'ada', groups: []} : null);
        ${recipeCode('web-views', 'js', 'allowedOrigins').replace(`'https://localhost'`, `'${appOrigin}'`)}`)) as {
        session: Handler;
      };
      ({session} = block);
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
};

const inPage = (code: string, serverUrl: string): string =>
  code
    .replace(`'cube-embed'`, `'/cube-embed.js'`)
    .replace(`'./login.js'`, `'/login.js'`)
    .replace('https://app.example.com', serverUrl);

const ready = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('cube-embed')?.state === 'ready');

test("Web views: Capacitor's page asks from another origin, with the login's token", async () => {
  await using server = await startServer();
  let cube = '';
  await using site = await openRecipeSite(browser, {
    html: '<div id="report"></div>',
    script: `import '/page.js';`,
    routes(host, cubeUrl) {
      cube = cubeUrl;
      const script = {'Content-Type': 'text/javascript'};
      const code = inPage(recipeCode('web-views', 'js', 'readToken} from'), server.url);
      host.get('/page.js', (context) => context.body(code, 200, script));
      host.get('/login.js', (context) =>
        context.body(`export const readToken = async () => 'token-of-ada';`, 200, script),
      );
    },
  });
  await server.open(cube, new URL(site.url).origin);
  await site.page.goto(site.url);
  await ready(site.page);
  assert.deepEqual(
    site.emulator.ledger.sessions().map(({user}) => user),
    ['ada'],
  );
  assert.deepEqual(site.problems, []);
  const preflight = {origin: 'capacitor://localhost', 'access-control-request-method': 'POST'};
  const answer = await fetch(`${server.url}/api/cube/session`, {method: 'OPTIONS', headers: preflight});
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get('access-control-allow-origin'), 'capacitor://localhost');
});

test("Web views: Electron's page gets its sessions from the main process, and hears what a refusal was", async () => {
  await using server = await startServer();
  await using site = await openRecipeSite(browser, {
    html: '<cube-embed dashboard-id="OwVQpbdaZmBT"></cube-embed>',
    script: inPage(recipeCode('web-views', 'js', 'CubeEmbedError'), server.url),
    routes: (_host, cubeUrl) => server.open(cubeUrl, 'https://localhost'),
  });
  const main = (await importBlock(`
    const handlers = {};
    const windowOpen = {};
    class BrowserWindow { webContents = {setWindowOpenHandler: (handler) => (windowOpen.handler = handler)}; }
    const ipcMain = {handle: (name, handler) => (handlers[name] = handler)};
    const opened = [];
    const shell = {openExternal: async (url) => opened.push(url)};
    const preloadFile = 'preload.js';
    const login = {token: 'token-of-ada'};
    const readToken = async () => login.token;
    ${recipeCode('web-views', 'js', 'ipcMain')
      .replace(/^import .*$/m, '')
      .replace('https://app.example.com', server.url)}
    export {handlers, windowOpen, opened, login};`)) as {
    handlers: Record<string, (event: null, request: unknown) => Promise<unknown>>;
    windowOpen: {handler: (details: {url: string}) => {action: string}};
    opened: string[];
    login: {token: string};
  };
  const {page} = site;
  await page.exposeFunction('cubeSession', (request: unknown) => main.handlers['cube-session']!(null, request));
  await page.addInitScript({content: 'window.host = {cubeSession: (request) => window.cubeSession(request)};'});
  await page.goto(site.url);
  await ready(page);
  assert.equal(site.emulator.ledger.sessions()[0]?.user, 'ada');

  main.login.token = 'unknown';
  await page.evaluate(() => document.querySelector('cube-embed')?.reload());
  await page.waitForFunction(() => document.querySelector('cube-embed')?.error?.code === 'session-unauthorized');

  assert.deepEqual(main.windowOpen.handler({url: 'https://example.com/'}), {action: 'deny'});
  assert.deepEqual(main.windowOpen.handler({url: 'file:///etc/passwd'}), {action: 'deny'});
  assert.deepEqual(main.opened, ['https://example.com/']);
});

test("Web views: React Native's app hears when the embed is ready", async () => {
  await using site = await openRecipeSite(browser, {
    html: '<cube-embed dashboard-id="OwVQpbdaZmBT" session-endpoint="/api/cube/session"></cube-embed>',
    script: recipeCode('web-views', 'js', 'ReactNativeWebView'),
  });
  const heard = new Promise<string>((tell) => {
    void site.page.exposeFunction('tellApp', tell);
  });
  await site.page.addInitScript({
    content: 'window.ReactNativeWebView = {postMessage: (text) => window.tellApp(text)};',
  });
  await site.page.goto(site.url);
  const {type, detail} = JSON.parse(await heard) as {type: string; detail: {surface: string}};
  assert.deepEqual([type, detail.surface], ['cube-ready', 'dashboard']);
});
