import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {chromium, type Browser} from 'playwright-core';
import {createEmulator, defaultApiKey} from 'cube-embed/emulator';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {copyPackage, installDependencies, run} from '../../scripts/framework-apps.js';
import {startServer, type Settings} from '../server/support/recipe-program.js';
import {startWorker} from '../server/support/recipe-worker.js';
import {checkRoute} from '../server/support/recipe-rules.js';
import {AppPage} from './app-page.js';
import {recipeProjects, writeProject} from './recipe-projects.js';
import {bareTag, keepRendered} from './server-rendering.js';

const asked = process.env['FRAMEWORKS'];
const names = Object.keys(recipeProjects).filter((name) => !asked || asked.split(',').includes(name));
/** Outside of this repository: no package of it may be found from there. */
const workshop = mkdtempSync(join(tmpdir(), 'cube-embed-recipes-'));
const quiet = {NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1'};
/** Builds have another key than the server, or none: what they do with it shows. */
const buildKey = 'key-of-the-build';

let browser: Browser;
before(async () => {
  copyPackage(workshop);
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  rmSync(workshop, {recursive: true});
});

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const webServer = fileURLToPath(new URL('web-server.mjs', import.meta.url));

/** All modules of a build, the one that is the entry first. */
const modulesUnder = (entry: string): Readonly<Record<string, string>> => {
  const folder = dirname(entry);
  const files = filesUnder(folder).filter((file) => file !== entry && file.endsWith('.mjs'));
  return Object.fromEntries([entry, ...files].map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));
};

// Two at a time: one installs while the other one builds.
describe('recipes', {concurrency: 2}, () => {
  for (const name of names) describe(name, {concurrency: 1}, () => testRecipe(name));
});

function testRecipe(name: string): void {
  const {server, assets, isTagEmpty, refusedBefore, presets = {}} = recipeProjects[name]!;
  const folder = join(workshop, name);
  const start = (settings: Settings) => startServer([process.execPath, ...server], folder, settings);

  after(() => rmSync(folder, {recursive: true, force: true}));
  it(`${name}: the recipe's project installs and builds`, async () => {
    writeProject(name, folder);
    await installDependencies(folder);
    await run('npm', ['run', '--silent', 'build'], folder, {...quiet, CUBE_API_KEY: buildKey});
    for (const file of filesUnder(join(folder, assets)))
      assert.doesNotMatch(readFileSync(file, 'latin1'), /key-of-the/);
  });

  it(`${name}: the route follows the rules`, () => checkRoute(start, {refusedBefore}));

  it(`${name}: the page is rendered, hydrated and shows the dashboard`, async () => {
    const emulator = createEmulator();
    const cube = await emulator.listen();
    const context = await browser.newContext();
    try {
      const settings = {CUBE_BASE_URL: cube.url, CUBE_API_KEY: defaultApiKey, CUBE_DEPLOYMENT_ID: '32'};
      await using host = await start(settings);
      const html = await (await fetch(host.url)).text();
      const tag = bareTag.exec(html)?.[0] ?? assert.fail(`No bare tag: ${html}`);
      for (const attribute of [' dashboard-id="OwVQpbdaZmBT"', ' session-endpoint="/api/cube/session"'])
        assert.equal(tag.includes(attribute), !isTagEmpty, tag);
      assert.doesNotMatch(html, /\[object|key-of-the-build|emulator-key/);
      await context.addCookies([{name: 'user', value: 'ada', url: host.url}]);
      const app = new AppPage(await context.newPage(), {hostUrl: host.url, emulator});
      await app.page.addInitScript({content: keepRendered});
      await app.open('/');
      assert.ok(
        await app.page.evaluate(`document.querySelector('cube-embed') === window.rendered`),
        'It was made anew.',
      );
      assert.deepEqual(app.sessions(), {issued: 1, exchanged: 1});
      assert.deepEqual(await app.page.evaluate(`document.querySelector('cube-embed').filters`), {
        'orders.status': 'completed',
      });
      await app.page.locator('cube-embed iframe').contentFrame().getByText('completed').first().waitFor();
      assert.deepEqual(app.complaints, []);
    } finally {
      await context.close();
      await emulator.close();
    }
  });

  for (const [preset, file] of Object.entries(presets)) {
    it(`${name}: the route follows the rules on the preset ${preset}`, async () => {
      await run('npm', ['run', '--silent', 'build'], folder, {...quiet, NITRO_PRESET: preset, CUBE_API_KEY: buildKey});
      const built = join(folder, file);
      const startPreset = (settings: Settings) =>
        preset.startsWith('cloudflare')
          ? startWorker(modulesUnder(built), settings, ['nodejs_compat'])
          : startServer([process.execPath, webServer, built], folder, settings);
      await checkRoute(startPreset);
      await checkRoute(startPreset, {path: '/api/cube/node-session'});
    });
  }
}
