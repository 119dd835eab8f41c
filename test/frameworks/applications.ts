import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import {after, before, describe, it} from 'node:test';
import {chromium, type Browser, type Page} from 'playwright-core';
import {startDemo, type Demo} from '../../demo/host/start-demo.js';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {appFolder, appNames, installApp, run} from '../../scripts/framework-apps.js';
import {mountInFirefox, startFirefox} from './firefox.js';
import {AppPage} from './app-page.js';
import {movements} from './movements.js';
import {addRow, writeTable} from './movements-table.js';
import {peculiarities} from './peculiarities.js';
import {hydrate} from './server-rendering.js';

const asked = process.env['FRAMEWORKS'];
const names = appNames.filter((name) => !asked || asked.split(',').includes(name));

let browser: Browser;
const firefox = await startFirefox();
console.log(firefox ? 'Chromium and Firefox' : 'Chromium alone: there is no Firefox.');
before(async () => {
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  await firefox?.close();
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
  it(`${name}'s checker rejects what is wrong`, async () => {
    const file = readdirSync(join(folder, 'types')).find((entry) => /^rejected/i.test(entry)) ?? '';
    const wrong = readFileSync(join(folder, 'types', file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.includes('rejected -->') || line.endsWith('// rejected') ? [index + 1] : []));
    const printed = await npm('typecheck:rejected').then(
      () => assert.fail('Nothing was rejected.'),
      (error: Error) => error.message,
    );
    // rejected.tsx(4,38): …, or "types/Rejected.svelte" 6:13 …
    const places = stripVTControlCharacters(printed).matchAll(new RegExp(`${file}(?:"? |[:(])(\\d+)[,:]\\d+`, 'g'));
    assert.deepEqual(
      [...new Set([...places].map(([, line]) => Number(line)))].sort((a, b) => a - b),
      wrong,
    );
  });
  const {scripts} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {scripts: Record<string, string>};
  it(`${name} builds`, async () => {
    await npm('build');
    if (scripts['build:server']) await npm('build:server');
    if (scripts['build:development'])
      await run('npm', ['run', '--silent', 'build:development'], folder, {NODE_ENV: 'development'});
  });

  // Only a development build warns; only a production build is shipped.
  for (const build of scripts['build:development'] ? ['dist/development', 'dist'] : ['dist'])
    describe(build, () => {
      let demo: Demo;
      /** The page of the last movement, which is closed where that failed: a new one starts two processes. */
      let idle: AppPage | null = null;
      before(async () => {
        demo = await startDemo({staticFolder: join(folder, build)});
      });
      after(async () => {
        await idle?.page.context().close();
        await demo.stop();
      });

      for (const {name: movement, act} of [...movements, ...(peculiarities[name] ?? [])]) {
        it(`${name}: ${movement}`, async () => {
          const app = idle ?? new AppPage(await openPage(), demo, build.endsWith('development'));
          idle = null;
          try {
            const expected = await act(app);
            const sessions = app.sessions();
            addRow({framework: name, movement, ...sessions});
            assert.deepEqual(sessions, expected);
            assert.deepEqual(app.complaints, []);
            await app.leave();
            idle = app;
          } finally {
            if (!idle) await app.page.context().close();
          }
        });
      }

      if (firefox) it(`${name}: first mount, away and back in Firefox`, () => mountInFirefox(firefox, demo));

      if (!scripts['build:server']) return;
      it(`${name}: rendered by a server, then hydrated`, () =>
        withPage((page) =>
          hydrate(
            page,
            join(folder, 'dist', 'server', scripts['build:server']?.startsWith('ng ') ? 'server.mjs' : 'server.js'),
            join(folder, build),
          ),
        ));
    });
}

const openPage = async (): Promise<Page> => (await browser.newContext()).newPage();

async function withPage(use: (page: Page) => Promise<void>): Promise<void> {
  const page = await openPage();
  try {
    await use(page);
  } finally {
    await page.context().close();
  }
}
