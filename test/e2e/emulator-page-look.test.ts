import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import {EmulatedSite, type EmulatedFrame} from '../support/emulated-frame.js';

const path = '/embed/d/32/dashboard/OwVQpbdaZmBT';
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const creator = {creatorMode: true, embedTenantName: 'acme-shop'};
let site: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start({signedIn: null});
});
after(() => site.stop());

interface AxeWindow {
  readonly axe: {run(): Promise<{violations: readonly {id: string; nodes: readonly {html: string}[]}[]}>};
}

/** The findings of an accessibility audit of the frame's document. */
async function audit(embed: EmulatedFrame): Promise<readonly string[]> {
  if (!(await embed.frame.evaluate(() => 'axe' in window))) await embed.frame.addScriptTag({path: axePath});
  return embed.frame.evaluate(async () => {
    const {violations} = await (window as unknown as AxeWindow).axe.run();
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 160)).join(' | ')}`);
  });
}

const surfaces = [
  {name: 'dashboard', path: `${path}?allowExport=true`, session: {}, until: 'canvas'},
  {name: 'dashboard with a parent', path: '/embed/d/32/dashboard/rT5kWn8QyXc2', session: {}, until: 'canvas'},
  {name: 'chat', path: '/embed/d/32/chat', session: {}, until: '.welcome li'},
  {name: 'app', path: '/embed/d/32/app', session: creator, until: '.item'},
  {name: 'workbook', path: '/embed/d/32/app/workbook/130', session: creator, until: 'canvas'},
  {name: 'error', path: '/embed/dashboard/nope', session: {}, until: '[role=alert]'},
  {name: 'sign-in', path, session: null, until: 'emulator-sign-in input'},
  {name: 'front page', path: '/', session: null, until: 'h1'},
  {name: 'ledger', path: '/emulator/ledger', session: null, until: 'td'},
  {name: 'faults', path: '/emulator/faults', session: null, until: 'h2'},
] as const;

for (const surface of surfaces) {
  test(`${surface.name} has no accessibility problem, light or dark, and no sideways scroll at 320 px`, async () => {
    const embed = await site.open(surface.path, {session: surface.session});
    await embed.view.locator(surface.until).first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await embed.page.emulateMedia({colorScheme});
      await embed.frame.waitForFunction(
        (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
        colorScheme === 'dark',
      );
      assert.deepEqual(await audit(embed), [], colorScheme);
    }
    await embed.page.setViewportSize({width: 320, height: 640});
    await embed.frame.waitForFunction(() => innerWidth === 320);
    const width = await embed.frame.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `is ${width} px wide`);
    await embed.close();
  });
}

test('the open chat, drill-down and menus have no accessibility problem', async () => {
  const embed = await site.open(`${path}?allowExport=true`);
  await embed.event('dashboard-loaded');
  await embed.view.getByRole('button', {name: 'Ask AI'}).click();
  await embed.view.locator('.ask-panel .welcome li button').first().click();
  await embed.event('ai-query', 2);
  assert.deepEqual(await audit(embed), []);
  await embed.view.getByRole('button', {name: 'Close'}).click();
  await embed.view.locator('[data-member="orders.country"] summary').click();
  assert.deepEqual(await audit(embed), []);
  await embed.page.keyboard.press('Escape');
  await embed.view.locator('emulator-linked-cell button').first().click();
  await embed.view.locator('.cell-menu a').first().waitFor();
  assert.deepEqual(await audit(embed), []);
  await embed.page.keyboard.press('Escape');
  await embed.view.locator('.point').first().click();
  await embed.event('drilldown');
  assert.deepEqual(await audit(embed), []);
  await embed.close();
});

test('the chat lies over the dashboard: Escape and a click beside it close it, one inside does not', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  const ask = embed.view.getByRole('button', {name: 'Ask AI'});
  const panel = embed.view.locator('.ask-panel');
  const isModal = (): Promise<boolean> => panel.evaluate((dialog) => dialog.matches(':modal'));
  const box = async (name: string): Promise<{x: number; width: number}> => {
    const found = await panel.getByRole('button', {name}).boundingBox();
    assert.ok(found, name);
    return found;
  };
  await ask.click();
  assert.ok(await isModal());
  const [begin, close] = [await box('New chat'), await box('Close')];
  assert.ok(close.x - begin.x - begin.width > 100, 'what begins anew is far from what closes');
  await panel.locator('h2').first().click();
  assert.ok(await isModal(), 'a click inside leaves it open');
  await embed.page.keyboard.press('Escape');
  await panel.waitFor({state: 'detached'});
  assert.ok(await ask.evaluate((button) => button === document.activeElement), 'the focus is back');
  await ask.click();
  await panel.waitFor();
  await embed.page.mouse.click(40, 300);
  await panel.waitFor({state: 'detached'});
  await embed.close();
});

const boxOf = async (embed: EmulatedFrame, selector: string) => {
  const box = await embed.view.locator(selector).boundingBox();
  assert.ok(box, selector);
  return box;
};

test('the chat’s buttons stand at the end of its header, and a long answer is read from its question on', async () => {
  for (const {path: chat, ask} of [
    {path: '/embed/d/32/chat', ask: null},
    {path, ask: 'Ask AI'},
  ]) {
    const embed = await site.open(chat, {browser: {viewport: {width: 700, height: 480}}});
    if (ask) await embed.view.getByRole('button', {name: ask}).click();
    else {
      const [header, buttons] = [await boxOf(embed, '.chat-header'), await boxOf(embed, '.chat-header .actions')];
      assert.equal(buttons.x + buttons.width, header.x + header.width);
    }
    await embed.view.locator('.welcome li button').first().click();
    await embed.event('ai-query', 2);
    await embed.view.locator('.turn-result canvas').waitFor();
    const below = (await boxOf(embed, '.turn.user')).y - (await boxOf(embed, '.turns')).y;
    assert.ok(below >= 0 && below < 8, `the question is ${below} px below the top`);
    await embed.close();
  }
});

test('a summary is as wide as its place, and no higher than its sentence', async () => {
  const embed = await site.open(path, {browser: {viewport: {width: 1440, height: 900}}});
  await embed.event('dashboard-loaded');
  const [grid, card, text] = [
    await boxOf(embed, '.grid'),
    await boxOf(embed, '.widget.summary'),
    await boxOf(embed, 'p.summary'),
  ];
  assert.equal(card.width, grid.width);
  assert.ok(card.height - text.height < 80, `the card is ${card.height} px high, its sentence ${text.height} px`);
  await embed.close();
});

test('the tables of the ledger show that they scroll, and what is to be copied is shown whole', async () => {
  const embed = await site.open('/emulator/ledger', {session: null});
  await embed.page.setViewportSize({width: 390, height: 700});
  await embed.frame.waitForFunction(() => innerWidth === 390);
  const shades = await embed.view
    .locator('.scrolls')
    .evaluateAll((boxes) =>
      boxes
        .filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth)
        .map((box) => getComputedStyle(box).backgroundAttachment),
    );
  assert.ok(shades.length > 0, 'a table is wider than the page');
  for (const shade of shades) assert.equal(shade, 'local, local, scroll, scroll');
  const cut = await embed.view
    .locator('pre')
    .evaluateAll((texts) => texts.filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth).length);
  assert.equal(cut, 0);
  await embed.close();
});

const languages = [
  {asked: 'de-DE', is: 'de-DE'},
  {asked: 'es', is: 'es-ES'},
  {asked: 'pt-AO', is: 'pt-BR'},
  {asked: 'PT-pt', is: 'pt-PT'},
  {asked: 'tlh', is: 'ja-JP'},
] as const;

test('the language is that of the action, else of the URL, else of the session', async () => {
  for (const {asked, is} of languages) {
    const embed = await site.open(`/embed/d/32/chat?locale=${asked}`, {session: {settings: {locale: 'ja'}}});
    await embed.event('view');
    assert.equal(await embed.frame.evaluate(() => document.documentElement.lang), is, asked);
    await embed.post('set-locale', {locale: 'nb'});
    await embed.says(/Ny chat/);
    await embed.post('set-locale', {locale: 'xx'});
    await embed.post('refresh', {});
    assert.equal(await embed.frame.evaluate(() => document.documentElement.lang), 'nb-NO');
    await embed.close();
  }
});

test('numbers and dates have the format of the language', async () => {
  const embed = await site.open(`${path}?locale=de-DE`);
  await embed.event('dashboard-loaded');
  assert.match(await embed.text(), /100\.000[\s\S]*€|100\.000[\s\S]*\$/);
  await embed.close();
});

test('a time zone, from the URL or by action, moves rows to other days', async () => {
  const firstRow = '[data-widget="over-time"] tbody tr:first-child';
  const query = `${path}?tg_orders.created_at=hour`;
  const utc = await site.open(`${query}&timezone=UTC`);
  await utc.event('dashboard-loaded');
  const before = await utc.view.locator(firstRow).innerText();
  await utc.post('set-timezone', {timezone: '+05:00'});
  await utc.post('set-timezone', {timezone: 'Asia/Tokyo'});
  await utc.frame.waitForFunction(
    ([selector, was]) => document.querySelector<HTMLElement>(String(selector))?.innerText !== was,
    [firstRow, before] as const,
  );
  const tokyo = await site.open(`${query}&timezone=Asia/Tokyo`);
  await tokyo.event('dashboard-loaded');
  assert.equal(await tokyo.view.locator(firstRow).innerText(), await utc.view.locator(firstRow).innerText());
  await utc.close();
  await tokyo.close();
});

test('the colour scheme follows the viewer’s system until the page sets another one', async () => {
  const embed = await site.open(path, {browser: {colorScheme: 'dark'}});
  await embed.event('dashboard-loaded');
  const scheme = () => embed.frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  assert.equal(await scheme(), 'dark');
  await embed.post('set-color-scheme', {scheme: 'light'});
  await embed.frame.waitForFunction(() => document.documentElement.dataset['scheme'] === 'light');
  assert.equal(await scheme(), 'light');
  await embed.post('set-color-scheme', {scheme: 'purple'});
  await embed.post('set-color-scheme', {scheme: 'auto'});
  await embed.frame.waitForFunction(() => document.documentElement.dataset['scheme'] === 'dark');
  await embed.page.emulateMedia({colorScheme: 'light'});
  await embed.frame.waitForFunction(() => document.documentElement.dataset['scheme'] === 'light');
  await embed.close();
});

test('the session’s theme is applied, the page’s wins over it, and an invalid colour is left out', async () => {
  const embed = await site.open('/embed/d/32/chat', {session: {embedTheme: {primaryColor: 'rgb(255, 230, 0)'}}});
  await embed.event('view');
  const button = () =>
    embed.frame.evaluate(() => {
      const {backgroundColor, color, borderRadius} = getComputedStyle(
        document.querySelector('.chat-input .primary') ?? document.body,
      );
      return {backgroundColor, color, borderRadius};
    });
  await embed.view.locator('.chat-input .primary').waitFor();
  assert.deepEqual(await button(), {
    backgroundColor: 'rgb(255, 230, 0)',
    // Dark letters on yellow, as white ones can't be read there.
    color: 'rgb(17, 20, 28)',
    borderRadius: '8px',
  });
  await embed.post('set-theme', {primaryColor: '#003366', borderRadius: 2, font: 'Georgia, serif', other: {deep: [1]}});
  await embed.frame.waitForFunction(() => document.documentElement.style.getPropertyValue('--radius') === '2px');
  assert.equal((await button()).backgroundColor, 'rgb(0, 51, 102)');
  assert.match(await embed.frame.evaluate(() => getComputedStyle(document.body).fontFamily), /Georgia/);
  assert.deepEqual(await audit(embed), []);
  await embed.post('set-theme', {primaryColor: 'url(evil)', borderRadius: 'wide'});
  await embed.frame.waitForFunction(() => document.documentElement.style.getPropertyValue('--radius') === '');
  assert.equal((await button()).backgroundColor, 'rgb(255, 230, 0)');
  await embed.close();
});
