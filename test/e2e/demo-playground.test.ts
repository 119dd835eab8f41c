import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {chromium, type Browser} from 'playwright-core';
import {startDemo, type Demo} from '../../demo/host/start-demo.js';
import {faults, type Fault, type FaultId} from '../../demo/playground/faults.js';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {DemoPage, says} from '../support/demo-page.js';

let demo: Demo;
let browser: Browser;
before(async () => {
  demo = await startDemo();
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  await demo.stop();
});

/** The texts that the page shows on the way: a fault without effect would recover as well. */
const traces: Readonly<Record<FaultId, RegExp>> = {
  'endpoint-down': /3 attempts/,
  'endpoint-slow': /after ([3-9]|\d\d)/,
  'endpoint-busy': /2 attempts/,
  'signed-out': /session-unauthorized/,
  forbidden: /session-forbidden/,
  'login-page': /session-invalid/,
  'cube-unreachable': /[23] attempts/,
  'frame-silent': /frame-timeout/,
  'frame-refused': /frame-timeout/,
  'wrong-origin': /frame-origin/,
  'page-error': /embed-error/,
  flood: /recovered/,
  expiring: /renewed/,
  expired: /renewed/,
  'expired-endpoint-down': /3 attempts.*renewed/,
  'expired-signed-out': /session-unauthorized/,
  'frame-reload': /authenticating/,
};

/** Triggers a fault, presses "Try again" where that is needed, and waits until the page shows the recovery. */
const breakOne = async (site: DemoPage, fault: Fault): Promise<void> => {
  const watch = site.page.locator('fault-panel .watch');
  const row = site.page.locator('fault-panel li').filter({has: site.page.getByText(fault.title, {exact: true})});
  await row.getByRole('button').click();
  if (fault.recovers === 'by Try again') await site.retry.click();
  if (fault.recovers === 'by Reload') {
    await site.state('error');
    assert.equal(await site.retry.count(), 0, fault.id);
    await site.page.getByRole('button', {name: 'Reload', exact: true}).click();
  }
  await watch
    .filter({hasText: `${fault.title}: recovered`})
    .waitFor()
    .catch(async () => assert.fail(`${fault.id} recovers: ${await watch.innerText()}`));
  assert.match(await watch.innerText(), traces[fault.id], fault.id);
};

/** The messages of the element and the browser about the triggered faults. */
const expected = /^(<cube-embed> |Failed to load resource|Refused to display|Framing ')/;

const runFaults = async (user: string, groups: readonly Fault['group'][]): Promise<void> => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  if (user !== 'Sam') await site.renewed(() => site.choose('user', user));
  await site.tab('Faults');
  for (const fault of faults.filter(({group}) => groups.includes(group))) {
    await breakOne(site, fault);
    // Each fault begins with a new session: the end of one within a minute of its renewal has another effect.
    if (fault.then === 'nothing') {
      await site.renewed(() => site.page.getByRole('button', {name: 'Reload', exact: true}).click());
    }
  }
  assert.deepEqual(
    site.problems.filter((problem) => !expected.test(problem)),
    [],
  );
  await site.close();
};

test('the page shows every fault, and the element recovers from each', async () => {
  // At once, as two users: a fault is for one viewer. The clock is shared, so its faults come afterwards.
  await Promise.all([runFaults('Sam', ['Session endpoint']), runFaults('Nora', ['The frame'])]);
  await runFaults('Sam', ['A session that ends']);
  assert.equal(demo.emulator.ledger.totals().refused, 0);
});

test('a second warning within a minute of a renewal is ignored, and a reload of the frame is not counted as a fault', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  const {page} = site;
  const watch = page.locator('fault-panel .watch');
  const counts = page.locator('ledger-counts');
  const press = (title: string): Promise<void> =>
    page
      .locator('fault-panel li')
      .filter({has: page.getByText(title, {exact: true})})
      .getByRole('button')
      .click();
  await site.tab('Faults');
  await press('Nearly 23 hours later');
  await watch.filter({hasText: 'Nearly 23 hours later: recovered'}).waitFor();
  assert.match(await watch.innerText(), /session-expiring → renewed/);
  await press('Nearly 23 hours later');
  await watch.filter({hasText: 'Nearly 23 hours later: ignored'}).waitFor();
  assert.match(await watch.innerText(), /renewed less than a minute ago/);

  await site.renewed(() => press('Reload in the frame'));
  await counts.filter({hasText: /Reused \d: the frame loaded again by itself/}).waitFor();
  assert.equal(await counts.locator('.bad').count(), 0, 'nothing is red');

  await press('Signed out');
  await watch.filter({hasText: 'session-unauthorized'}).waitFor();
  await press('Expire now');
  await watch.filter({hasText: 'Expire now: nothing to break'}).waitFor();
  await site.close();
});

test('the choices reach the tag, the code and the frame', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  const {page} = site;
  await site.tab('Options');
  const french = await site.frame();
  await page.getByText('Language and time').click();
  await page.getByRole('combobox', {name: 'Language', exact: true}).selectOption('fr-FR');
  await says(french, /Commandes|Chiffre|Statut|Aperçu|Exporter|Demander/i);
  const london = await site.renewed(async () => {
    await page.getByRole('combobox', {name: 'For Cube the viewer is'}).selectOption('external');
  });
  assert.doesNotMatch(await says(london, /London/), /San Francisco|New York/);
  const internal = await site.renewed(async () => {
    await page.getByRole('combobox', {name: 'For Cube the viewer is'}).selectOption('internal');
  });
  await says(internal, /San Francisco[\s\S]*New York|New York[\s\S]*San Francisco/);
  await page.getByText('Content', {exact: true}).click();
  const other = await site.renewed(async () => {
    await page.getByRole('combobox', {name: 'Deployment'}).selectOption('33');
  });
  await says(other, /Categories and channels/);
  await page.getByText('Page', {exact: true}).click();
  await page.getByRole('combobox', {name: 'Run the queries again'}).selectOption('60');
  await page.getByLabel('Sign-in page, for viewers who are signed out').fill('/sign-in');
  await page.getByRole('checkbox', {name: 'Explain each step on the console'}).check();
  await page.getByText('Data', {exact: true}).click();
  await page.getByRole('checkbox', {name: 'completed'}).check();
  await page.waitForFunction(() => document.querySelector('cube-embed')?.getAttribute('filters'));

  await site.tab('Code');
  const tag = await page.getByLabel('The page', {exact: true}).innerText();
  for (const part of [
    'id="wholesale-categories"',
    'deployment-id="33"',
    'locale="fr-FR"',
    'refresh-interval="60"',
    'sign-in-url="/sign-in"',
    '\n  debug\n',
    `filters='{"orders.status":"completed"}'`,
  ]) {
    assert.ok(tag.includes(part), `the tag says ${part}:\n${tag}`);
  }
  assert.match(await page.getByLabel('The server', {exact: true}).innerText(), /deploymentId: 33[\s\S]*internalId/);
  assert.deepEqual(site.problems, []);
  await site.close();
});

test('the look, the colour scheme and hidden parts reach the frame, and the code can be copied', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl, {permissions: ['clipboard-read', 'clipboard-write']});
  const {page} = site;
  const frame = await site.frame();
  await site.tab('Options');
  await page.getByText('Look', {exact: true}).click();
  await page.getByLabel('Primary colour').fill('#aa0000');
  await page.getByRole('combobox', {name: 'Font'}).selectOption('Georgia, serif');
  await frame.waitForFunction(() => /Georgia/.test(getComputedStyle(document.body).fontFamily));
  await site.choose('scheme', 'Dark');
  await frame.waitForFunction(() => getComputedStyle(document.documentElement).colorScheme === 'dark');
  assert.equal(await site.frame().then((now) => now.url()), frame.url(), 'it is the same frame');
  await page.getByText('Controls', {exact: true}).click();
  await site.renewed(() => page.getByRole('checkbox', {name: 'title'}).check());

  await site.tab('Code');
  await page.getByRole('button', {name: 'Copy: The page'}).click();
  await page.getByRole('button', {name: 'Copy: The page'}).getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim(), (await page.getByLabel('The page', {exact: true}).innerText()).trim());
  for (const part of ['color-scheme="dark"', '#aa0000', 'Georgia', 'hide="title"']) {
    assert.ok(copied.includes(part), `the tag says ${part}:\n${copied}`);
  }
  assert.deepEqual(site.problems, []);
  await site.close();
});

test('events can be filtered and opened, and actions sent; a faulty action shows its mistake', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  const {page} = site;
  const entries = page.locator('event-log li');
  await page.getByLabel('Filter by text').fill('cube-ready');
  await entries.nth(1).waitFor({state: 'detached'});
  await entries.locator('summary').click();
  await entries.getByText('"surface": "dashboard"').waitFor();
  await page.getByLabel('Filter by text').fill('');
  await page.getByLabel('Cube', {exact: true}).uncheck();
  await entries.filter({hasText: 'cube-ready'}).waitFor({state: 'detached'});

  await page.getByText('Send an action or navigate').click();
  await page.getByRole('button', {name: 'Send'}).click();
  await entries.filter({hasText: `send('set-filter')`}).waitFor();
  await page.getByLabel('Path', {exact: true}).fill('//elsewhere');
  await page.getByRole('button', {name: 'Go'}).click();
  await page.getByText(/navigate\(\) takes a path/).waitFor();
  await site.tab('Faults');
  await page.getByText('Actions that the frame received').click();
  await page.locator('ledger-counts pre').filter({hasText: 'cube:action:set-filter'}).waitFor();
  await site.close();
});

test('signing out removes the frame, and choosing a user signs in again', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  await site.tab('Options');
  await site.page.getByRole('button', {name: 'Sign out'}).click();
  await site.state('error');
  assert.equal(
    await site.page.evaluate(() => document.querySelector('cube-embed')?.error?.code),
    'session-unauthorized',
  );
  await site.page.getByText('Signed out. Choose a user above to sign in.').waitFor();
  await says(await site.renewed(() => site.choose('user', 'Nora')), /New York/);
  await site.close();
});

test('the keyboard reaches every control; arrows move in radios and tabs', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  const {page} = site;
  const chat = await site.renewed(async () => {
    await page.getByRole('radio', {name: 'Dashboard'}).focus();
    await page.keyboard.press('ArrowRight');
  });
  await says(chat, /What would you like to know/);
  await page.getByRole('tab', {name: 'Events'}).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('tab', {name: 'Code', selected: true}).waitFor();
  assert.equal(await page.getByRole('tab', {name: 'Code'}).evaluate((tab) => tab.matches(':focus')), true);
  await site.close();
});
