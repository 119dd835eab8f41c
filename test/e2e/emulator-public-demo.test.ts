import assert from 'node:assert/strict';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, test} from 'node:test';
import express from 'express';
import {chromium, type Browser} from 'playwright-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import type {Emulator} from '../../src/emulator/index.js';
import {createBuiltEmulator} from '../support/built-emulator.js';

/**
 * Repeats the requests of Cube's public demo app, github.com/cubedevinc/cube-embedding-demo at 4f9abe6: a server that forwards the
 * page's JSON with the API key on it, and a page that frames `/embed/d/DEPLOYMENT/…?session=`.
 */
let emulator: Emulator;
let cubeUrl: string;
let host: Server;
let hostUrl: string;
let browser: Browser;

const createHost = (): express.Express => {
  const app = express();
  app.use(express.json());
  app.post('/api/v1/embed/generate-session', async (request, response) => {
    const answer = await fetch(`${cubeUrl}/api/v1/embed/generate-session`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', Authorization: 'Api-Key emulator-key'},
      body: JSON.stringify(request.body),
    });
    response.status(answer.status);
    response.set('Content-Type', answer.headers.get('Content-Type') ?? 'application/json');
    response.send(await answer.text());
  });
  app.use((_request, response) => {
    response.type('html').send('<!doctype html><html lang="en"><title>Demo</title><body></body></html>');
  });
  return app;
};

before(async () => {
  emulator = await createBuiltEmulator();
  cubeUrl = (await emulator.listen()).url;
  host = createHost().listen(0, '127.0.0.1');
  await new Promise((resolve) => host.once('listening', resolve));
  hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const executablePath = findChromium();
  assert.ok(executablePath, 'there is a Chromium');
  browser = await chromium.launch({executablePath, args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  host.closeAllConnections();
  host.close();
  await emulator.close();
});

const theme = {
  font: 'Georgia',
  primaryColor: '#aa0044',
  analyticsChat: {backgroundColor: '#f8f9fa', chatInput: {backgroundColor: '#ffffff', borderColor: '#e0e0e0'}},
};
const external = {deploymentId: 32, externalId: 'test-user-123'};
const userAttributes = [{name: 'city', value: 'San Francisco'}];

const embeds = [
  {name: 'chat', body: {...external, embedTheme: theme}, path: 'chat', until: '.welcome', says: /./},
  {
    name: 'chat of an internal user',
    body: {deploymentId: 32, internalId: 'ada@example.com'},
    path: 'chat',
    until: '.welcome',
    says: /./,
  },
  {
    name: 'dashboard',
    body: {...external, userAttributes},
    path: 'dashboard/OwVQpbdaZmBT',
    until: 'canvas',
    says: /San Francisco/,
  },
  {
    name: 'app',
    body: {...external, creatorMode: true, tenantId: 1, tenantName: 'My Tenant', embedTheme: theme},
    path: 'app',
    until: '.item',
    says: /Orders by status/,
  },
] as const;

for (const {name, body, path, until, says} of embeds) {
  test(`the public demo’s ${name} loads, and again after its Refresh`, async () => {
    const page = await browser.newPage();
    await page.goto(hostUrl);
    /** Gets a new session and navigates the same iframe to it. */
    const embed = () =>
      page.evaluate(
        async ([request, base]) => {
          const answer = await fetch('/api/v1/embed/generate-session', {
            method: 'POST',
            headers: {'Content-Type': 'application/json'},
            body: String(request),
          });
          const {sessionId} = (await answer.json()) as {sessionId: string};
          const frame = document.querySelector('iframe') ?? document.createElement('iframe');
          frame.title = 'Embedded Content';
          frame.allowFullscreen = true;
          frame.src = `${String(base)}?session=${sessionId}`;
          if (!frame.isConnected) document.body.append(frame);
          return sessionId;
        },
        [JSON.stringify(body), `${cubeUrl}/embed/d/32/${path}`] as const,
      );
    const view = page.frameLocator('iframe');
    for (let turn = 0; turn < 2; turn += 1) {
      const sessionId = await embed();
      await page.waitForFunction((id) => document.querySelector('iframe')?.src.endsWith(id), sessionId);
      await view.locator(until).first().waitFor();
      assert.match(await view.locator('body').innerText(), says);
      assert.doesNotMatch(await view.locator('body').innerText(), /New York/);
      const life = emulator.ledger.session(sessionId);
      assert.deepEqual([life?.requested, life?.exchanged, life?.reused, life?.refused], [1, 1, 0, 0]);
    }
    await page.close();
  });
}

test('an error of the emulator reaches the demo’s page as a status and a text', async () => {
  const send = (body: object) =>
    fetch(`${hostUrl}/api/v1/embed/generate-session`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify(body),
    });
  const unknown = await send({...external, userAttributes: [{name: 'size', value: 'L'}]});
  assert.equal(unknown.status, 400);
  assert.match(await unknown.text(), /User attributes with names \\"size\\" not found/);
  assert.equal((await send({deploymentId: 33, externalId: 'test-user-123'})).status, 404);
});
