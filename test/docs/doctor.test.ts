// The reports of docs/doctor.md are those of runs.
import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {readPage} from '../../scripts/docs/pages.mjs';
import {parseArguments} from '../../src/doctor/arguments.js';
import {lineOf} from '../../src/doctor/command.js';
import {usage} from '../../src/doctor/usage.js';
import type {EmulatorOptions} from '../../src/emulator/index.js';
import {createSessionHandler, toNodeHandler} from '../../src/server/index.js';
import {examineWith, key, openTenant} from '../doctor/support/doctor-run.js';
import {serve} from '../doctor/support/serve.js';

interface Example {
  readonly options?: EmulatorOptions;
  readonly refusesFrames?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who is signed in at the page's server. */
  readonly viewer?: string;
  readonly dashboard?: string;
}

const examples: Readonly<Record<string, Example>> = {
  healthy: {},
  key: {options: {apiKeys: ['sk-another-tenants-key']}},
  embedding: {options: {account: {embedding: false}}},
  dashboard: {dashboard: 'NotPublished'},
  framing: {refusesFrames: true},
  policy: {headers: {'Content-Security-Policy': "default-src 'self'"}},
  route: {viewer: 'ada'},
};

/** Runs the doctor on a tenant and a page that are as the example says, at the addresses that the page names. */
async function reportOf(t: TestContext, {options, refusesFrames, headers, viewer, dashboard}: Example) {
  const tenant = await openTenant(t, options);
  if (refusesFrames) tenant.emulator.faults.add({on: 'document', do: 'refuse-frame', how: 'x-frame-options'});
  const route = toNodeHandler(
    createSessionHandler({
      ...{baseUrl: tenant.url, apiKey: key, deploymentId: 32},
      identify: () => (viewer === undefined ? null : {externalId: viewer}),
    }),
  );
  t.mock.method(console, 'warn', () => undefined);
  const page = await serve(t, (request, response) => {
    if (request.url === '/api/cube/session') void route(request, response);
    else response.writeHead(200, headers).end('<title>Page</title>');
  });
  const {checks} = await examineWith(t, tenant, [
    ...['--dashboard', dashboard ?? 'OwVQpbdaZmBT', '--page', page, '--endpoint', '/api/cube/session'],
  ]);
  const report = checks.map(lineOf).join('');
  return report.replaceAll(tenant.url, 'http://127.0.0.1:4280').replaceAll(page, 'http://localhost:3000').trimEnd();
}

for (const [name, example] of Object.entries(examples)) {
  test(`the report "${name}" of docs/doctor.md is what a run prints`, async (t) => {
    const [, shown] =
      new RegExp(`<!-- doctor: ${name} -->\\n\\n?\`\`\`\\n([^]*?)\n\`\`\``).exec(readPage('doctor.md')) ?? [];
    const report = await reportOf(t, example);
    const lines = report.split('\n').filter((line) => name === 'healthy' || line.startsWith('failed'));
    assert.equal(shown, lines.join('\n'));
  });
}

for (const page of ['doctor.md', 'real-tenant.md']) {
  test(`the command of docs/${page} is right usage`, () => {
    const [, command = ''] = /npx cube-embed doctor ((?:.*\\\n)*.*)/.exec(readPage(page)) ?? [];
    const parsed = parseArguments(command.replaceAll('\\\n', ' ').trim().split(/\s+/), key);
    assert.equal(parsed?.options.endpoint?.href, 'https://app.example.com/api/cube/session');
  });
}

test('the table of options in docs/doctor.md has those of the usage', () => {
  const inUsage = [...usage.matchAll(/^ {2}(--[a-z-]+) /gm)].map(([, option]) => option);
  const inTable = [...readPage('doctor.md').matchAll(/^\| `(--[a-z-]+)` \|/gm)].map(([, option]) => option);
  assert.deepEqual(
    inTable,
    inUsage.filter((option) => option !== '--help'),
  );
});
