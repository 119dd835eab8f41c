import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {EmulatedSite} from '../support/emulated-frame.js';

const session = {creatorMode: true, embedTenantName: 'acme-shop'};
const home = '/embed/d/32/app';
let site: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start();
});
after(() => site.stop());

test('moving through the workspace loads no new document, and each step is an event', async () => {
  const embed = await site.open(home, {session});
  assert.equal((await embed.event('ready')).payload['surface'], 'app');
  assert.deepEqual((await embed.event('view')).payload, {surface: 'app', path: home, title: 'Workspace'});
  await embed.view.getByRole('link', {name: /Orders by status/}).click();
  const path = `${home}/workbook/130`;
  assert.deepEqual((await embed.event('navigate')).payload, {path, previousPath: home});
  assert.deepEqual((await embed.event('view', 2)).payload, {surface: 'app', path, title: 'Orders by status'});
  await embed.view.getByRole('button', {name: 'Back'}).click();
  assert.deepEqual((await embed.event('navigate', 2)).payload, {path: home, previousPath: path});
  await embed.view.getByRole('link', {name: /Orders overview/}).click();
  await embed.event('dashboard-loaded');
  await embed.post('navigate', {path: `${home}/workbook/131`});
  assert.deepEqual((await embed.event('navigate', 4)).payload, {
    path: `${home}/workbook/131`,
    previousPath: `${home}/dashboard/OwVQpbdaZmBT`,
  });
  await embed.view.locator('canvas').waitFor();
  await embed.frame.evaluate(() => {
    history.back();
  });
  await embed.event('dashboard-loaded', 2);
  assert.equal((await embed.names()).filter((name) => name === 'ready').length, 1);
  await embed.close();
});

test('a path inside the app opens directly, and an unknown one shows an error', async () => {
  const embed = await site.open(`${home}/workbook/130`, {session});
  assert.equal((await embed.event('view')).payload['path'], `${home}/workbook/130`);
  await embed.post('navigate', {path: `${home}/workbook/9999`});
  assert.equal((await embed.event('error')).payload['fatal'], false);
  await embed.view.getByRole('alert').filter({hasText: /\w/}).waitFor();
  await embed.post('navigate', {path: '/embed/chat'});
  assert.match(String((await embed.event('error', 2)).payload['message']), /navigate/);
  await embed.close();
});

test('a workbook can be changed and saved, and the next session of the tenant has it', async () => {
  const embed = await site.open(`${home}/workbook/130`, {session});
  await embed.view.locator('canvas').waitFor();
  const save = embed.view.getByRole('button', {name: 'Save'});
  assert.equal(await save.isDisabled(), true);
  await embed.view.getByRole('textbox', {name: 'Title'}).fill('Money by city');
  await embed.view.getByRole('combobox', {name: 'Chart'}).selectOption('table');
  await embed.view.getByRole('checkbox', {name: 'Status'}).uncheck();
  await embed.view.getByRole('checkbox', {name: 'City'}).check();
  await embed.view.getByRole('group', {name: 'Measures'}).getByLabel('Revenue').check();
  await embed.says(/San Francisco/);
  await embed.says(/Unsaved changes/);
  await save.click();
  await embed.says(/Saved/);
  await embed.close();

  const next = await site.open(home, {session: {...session, externalId: 'colleague'}});
  await next.view.getByRole('link', {name: /Money by city/}).click();
  await next.says(/San Francisco[\s\S]*\$/);
  await next.close();

  const other = await site.open(home, {session: {...session, externalId: 'other', embedTenantName: 'other-shop'}});
  await other.view.locator('.item').first().waitFor();
  assert.doesNotMatch(await other.text(), /Money by city/);
  await other.close();
});

test('a new workbook gets a number, and can be deleted', async () => {
  const embed = await site.open(home, {session});
  await embed.view.getByRole('link', {name: 'New workbook'}).click();
  await embed.view.getByRole('textbox', {name: 'Title'}).fill('Short-lived');
  await embed.view.getByRole('group', {name: 'Measures'}).getByLabel('Items').check();
  await embed.view.getByRole('button', {name: 'Save'}).click();
  assert.match(String((await embed.event('navigate', 2)).payload['path']), /\/workbook\/\d+$/);
  await embed.view.getByRole('button', {name: 'Delete'}).click();
  await embed.view.getByRole('group', {name: 'Delete this workbook?'}).getByRole('button', {name: 'Delete'}).click();
  await embed.event('navigate', 3);
  await embed.view.locator('.item').first().waitFor();
  assert.doesNotMatch(await embed.text(), /Short-lived/);
  await embed.close();
});

test('settings of the session and the URL hide parts', async () => {
  const settings = {showWorkbookShare: false, showWorkbookChat: false, showMemberNames: false, showGroupByCube: false};
  const embed = await site.open(`${home}/workbook/131?showWorkbookBackButton=false`, {session: {...session, settings}});
  await embed.view.locator('canvas').waitFor();
  assert.doesNotMatch(await embed.text(), /Share|Ask AI|technical names|Group by view/);
  assert.equal(await embed.view.getByRole('button', {name: 'Back'}).count(), 0);
  await embed.close();

  const dashboard = `${home}/dashboard/OwVQpbdaZmBT`;
  const plain = await site.open(dashboard, {session});
  await plain.event('dashboard-loaded');
  await plain.view.getByLabel('Settings').waitFor();
  await plain.close();
  const without = await site.open(dashboard, {session: {...session, settings: {showDashboardSettings: false}}});
  await without.event('dashboard-loaded');
  assert.equal(await without.view.getByLabel('Settings').count(), 0);
  await without.close();
});
