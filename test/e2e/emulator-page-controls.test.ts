import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {EmulatedSite, type EmulatedFrame} from '../support/emulated-frame.js';

const path = '/embed/d/32/dashboard/rT5kWn8QyXc2';
let site: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start({sampleData: {rows: 5000}});
});
after(() => site.stop());

const german = {externalId: 'german', userAttributes: [{name: 'country', value: 'DE'}]};

/** What the controls' parameters in the frame's own URL say. */
const parametersOf = (embed: EmulatedFrame): Promise<Readonly<Record<string, string>>> =>
  embed.frame.evaluate(() =>
    Object.fromEntries([...new URLSearchParams(location.search)].filter(([name]) => /^(f|tg|ms)_/.test(name))),
  );

const filterOf = (embed: EmulatedFrame, member: string) => embed.view.locator(`[data-member="${member}"]`);

const reads = (embed: EmulatedFrame, member: string, text: string): Promise<void> =>
  filterOf(embed, member).locator('summary b').getByText(text, {exact: true}).waitFor();

test('a filter opens on the viewer’s attribute, which the URL does not carry and outranks', async () => {
  const embed = await site.open(path, {session: german});
  await embed.event('dashboard-loaded');
  await reads(embed, 'orders.country', 'DE');
  assert.match(await embed.text(), /Berlin/);
  assert.doesNotMatch(await embed.text(), /New York/);
  await embed.view.getByLabel('Ordered').selectOption('year');
  await embed.frame.waitForFunction(() => location.search.includes('tg_'));
  assert.deepEqual(await parametersOf(embed), {'tg_orders.created_at': 'year'});
  await embed.close();

  const preset = await site.open(`${path}?f_orders.country=${encodeURIComponent('{"value":"US"}')}`, {session: german});
  await preset.event('dashboard-loaded');
  await reads(preset, 'orders.country', 'US');
  assert.doesNotMatch(await preset.text(), /Berlin/);
  await preset.close();
});

const clearings: readonly (readonly [name: string, query: string, clear: (embed: EmulatedFrame) => Promise<void>])[] = [
  [
    'by the viewer',
    '',
    async (embed) => {
      await filterOf(embed, 'orders.country').locator('summary').click();
      await filterOf(embed, 'orders.country').getByRole('button', {name: 'Clear'}).click();
    },
  ],
  ['by set-filter', '', (embed) => embed.post('set-filter', {filterUrlParameter: 'f_orders.country={"value":[]}'})],
  ['by the URL', `?f_orders.country=${encodeURIComponent('{"value":[]}')}`, () => Promise.resolve()],
];

for (const [name, query, clear] of clearings) {
  test(`a default that is cleared ${name} does not come back`, async () => {
    const embed = await site.open(path + query, {session: german});
    await embed.event('dashboard-loaded');
    await clear(embed);
    await reads(embed, 'orders.country', 'All');
    await embed.says(/New York/);
    await embed.post('refresh', {});
    await embed.view.getByLabel('Ordered').selectOption('year');
    await embed.frame.waitForFunction(() => location.search.includes('tg_'));
    await embed.says(/New York/);
    assert.deepEqual(Object.keys(await parametersOf(embed)), ['tg_orders.created_at']);
    await embed.close();
  });
}

test('a parent drives its children by keyboard, and the URL carries their values in its place', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  const focus = embed.view.getByLabel('Focus');
  assert.equal(await focus.inputValue(), 'All orders');
  assert.deepEqual(await parametersOf(embed), {});
  await focus.focus();
  await embed.page.keyboard.press('ArrowDown');
  await reads(embed, 'orders.status', 'returned');
  assert.equal(await focus.inputValue(), 'Returns by quarter');
  assert.equal(await embed.view.getByLabel('Ordered').inputValue(), 'quarter');
  assert.deepEqual(await parametersOf(embed), {
    'f_orders.status': '{"value":"returned"}',
    'tg_orders.created_at': 'quarter',
  });
  await focus.selectOption('None');
  await reads(embed, 'orders.status', 'returned');
  await focus.selectOption('All orders');
  await reads(embed, 'orders.status', 'All');
  assert.equal(await embed.view.getByLabel('Ordered').inputValue(), 'month');
  assert.deepEqual(await parametersOf(embed), {});
  await embed.close();
});

test('a shared link opens on the children’s values, and its parent on the recipient’s own option', async () => {
  const query = new URLSearchParams({'f_orders.channel': '{"value":"web"}', 'tg_orders.created_at': 'week'});
  const embed = await site.open(`${path}?${query.toString()}`);
  await embed.event('dashboard-loaded');
  await reads(embed, 'orders.channel', 'web');
  assert.equal(await embed.view.getByLabel('Ordered').inputValue(), 'week');
  assert.equal(await embed.view.getByLabel('Focus').inputValue(), 'All orders');
  await embed.close();
});
