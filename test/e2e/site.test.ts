// The site as `npm run site` builds it, in a browser.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {chromium, type Browser, type Page} from 'playwright-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {pagePaths} from '../../scripts/docs/pages.mjs';
import {fileAt, serveSite} from '../support/built-site.js';

const folder = 'site/dist';
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface AxeWindow {
  readonly axe: {run(): Promise<{violations: readonly {id: string; nodes: readonly {html: string}[]}[]}>};
}

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;
before(async () => {
  const {status, stdout, stderr} = spawnSync('npm', ['run', '--silent', 'site'], {encoding: 'utf8'});
  assert.equal(status, 0, stdout + stderr);
  site = await serveSite(folder);
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  site.close();
});

const desktop = {width: 1440, height: 900};
const phone = {width: 390, height: 844};

/** Opens a page and collects its errors. */
const open = async (
  address: string,
  options: {readonly viewport?: typeof desktop; readonly colorScheme?: 'light' | 'dark'} = {},
): Promise<{readonly page: Page; readonly problems: string[]}> => {
  const context = await browser.newContext({viewport: desktop, reducedMotion: 'reduce', ...options});
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(site.url)) problems.push(request.url());
  });
  await page.goto(site.url + address, {waitUntil: 'networkidle'});
  return {page, problems};
};

test('every page of docs/ is a page of the site, and its Markdown stands beside it', () => {
  for (const path of pagePaths()) {
    assert.ok(fileAt(folder, `/${path.replace(/README\.md$/, '').replace(/\.md$/, '')}`), path);
    assert.equal(readFileSync(join(folder, path), 'utf8'), readFileSync(join('docs', path), 'utf8'));
  }
});

test('llms.txt and SKILL.md begin with the rule about the key, and their links work', () => {
  for (const name of ['llms.txt', 'SKILL.md']) {
    const text = readFileSync(join(folder, name), 'utf8');
    assert.match(text.replace(/^---[^]*?---/, '').slice(0, 400), /\*\*Never put the API key into a page/);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
    assert.ok(links.length > 10);
    for (const link of links) assert.ok(fileAt(folder, `/${link}`), `${name}: ${link}`);
  }
});

test('no link and no picture of the site is dead, anchors included', () => {
  const htmlFiles = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.html'));
  const html = new Map(htmlFiles.map((file) => [join(folder, file), readFileSync(join(folder, file), 'utf8')]));
  let links = 0;
  for (const [file, text] of html) {
    const base = `http://site/${file === join(folder, '404.html') ? '' : file.slice(folder.length + 1)}`;
    for (const [, link = ''] of text.matchAll(/<(?:a|img|link|script)\b[^>]*?\s(?:href|src)="([^"]+)"/g)) {
      const {host, pathname, hash} = new URL(link.replaceAll('&amp;', '&'), base);
      if (host !== 'site') continue;
      links++;
      const target = fileAt(folder, pathname);
      assert.ok(target, `${file} links to ${link}`);
      const id = decodeURIComponent(hash.slice(1));
      if (id) assert.ok(html.get(target)?.includes(` id="${id}"`), `${file} links to ${link}: no such place`);
    }
  }
  assert.ok(links > 1000, `only ${links} links were seen`);
});

/** Each kind of page. */
const kinds = ['/', '/troubleshooting', '/errors/session-unauthorized', '/frameworks/vue', '/reference/element'];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of Object.entries({desktop, phone})) {
    test(`axe finds nothing on a ${colorScheme} ${name}, and nothing scrolls sideways`, async () => {
      // Colours and widths come from the first two kinds; the others are checked once.
      for (const address of name === 'desktop' && colorScheme === 'light' ? kinds : kinds.slice(0, 2)) {
        const {page, problems} = await open(address, {viewport, colorScheme});
        await page.addScriptTag({path: axePath});
        const found = await page.evaluate(async () => {
          const {violations} = await (window as unknown as AxeWindow).axe.run();
          return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
        });
        assert.deepEqual(found, [], address);
        const {scrollWidth, clientWidth, classes} = await page.evaluate(() => {
          const {scrollWidth, clientWidth, className: classes} = document.documentElement;
          return {scrollWidth, clientWidth, classes};
        });
        assert.ok(scrollWidth <= clientWidth, `${address} is ${scrollWidth} px wide`);
        assert.equal(classes.includes('dark'), colorScheme === 'dark', address);
        assert.deepEqual(problems, []);
        await page.context().close();
      }
    });
  }
}

test('the table of the attributes fits a phone', async () => {
  const {page} = await open('/reference/element', {viewport: phone});
  const [cut] = await page
    .locator('.vp-doc table')
    .evaluateAll((tables) => tables.map(({scrollWidth, clientWidth}) => scrollWidth - clientWidth));
  assert.equal(cut, 0);
  await page.context().close();
});

test('the search finds the page of session-unauthorized first', async () => {
  const {page, problems} = await open('/');
  await page.locator('.VPNavBarSearch button').click();
  await page.getByRole('searchbox').fill('session-unauthorized');
  const first = page.getByRole('option').first();
  await first.getByText('session-unauthorized').first().waitFor();
  await first.getByRole('link').click();
  await page.waitForURL('**/errors/session-unauthorized*');
  assert.match((await page.locator('h1').textContent()) ?? '', /session-unauthorized/);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test('an unknown page shows that it doesn’t exist, and leads back', async () => {
  const {page} = await open('/no-such-page');
  await page.getByRole('link', {name: /home/i}).click();
  await page.waitForURL(`${site.url}/`);
  await page.context().close();
});
