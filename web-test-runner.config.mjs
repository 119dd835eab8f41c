// The tests that run inside a page, in each browser that is there. Started by `npm run test:browser`, under tsx, since the
// plugin that serves the tenants is TypeScript. BROWSERS=chromium,firefox chooses; FILES chooses the tests.
import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {webdriverLauncher} from '@web/test-runner-webdriver';
import puppeteer from 'puppeteer-core';
import {chromiumArgs, ensureBrowsers, freePort, startWebKit} from './scripts/browsers.mjs';
import {countReporter} from './scripts/count-reporter.mjs';
import {tenantMiddleware, tenantServer} from './test/support/tenant-server.ts';

const found = ensureBrowsers();
const wanted = (process.env.BROWSERS ?? 'chromium,firefox').split(',').filter((name) => found[name]);

// A window of its own for each page: of two tabs one is hidden, where nothing is rendered and no clock of the element runs.
const createPage = ({context}) => context.newPage({type: 'window'});

const launchers = {
  chromium: () =>
    chromeLauncher({
      concurrency: 2,
      createPage,
      launchOptions: {executablePath: found.chromium, headless: true, args: chromiumArgs()},
    }),
  firefox: () =>
    chromeLauncher({
      concurrency: 2,
      createPage,
      puppeteer,
      launchOptions: {browser: 'firefox', executablePath: found.firefox, headless: true},
    }),
  webkit: async () => {
    const driver = await startWebKit();
    process.on('exit', () => driver.stop());
    return webdriverLauncher({
      hostname: '127.0.0.1',
      port: driver.port,
      path: '/',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': {binary: found.webkit, args: ['--automation']},
      },
    });
  },
};

export default {
  files: (process.env.FILES ?? 'test/**/*.browser.test.ts').split(','),
  nodeResolve: {exportConditions: ['production']},
  port: await freePort(),
  hostname: 'localhost',
  concurrency: 1,
  concurrentBrowsers: 3,
  testsStartTimeout: 30_000,
  testsFinishTimeout: 180_000,
  browserStartTimeout: 60_000,
  testFramework: {config: {timeout: 20_000}},
  browsers: await Promise.all(wanted.map((name) => launchers[name]())),
  middleware: [tenantMiddleware],
  plugins: [
    tenantServer,
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url))}),
  ],
  reporters: [defaultReporter({reportTestResults: true, reportTestProgress: false}), countReporter(wanted)],
};
