import assert from 'node:assert/strict';
import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Page} from 'playwright-core';
import {startDemo} from '../../demo/host/start-demo.js';
import {run} from '../../scripts/framework-apps.js';
import {AppPage} from './app-page.js';
import {isDark} from './movements.js';

/** The bare tag, with attributes and nothing inside. */
export const bareTag = /<cube-embed(?: [\w:-]+(?:="[^"<>]*")?)*><\/cube-embed>/;

/** Remembers the element that came with the page. */
export const keepRendered = `
  new MutationObserver((records, observer) => {
    window.rendered = document.querySelector('cube-embed');
    if (window.rendered) observer.disconnect();
  }).observe(document, {childList: true, subtree: true});`;

interface Rendered {
  /** The application's part of the page, or the whole of it. */
  readonly html: string;
  /** What must run before the application's own script. */
  readonly hydrationScript?: string;
}

const renderScript = `
  const [file, settings, page] = process.argv.slice(1);
  const {render, hydrationScript} = await import(file);
  console.log(JSON.stringify({html: await render('/', JSON.parse(settings), page), hydrationScript}));`;

/** Renders the first page in a process of its own, without a DOM. Nothing else is printed there: no warning either. */
async function renderPage(serverFile: string, settings: string, page: string): Promise<Rendered> {
  const file = pathToFileURL(serverFile).href;
  return JSON.parse(
    await run(process.execPath, ['--input-type=module', '-e', renderScript, file, settings, page]),
  ) as Rendered;
}

/** Opens the first page as a server renders it, and lets the application take it over in the browser. */
export async function hydrate(page: Page, serverFile: string, build: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cube-embed-rendered-'));
  await cp(build, folder, {recursive: true});
  const demo = await startDemo({staticFolder: folder});
  try {
    const settings = await (await fetch(`${demo.hostUrl}/api/demo`)).text();
    const index = join(folder, 'index.html');
    const bare = await readFile(index, 'utf8');
    const {html, hydrationScript} = await renderPage(serverFile, settings, bare);
    assert.match(html, bareTag);
    assert.doesNotMatch(html, /\[object/);
    let document = /^<!doctype/i.test(html) ? html : bare.replace('<div id="app">', (tag) => tag + html);
    if (hydrationScript) {
      await writeFile(join(folder, 'hydration.js'), hydrationScript);
      document = document.replace('</title>', '$&<script src="/hydration.js"></script>');
    }
    await writeFile(index, document);

    const app = new AppPage(page, demo);
    // Whoever gets a page rendered for them has logged in before.
    await page.request.post(`${demo.hostUrl}/api/login/sam`);
    await page.addInitScript({content: keepRendered});
    await app.open('/');
    assert.ok(await page.evaluate(`document.querySelector('cube-embed') === window.rendered`), 'It was made anew.');
    assert.deepEqual(app.sessions(), {issued: 1, exchanged: 1});
    // The page is alive: its state reaches the element, and it hears it.
    await app.control('Dark').check();
    await app.actionsUntil('the dark theme', isDark);
    await page.evaluate(`window.rendered.reload()`);
    await app.heard('ready: dashboard');
    assert.deepEqual(app.complaints, []);
  } finally {
    await demo.stop();
    await rm(folder, {recursive: true});
  }
}
