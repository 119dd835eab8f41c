import assert from 'node:assert/strict';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {chromium, type Browser, type Page} from 'playwright-core';
import {startDemo, type Demo} from '../../demo/host/start-demo.js';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {appFolder, appNames, installApp, run} from '../../scripts/framework-apps.js';
import {AppPage} from './app-page.js';
import {movements} from './movements.js';
import {addRow, writeTable} from './movements-table.js';
import {peculiarities} from './peculiarities.js';
import {hydrate} from './server-rendering.js';

const asked = process.env['FRAMEWORKS'];
const names = asked ? asked.split(',') : appNames;

let browser: Browser;
before(async () => {
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  await writeTable();
});

// Two at a time: one installs or compiles while the other one waits for its browser.
describe('applications', {concurrency: 2}, () => {
  for (const name of names) describe(name, {concurrency: 1}, () => testApplication(name));
});

function testApplication(name: string): void {
  const folder = appFolder(name);
  const npm = (...args: string[]): Promise<string> => run('npm', ['run', '--silent', ...args], folder);

  it(`${name} installs`, () => installApp(name));
  it(`${name} passes its type check`, async () => {
    await npm('typecheck');
  });
  it(`${name} builds`, async () => {
    await npm('build');
    await npm('build:server');
    // Only a development build warns.
    await run(
      'npm',
      ['run', '--silent', 'build', '--', '--mode', 'development', '--outDir', 'dist/development'],
      folder,
      {NODE_ENV: 'development'},
    );
  });

  for (const build of ['dist/development', 'dist'])
    describe(build, () => {
      let demo: Demo;
      before(async () => {
        demo = await startDemo({staticFolder: join(folder, build)});
      });
      after(() => demo.stop());

      for (const {name: movement, act} of [...movements, ...(peculiarities[name] ?? [])]) {
        it(`${name}: ${movement}`, async () => {
          await withPage(async (page) => {
            const app = new AppPage(page, demo);
            const expected = await act(app);
            const sessions = app.sessions();
            addRow({framework: name, movement, ...sessions});
            assert.deepEqual(sessions, expected);
            assert.deepEqual(app.complaints, []);
          });
        });
      }

      it(`${name}: rendered by a server, then hydrated`, () =>
        withPage((page) => hydrate(page, join(folder, 'dist', 'server', 'server.js'), join(folder, build))));
    });
}

async function withPage(use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}
