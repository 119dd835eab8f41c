import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {build} from 'esbuild';
import {chromium, type Browser, type Page} from 'playwright-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {recipeCode} from '../server/support/recipe-code.js';
import {openRecipeSite} from '../support/recipe-site.js';

// The blocks of docs/recipes/monitoring.md, unchanged, with the real libraries.
let browser: Browser;
before(async () => {
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(() => browser.close());

const bundled = async (code: string): Promise<string> => {
  const {outputFiles} = await build({
    stdin: {contents: code, resolveDir: process.cwd()},
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};

const html = '<cube-embed dashboard-id="OwVQpbdaZmBT" session-endpoint="/api/cube/session"></cube-embed>';

/** From now on the route refuses, and the element is in its error state. */
const forbid = async (page: Page): Promise<void> => {
  await page.route('**/api/cube/session', (route) => route.fulfill({status: 403}));
  await page.evaluate(() => document.querySelector('cube-embed')?.reload());
  await page.waitForFunction(() => document.querySelector('cube-embed')?.error?.code === 'session-forbidden');
};

interface Point {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: number | {readonly count: number; readonly sum: number};
}

const sdk = `
  import {metrics as api} from '@opentelemetry/api';
  import {AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader} from '@opentelemetry/sdk-metrics';
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({exporter, exportIntervalMillis: 2 ** 30});
  api.setGlobalMeterProvider(new MeterProvider({readers: [reader]}));
  window.collectMetrics = async () => {
    await reader.forceFlush();
    const {metrics} = exporter.getMetrics().at(-1).scopeMetrics[0];
    return Object.fromEntries(metrics.map(({descriptor, dataPoints}) =>
      [descriptor.name, dataPoints.map(({attributes, value}) => ({attributes, value}))]));
  };
`;

test('Monitoring: OpenTelemetry counts sessions and errors, and has the duration of each step', async () => {
  // In one module after the other: the provider is there before the recipe asks for a meter.
  const script = await bundled(`${sdk}\n${recipeCode('monitoring', 'js', 'opentelemetry')}`);
  await using site = await openRecipeSite(browser, {html, script});
  const {page} = site;
  await page.goto(site.url);
  await page.waitForFunction(() => performance.getEntriesByName('cube-embed:painted').length === 1);
  await forbid(page);
  const collected = await page.evaluate(() =>
    (window as unknown as {collectMetrics: () => Promise<Record<string, Point[]>>}).collectMetrics(),
  );
  assert.deepEqual(
    collected['cube_embed.step']?.map(({attributes}) => attributes['step']),
    ['session', 'frame', 'painted'],
  );
  for (const {value} of collected['cube_embed.step'] ?? []) assert.ok(typeof value === 'object' && value.sum > 0);
  assert.deepEqual(collected['cube_embed.sessions'], [
    {attributes: {surface: 'dashboard', reason: 'initial', attempts: 1}, value: 1},
  ]);
  assert.deepEqual(collected['cube_embed.errors'], [
    {attributes: {surface: 'dashboard', code: 'session-forbidden', fatal: true, status: 403}, value: 1},
  ]);
});

test('Monitoring: Sentry gets each error once, with its code, and no session id', async () => {
  await using site = await openRecipeSite(browser, {
    html,
    script: await bundled(
      recipeCode('monitoring', 'js', 'Sentry').replace('replayIntegration({', '$&useCompression: false, '),
    ),
  });
  const {page} = site;
  let sent = '';
  const complete = new Promise<void>((resolve) => {
    void page.route('https://sentry.example.com/**', async (route) => {
      sent += route.request().postDataBuffer()?.toString() ?? '';
      if (['event', 'span', 'replay_recording'].every((kind) => sent.includes(`{"type":"${kind}"`))) resolve();
      await route.fulfill({status: 200, json: {}});
    });
  });
  await page.goto(site.url);
  await page.waitForFunction(() => performance.getEntriesByName('cube-embed:painted').length === 1);
  const resources = await page.evaluate(() => performance.getEntriesByType('resource').map(({name}) => name));
  const [sessionId = ''] = resources.flatMap((name) => new URL(name).searchParams.getAll('session'));
  assert.match(sessionId, /\S{32}/, 'The browser lists the frame with its session id.');
  await forbid(page);
  await complete;
  assert.equal(sent.split('"fingerprint":["cube-embed","session-forbidden","403"]').length - 1, 1);
  assert.ok(!sent.includes(sessionId), 'A session id was sent.');
});
