// The tests that run inside a page, in each installed browser. Started by `npm run test:browser`, under tsx, since the
// plugin that serves the tenants is TypeScript. BROWSERS=chromium,firefox chooses; FILES chooses the tests; LEDGER_TABLE
// names a file for a table of the sessions that each case took.
import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {webdriverLauncher} from '@web/test-runner-webdriver';
import puppeteer from 'puppeteer-core';
import {chromiumArgs, findChromium, findFirefox, findWebKit, freePort, startWebKit} from './scripts/browsers.mjs';
import {countReporter} from './scripts/count-reporter.mjs';
import {tenantMiddleware, tenantServer} from './test/support/tenant-server.ts';

const found = {chromium: findChromium(), firefox: findFirefox(), webkit: findWebKit()};
const asked = process.env.BROWSERS?.split(',');
// WebKit's driver runs one page at a time and starves on a busy machine: it runs where it is asked for.
const wanted = asked ?? ['chromium', 'firefox'];
const missing = wanted.filter((name) => !found[name]);
if (missing.length) {
  const setup = `npm run setup${missing.includes('webkit') ? ' -- webkit' : ''}`;
  console.error(`Not installed: ${missing.join(', ')}. Run ${setup}, or choose with BROWSERS.`);
  process.exit(1);
}
const unused = Object.keys(found)
  .filter((name) => !wanted.includes(name))
  .map((name) => `${name} (${found[name] ? 'not in BROWSERS' : 'not installed'})`);

/** Long enough that only a hanging test fails: a slow machine is no failure. */
const patienceMs = 120_000;

// A window of its own for each page: of two tabs one is hidden, where nothing is rendered and no clock of the element runs.
const createPage = ({context}) => context.newPage({type: 'window'});

const launchers = {
  chromium: () =>
    chromeLauncher({
      concurrency: 2,
      createPage,
      launchOptions: {
        executablePath: found.chromium,
        headless: true,
        timeout: patienceMs,
        // A test can collect garbage, to find objects that are still referenced.
        args: [...chromiumArgs(), '--js-flags=--expose-gc', '--enable-precise-memory-info'],
      },
    }),
  firefox: () =>
    chromeLauncher({
      concurrency: 2,
      createPage,
      puppeteer,
      launchOptions: {browser: 'firefox', executablePath: found.firefox, headless: true, timeout: patienceMs},
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

/** The target origin of a message can't be observed from outside of the call, so the tests record it inside. */
const watchedPosts = {
  name: 'watched-posts',
  transform({path, body}) {
    if (path !== '/src/frame/frame-channel.ts') return undefined;
    const call = 'frame.postMessage(';
    if (body.split(call).length !== 2) throw new Error(`${path} is expected to have one ${call}…)`);
    return body.replace(call, '(globalThis.watchedPosts?.(frame) ?? frame).postMessage(');
  },
};

export default {
  files: (process.env.FILES ?? 'test/**/*.browser.test.ts').split(','),
  nodeResolve: {exportConditions: ['production']},
  port: await freePort(),
  hostname: 'localhost',
  concurrency: 1,
  concurrentBrowsers: 3,
  testsStartTimeout: patienceMs,
  testsFinishTimeout: 1_800_000,
  browserStartTimeout: patienceMs,
  // A test that fails on a busy machine and passes at the second try shows no fault of the element.
  testFramework: {config: {timeout: patienceMs, retries: 1}},
  browsers: await Promise.all(wanted.map((name) => launchers[name]())),
  middleware: [tenantMiddleware],
  // The tests cause the element's console messages; a failed test reports its own error.
  filterBrowserLogs: ({args: [said]}) => !/^<cube-embed>|a listener of the test/.test(String(said?.message ?? said)),
  plugins: [
    tenantServer,
    watchedPosts,
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url))}),
  ],
  reporters: [defaultReporter({reportTestResults: true, reportTestProgress: false}), countReporter(wanted, unused)],
};
