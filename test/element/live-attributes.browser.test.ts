import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement, CubeEmbedError, CubeFilters} from '../../src/index.js';
import {openPuppetTenant, puppetOf, readyPayload, readyPuppetOf, record} from '../support/puppet.js';
import {dashboardOf, mount, type Tenant} from '../support/tenant.js';

describe('live attributes', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  const open = (attributes: Readonly<Record<string, string>> = {}): CubeEmbedElement =>
    (element = mount({...dashboardOf(tenant), ...attributes}));
  const requests = async (): Promise<number> => (await tenant.seen()).requests.length;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  it('are said at ready: in the URL what it can carry, the others by action', async () => {
    open({locale: 'de-AT', timezone: 'Europe/Vienna', 'color-scheme': 'dark', theme: '{"borderRadius": 4}'});
    const puppet = await readyPuppetOf(element);
    expect(puppet.url.searchParams.get('locale')).to.equal('de-AT');
    expect(puppet.url.searchParams.get('timezone')).to.equal('Europe/Vienna');
    expect(await puppet.actions()).to.deep.equal([
      ['set-color-scheme', {scheme: 'dark'}],
      ['set-theme', {borderRadius: 4}],
    ]);
  });

  it('unset say nothing', async () => {
    open({locale: '', timezone: '', 'color-scheme': '', theme: '', filters: '', path: 'workbook/130'});
    const puppet = await readyPuppetOf(element);
    expect([...puppet.url.searchParams.keys()]).to.deep.equal(['session']);
    expect(await puppet.actions()).to.deep.equal([]);
    element.theme = {};
    element.filters = {};
    element.theme = null;
    element.filters = undefined;
    element.colorScheme = null;
    await element.updateComplete;
    expect(await puppet.actions()).to.deep.equal([]);
    expect(await requests()).to.equal(1);
  });

  it('that change are posted in the same task, each as Cube wants it', async () => {
    open();
    const puppet = await readyPuppetOf(element);
    element.colorScheme = 'auto';
    element.locale = 'fr';
    element.timezone = 'Asia/Tokyo';
    element.setAttribute('theme', '{"primaryColor": "#123456", "font": {"size": 12}}');
    element.filters = {'orders.status': 'completed'};
    await element.updateComplete;
    expect(await puppet.actions()).to.have.deep.members([
      ['set-color-scheme', {scheme: 'auto'}],
      ['set-locale', {locale: 'fr'}],
      ['set-timezone', {timezone: 'Asia/Tokyo'}],
      ['set-theme', {primaryColor: '#123456', font: {size: 12}}],
      ['set-filter', {filterUrlParameter: 'f_orders.status={"value":"completed"}'}],
    ]);
    expect(await requests()).to.equal(1);
  });

  it('set to what they are already send nothing', async () => {
    open({locale: 'de', timezone: 'Europe/Vienna', 'color-scheme': 'dark'});
    element.theme = {a: 1, b: {c: [1, 2]}};
    element.filters = {'orders.status': ['a', 'b'], 'orders.city': {operator: 'is_not_null'}};
    const puppet = await readyPuppetOf(element);
    const before = await puppet.actions();
    element.theme = {b: {c: [1, 2]}, a: 1};
    element.filters = {'orders.city': {operator: 'is_not_null'}, 'orders.status': ['a', 'b']};
    element.locale = 'de';
    element.setAttribute('timezone', 'Europe/Vienna');
    element.setAttribute('color-scheme', 'DARK');
    await element.updateComplete;
    element.setAttribute('theme', '{ "b": {"c": [1,2]}, "a": 1 }');
    await element.updateComplete;
    expect(await puppet.actions()).to.deep.equal(before);
    expect(await requests()).to.equal(1);
  });

  it('changed several times in one go say the last', async () => {
    open();
    const puppet = await readyPuppetOf(element);
    for (const locale of ['de', 'fr', 'it']) element.locale = locale;
    element.colorScheme = 'dark';
    element.removeAttribute('color-scheme');
    await element.updateComplete;
    expect(await puppet.actions()).to.deep.equal([['set-locale', {locale: 'it'}]]);
  });

  it('taken away send nothing', async () => {
    open({locale: 'de', timezone: 'Europe/Vienna', 'color-scheme': 'dark', theme: '{"a": 1}'});
    const puppet = await readyPuppetOf(element);
    const before = await puppet.actions();
    for (const name of ['locale', 'timezone', 'color-scheme', 'theme']) element.removeAttribute(name);
    await element.updateComplete;
    expect(await puppet.actions()).to.deep.equal(before);
    expect(await requests()).to.equal(1);
  });

  it('changed before ready are said at ready, where the URL says otherwise', async () => {
    open({locale: 'de', timezone: 'Europe/Vienna', filters: '{"orders.status": "new"}'});
    const puppet = await puppetOf(element);
    element.locale = 'fr';
    element.filters = {'orders.status': 'old', 'orders.city': 'Rome'};
    await element.updateComplete;
    await puppet.say('ready', readyPayload);
    expect(await puppet.actions()).to.deep.equal([
      ['set-locale', {locale: 'fr'}],
      ['set-filter', {filterUrlParameter: 'f_orders.city={"value":"Rome"}&f_orders.status={"value":"old"}'}],
    ]);
    expect(await requests()).to.equal(1);
  });

  it('hold in a new frame too; what came by send() does not', async () => {
    open({'color-scheme': 'dark', locale: 'de'});
    element.theme = {a: 1};
    const old = await readyPuppetOf(element);
    element.send('set-locale', {locale: 'xx'});
    element.send('set-color-scheme', {scheme: 'light'});
    element.locale = 'fr';
    await element.updateComplete;
    element.reload();
    const puppet = await readyPuppetOf(element, old);
    expect(puppet.url.searchParams.get('locale')).to.equal('fr');
    expect(await puppet.actions()).to.deep.equal([
      ['set-color-scheme', {scheme: 'dark'}],
      ['set-theme', {a: 1}],
    ]);
  });

  it("of a framework's own making are copied: a proxy, a function inside", async () => {
    open();
    element.theme = new Proxy({a: 1, list: new Proxy([1], {})}, {});
    const puppet = await readyPuppetOf(element);
    await element.whenReady();
    element.theme = {a: 2, render: () => 1};
    await element.updateComplete;
    expect(await puppet.actions()).to.deep.equal([
      ['set-theme', {a: 1, list: [1]}],
      ['set-theme', {a: 2}],
    ]);
  });

  it('that can not be read are told, and what was before goes on', async () => {
    open({theme: '{"a": 1}', filters: '{"orders.status": "new"}'});
    const puppet = await readyPuppetOf(element);
    const before = await puppet.actions();
    const seen = record(element, 'error');
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const wrong: readonly (() => void)[] = [
      () => element.setAttribute('theme', '{a: 1}'),
      () => (element.theme = cyclic),
      () => (element.theme = [1] as unknown as Record<string, unknown>),
      () => element.removeAttribute('theme'),
      () => element.setAttribute('filters', '[1]'),
      () => element.setAttribute('filters', '"text"'),
      () => (element.filters = {'orders status': 1}),
      () => (element.filters = {'orders.status': cyclic} as unknown as CubeFilters),
    ];
    for (const change of wrong) {
      change();
      await element.updateComplete;
    }
    element.filters = {'orders.status': 'new'};
    await element.updateComplete;
    // Each change that leaves something wrong is told; two of them cure something.
    expect(seen).to.have.length(wrong.length - 1);
    for (const [, error] of seen) expect(error).to.deep.include({code: 'invalid-config', fatal: false});
    expect(element.state).to.equal('ready');
    expect(await puppet.actions()).to.deep.equal(before);
    expect(await requests()).to.equal(1);
    expect(element.frame?.contentWindow).to.equal(puppet.window);
  });

  it('that can not be read let no other embed begin', async () => {
    open();
    await readyPuppetOf(element);
    const seen = record(element, 'error');
    element.setAttribute('theme', '{');
    await element.updateComplete;
    expect(element.state).to.equal('ready');
    element.id = 'another';
    await element.updateComplete;
    expect(element.state).to.equal('error');
    expect(seen.map(([, error]) => (error as CubeEmbedError).fatal)).to.deep.equal([false, true]);
    element.locale = 'fr';
    await element.updateComplete;
    expect(seen).to.have.length(3);
    expect(await requests()).to.equal(1);
    element.removeAttribute('theme');
    await readyPuppetOf(element);
    expect(await requests()).to.equal(2);
  });
});
