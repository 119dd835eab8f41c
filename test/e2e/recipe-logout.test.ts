import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {defaultApiKey} from 'cube-embed/emulator';
import {chromium, type Browser, type BrowserContext, type Page} from 'playwright-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {recipeCode} from '../server/support/recipe-code.js';
import {openRecipeSite} from '../support/recipe-site.js';

type Handler = (request: Request) => Promise<Response>;

const folder = mkdtempSync(join(tmpdir(), 'cube-embed-logout-'));
let browser: Browser;
before(async () => {
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  rmSync(folder, {recursive: true});
});

/** The recipe's routes as they stand on its page. Each import has a store of its own. */
const importRoutes = async (cubeUrl: string): Promise<{session: Handler; logout: Handler}> => {
  Object.assign(process.env, {CUBE_BASE_URL: cubeUrl, CUBE_API_KEY: defaultApiKey});
  const app = `export const currentUser = async (request) => {
    const user = /user=(\\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
    return user ? {id: user, groups: []} : null;
  };`;
  writeFileSync(join(folder, 'your-app.js'), app);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const server = pathToFileURL(resolve('dist/server.js')).href;
  const file = join(folder, `routes-${new URL(cubeUrl).port}.js`);
  writeFileSync(file, recipeCode('logout', 'js', 'createLogoutHandler').replace(`'cube-embed/server'`, `'${server}'`));
  return (await import(pathToFileURL(file).href)) as {session: Handler; logout: Handler};
};

const openSite = () =>
  openRecipeSite(browser, {
    html: recipeCode('logout', 'html'),
    script: recipeCode('logout', 'js', 'BroadcastChannel'),
    async routes(host, cubeUrl) {
      const {session, logout} = await importRoutes(cubeUrl);
      host.all('/api/cube/session', (context) => session(context.req.raw));
      host.all('/api/cube/logout', (context) => logout(context.req.raw));
      host.post('/logout', (context) => {
        context.header('Set-Cookie', 'user=; Max-Age=0; Path=/');
        return context.redirect(`/signed-out${new URL(context.req.url).search}`, 303);
      });
      host.get('/signed-out', (context) => context.text('You are signed out.'));
    },
  });

const signIn = async (url: string, user: string): Promise<BrowserContext> => {
  const context = await browser.newContext();
  await context.addCookies([{name: 'user', value: user, url}]);
  return context;
};

const openPage = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector('cube-embed')?.state === 'ready');
  return page;
};

test('Logout: one click takes the frames out of all tabs and revokes the sessions of all devices', async () => {
  await using site = await openSite();
  const [laptop, phone] = [await signIn(site.url, 'ada'), await signIn(site.url, 'ada')];
  const [tab, other] = [await openPage(laptop, site.url), await openPage(laptop, site.url)];
  await openPage(phone, site.url);
  await tab.getByRole('button', {name: 'Sign out'}).click();
  for (const page of [tab, other]) await page.waitForURL('**/signed-out');
  const lives = site.emulator.ledger.sessions();
  assert.equal(lives.length, 3);
  for (const {revokedAt} of lives) assert.notEqual(revokedAt, null);
  await tab.goBack();
  await tab.waitForFunction(() => !document.querySelector('cube-embed')?.frame);
  await laptop.close();
  await phone.close();
});

test('Logout: where Cube does not revoke, the login ends nevertheless, and the page leads to /signed-out?incomplete', async () => {
  await using site = await openSite();
  const context = await signIn(site.url, 'ada');
  const page = await openPage(context, site.url);
  await page.route('**/api/cube/logout', (route) => route.fulfill({status: 207, json: {revoked: 0, failed: 1}}));
  await page.getByRole('button', {name: 'Sign out'}).click();
  await page.waitForURL('**/signed-out?incomplete');
  assert.equal((await context.cookies()).length, 0);
  await context.close();
});

test('Another user: the page of the previous user gets no session of the next one', async () => {
  await using site = await openSite();
  const context = await signIn(site.url, 'ada');
  const page = await openPage(context, site.url);
  await context.addCookies([{name: 'user', value: 'bob', url: site.url}]);
  await page.evaluate(() => document.querySelector('cube-embed')?.renew());
  await page.waitForFunction(() => document.querySelector('cube-embed')?.error?.code === 'session-unauthorized');
  assert.equal(await page.evaluate(() => document.querySelector('cube-embed')?.frame), null);
  assert.deepEqual(
    site.emulator.ledger.sessions().map(({user}) => user),
    ['ada'],
  );
  await context.close();
});
