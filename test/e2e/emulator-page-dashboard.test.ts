import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {EmulatedSite} from '../support/emulated-frame.js';

const path = '/embed/d/32/dashboard/OwVQpbdaZmBT';
let site: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start();
});
after(() => site.stop());

test('a signed dashboard posts ready, view and dashboard-loaded in the envelope', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  const [ready, view, loaded, ...more] = await embed.seen();
  assert.deepEqual(more, []);
  assert.deepEqual(ready?.payload, {
    embedTenant: 'emulator',
    deploymentId: 32,
    mode: 'signed',
    surface: 'dashboard',
    publicId: 'OwVQpbdaZmBT',
  });
  assert.equal(view?.type, 'cube:event:view');
  assert.deepEqual(view.payload, {surface: 'dashboard', path, publicId: 'OwVQpbdaZmBT', title: 'Orders overview'});
  assert.equal(loaded?.payload['widgetCount'], 9);
  assert.equal(typeof loaded.payload['loadDurationMs'], 'number');
  for (const message of [ready, view, loaded]) {
    assert.equal(message.source, 'cube-embed');
    assert.equal(message.direction, 'event');
    assert.equal(message.surface, 'dashboard');
    assert.equal(message.origin, site.url);
    assert.equal(typeof message.timestamp, 'number');
  }
  await embed.close();
});

test('rows appear as text, and are those of the viewer', async () => {
  const everything = await site.open(path);
  await everything.event('dashboard-loaded');
  assert.match(await everything.text(), /San Francisco[\s\S]*New York/);
  await everything.close();
  const attributes = [{name: 'city', value: 'New York'}];
  const one = await site.open(path, {session: {externalId: 'ny', userAttributes: attributes}});
  await one.event('dashboard-loaded');
  const text = await one.text();
  assert.match(text, /New York/);
  assert.doesNotMatch(text, /San Francisco/);
  await one.close();
});

const refusals = [
  {name: 'a dashboard that is missing', path: '/embed/dashboard/nope', session: {}, says: /no dashboard/},
  {name: 'an app without creatorMode', path: '/embed/d/32/app', session: {}, says: /creatorMode/},
] as const;

for (const refusal of refusals) {
  test(`${refusal.name} is shown to the viewer and posted to the page, and no other event follows`, async () => {
    const embed = await site.open(refusal.path, {session: refusal.session});
    const {payload} = await embed.event('error');
    assert.equal(payload['fatal'], true);
    assert.equal(payload['context'], 'embed-render');
    assert.match(String(payload['message']), refusal.says);
    await embed.view.getByRole('alert').getByText(refusal.says).waitFor();
    assert.deepEqual(await embed.names(), ['error']);
    await embed.close();
  });
}

test('a reload meets a spent session', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  await embed.frame.evaluate(() => {
    location.reload();
  });
  const {payload} = await embed.event('error');
  assert.equal(payload['fatal'], true);
  assert.equal(payload['context'], 'embed-session');
  assert.equal((await embed.names()).filter((name) => name === 'ready').length, 1);
  await embed.close();
});

test('the URL presets filters and switchers; parameters without a control are ignored', async () => {
  const query = new URLSearchParams({
    'f_orders.status': '{"value":"returned"}',
    'f_orders.nothing': '{"value":"x"}',
    'f_orders.country': 'not json',
    'tg_orders.created_at': 'year',
    'ms_orders.status': 'category',
  });
  const embed = await site.open(`${path}?${query.toString()}`);
  await embed.event('dashboard-loaded');
  const widget = (id: string) => embed.view.locator(`[data-widget="${id}"]`);
  assert.match(await widget('over-time').innerText(), /\n?2024\s/);
  assert.match(await widget('by-status').innerText(), /Furniture/);
  await embed.view.locator('[data-member="orders.status"] summary').getByText('returned').waitFor();
  await embed.view.locator('[data-member="orders.country"] summary').getByText('All').waitFor();
  await embed.close();
});

test('set-filter takes several filters, encoded or raw, and writes them into its own URL', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  const total = embed.view.locator('[data-widget="orders"] .big-number');
  assert.equal((await total.innerText()).trim(), '100,000');
  await embed.post('set-filter', {
    filterUrlParameter: 'f_orders.status={"value":"completed"}&f_orders.country={"value":["US","DE"]}',
  });
  const isOther = (text: string) =>
    embed.frame.waitForFunction((was) => !document.querySelector('.big-number')?.textContent.includes(was), text);
  await isOther('100,000');
  const both = (await total.innerText()).trim();
  await embed.post('set-filter', {filterUrlParameter: 'f_orders.country={"value":"50%25 %26 C%23 %2B"}'});
  await isOther(both);
  assert.equal(
    await embed.frame.evaluate(() => new URLSearchParams(location.search).get('f_orders.country')),
    '{"value":"50% & C# +"}',
  );
  await embed.post('set-filter', {filterUrlParameter: 'f_orders.status={"value":""}&f_orders.country={"value":null}'});
  await total.getByText('100,000').waitFor();
  await embed.close();
});

test('the viewer filters by keyboard', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  const filter = embed.view.locator('[data-member="orders.status"]');
  await filter.locator('summary').focus();
  await embed.page.keyboard.press('Enter');
  await filter.getByLabel('returned').focus();
  await embed.page.keyboard.press('Space');
  await embed.says(/4,970/);
  await embed.page.keyboard.press('Escape');
  assert.equal(await filter.getAttribute('open'), null);
  await embed.view.getByLabel('Ordered').selectOption('year');
  await embed.frame.waitForFunction(() => location.search.includes('tg_orders.created_at=year'));
  await embed.close();
});

test('only the exact words switch: allowExport=true grants, show…=false hides', async () => {
  const nothing = await site.open(`${path}?allowExport=TRUE&showDashboardTitle=0&showDashboardBackButton=False`);
  await nothing.event('dashboard-loaded');
  await nothing.view.getByRole('heading', {name: 'Orders overview'}).waitFor();
  // There is nowhere to go back to yet.
  assert.equal(await nothing.view.getByRole('button', {name: 'Back'}).count(), 0);
  assert.equal(await nothing.view.getByLabel('Download').count(), 0);
  await nothing.close();

  const bare = await site.open(`${path}?allowExport=true&showDashboardHeader=false`);
  await bare.event('dashboard-loaded');
  assert.equal(await bare.view.getByRole('button', {name: 'Back'}).count(), 0);
  assert.equal(await bare.view.locator('.heading').count(), 0);
  await bare.view.getByLabel('Download: Orders overview').waitFor();
  await bare.close();

  const widgetsOnly = await site.open(`${path}?allowExport=true&showDashboardExportMenu=false`);
  await widgetsOnly.event('dashboard-loaded');
  assert.equal(await widgetsOnly.view.getByLabel('Download: Orders overview').count(), 0);
  await widgetsOnly.view.getByLabel('Download: Cities').waitFor();
  await widgetsOnly.close();
});

test('exports are files, and their events have no rows', async () => {
  const embed = await site.open(`${path}?allowExport=true`);
  await embed.event('dashboard-loaded');
  const save = async (menu: string, format: string) => {
    await embed.view.getByLabel(menu, {exact: true}).click();
    const [download] = await Promise.all([
      embed.page.waitForEvent('download'),
      embed.view.getByRole('button', {name: format, exact: true}).filter({visible: true}).click(),
    ]);
    return {name: download.suggestedFilename(), bytes: await readFile(await download.path())};
  };
  const csv = await save('Download: Orders by status', 'CSV');
  assert.equal(csv.name, 'orders-by-status.csv');
  assert.match(csv.bytes.toString(), /^Status,Orders\r\ncompleted,\d+\r\n/);
  assert.deepEqual((await embed.event('download')).payload, {
    format: 'csv',
    target: 'widget',
    widgetId: 'by-status',
    title: 'Orders by status',
    rowCount: 5,
  });
  const png = await save('Download: Revenue by category', 'PNG');
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
  const pdf = await save('Download: Orders overview', 'PDF');
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
  assert.deepEqual((await embed.event('download', 3)).payload, {
    format: 'pdf',
    target: 'dashboard',
    title: 'Orders overview',
  });
  await embed.close();
});

test('a number drills down to its rows', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  await embed.view.locator('[data-widget="by-status"] .point').first().click();
  const {payload} = await embed.event('drilldown');
  assert.equal(payload['member'], 'orders.count');
  assert.equal(payload['widgetId'], 'by-status');
  assert.equal(typeof payload['value'], 'number');
  const dialog = embed.view.getByRole('dialog');
  await dialog.getByRole('row').nth(5).waitFor();
  assert.match(await dialog.innerText(), /completed/);
  await embed.page.keyboard.press('Escape');
  await dialog.waitFor({state: 'hidden'});
  await embed.close();
});

test('a click on a drawing drills down too', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  const canvas = embed.view.locator('[data-widget="by-status"] canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  assert.ok(box, 'the drawing has a place');
  await embed.page.mouse.click(box.x + box.width * 0.96, box.y + box.height * 0.5);
  const {payload} = await embed.event('drilldown');
  assert.equal(payload['member'], 'orders.count');
  await embed.view.getByRole('dialog').getByText('returned').first().waitFor();
  await embed.close();
});
