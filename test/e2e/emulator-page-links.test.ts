import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {EmulatedSite, type EmulatedFrame} from '../support/emulated-frame.js';

const path = '/embed/d/32/dashboard/OwVQpbdaZmBT';
const detail = '/embed/d/32/dashboard/rT5kWn8QyXc2';
let site: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start({sampleData: {rows: 5000}});
});
after(() => site.stop());

const berlin = (embed: EmulatedFrame) =>
  embed.view.locator('emulator-linked-cell').filter({hasText: 'Berlin'}).getByRole('button').first();

test('a dashboard link moves inside the frame by keyboard, says so, and there is a way back', async () => {
  const embed = await site.open(`${path}?f_orders.status=${encodeURIComponent('{"value":"completed"}')}`);
  await embed.event('dashboard-loaded');
  await berlin(embed).focus();
  await embed.page.keyboard.press('Enter');
  await embed.view.getByRole('group', {name: 'Berlin: Links'}).waitFor();
  await embed.page.keyboard.press('Escape');
  assert.ok(await berlin(embed).evaluate((button) => button === document.activeElement), 'the focus is back');
  await embed.page.keyboard.press('Enter');
  await embed.page.keyboard.press('Tab');
  await embed.page.keyboard.press('Enter');
  assert.deepEqual((await embed.event('navigate')).payload, {path: detail, previousPath: path});
  assert.deepEqual((await embed.event('view', 2)).payload, {
    surface: 'dashboard',
    path: detail,
    publicId: 'rT5kWn8QyXc2',
    title: 'Orders in detail',
  });
  await embed.event('dashboard-loaded', 2);
  const city = embed.view.locator('[data-member="orders.users_city"] summary b');
  assert.equal((await city.innerText()).trim(), 'Berlin');
  // What the first dashboard's own controls stood at is not a filter of the second.
  assert.equal((await embed.view.locator('[data-member="orders.status"] summary b').innerText()).trim(), 'All');
  await embed.view.getByRole('button', {name: 'Back'}).click();
  assert.deepEqual((await embed.event('navigate', 2)).payload, {path, previousPath: detail});
  await embed.event('dashboard-loaded', 3);
  await embed.view.locator('[data-member="orders.status"] summary').getByText('completed').waitFor();
  assert.deepEqual(
    (await embed.names()).filter((name) => name === 'error'),
    [],
  );
  await embed.close();
});

test('a site opens in a new tab out of the sandbox, without a way to the page that opened it', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  const context = embed.page.context();
  await context.route('https://www.openstreetmap.org/**', (route) =>
    route.fulfill({contentType: 'text/html', body: '<!doctype html><title>Map</title>'}),
  );
  await berlin(embed).click();
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    embed.view.getByRole('link', {name: 'Map'}).filter({visible: true}).click(),
  ]);
  await tab.waitForLoadState();
  assert.equal(tab.url(), 'https://www.openstreetmap.org/search?query=Berlin%2C%20DE');
  const seen = await tab.evaluate(() => ({opener: window.opener as unknown, referrer: document.referrer}));
  assert.deepEqual(seen, {opener: null, referrer: ''});
  // The frame's sandbox allows no dialogs: a tab that had inherited it would show none.
  const dialogs = tab.waitForEvent('dialog');
  const shown = tab.evaluate(() => {
    alert('Here');
  });
  await (await dialogs).accept();
  await shown;
  assert.deepEqual(
    (await embed.names()).filter((name) => name === 'navigate'),
    [],
  );
  await embed.close();
});

test('in the app a dashboard link stays in the app', async () => {
  const embed = await site.open('/embed/d/32/app/dashboard/OwVQpbdaZmBT', {
    session: {creatorMode: true, embedTenantName: 'acme-shop'},
  });
  await embed.event('dashboard-loaded');
  await berlin(embed).click();
  await embed.view.getByRole('link', {name: 'Orders in detail'}).filter({visible: true}).click();
  assert.deepEqual((await embed.event('navigate')).payload, {
    path: '/embed/d/32/app/dashboard/rT5kWn8QyXc2',
    previousPath: '/embed/d/32/app/dashboard/OwVQpbdaZmBT',
  });
  await embed.event('dashboard-loaded', 2);
  await embed.view.locator('[data-member="orders.users_city"] summary').getByText('Berlin').waitFor();
  await embed.close();
});
