import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, puppetOf, readyPayload, readyPuppetOf, record} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, type Tenant} from '../support/tenant.js';

describe("Cube's events", () => {
  let tenant: Tenant;
  const mounted: Element[] = [];

  beforeEach(async () => {
    tenant = await openPuppetTenant();
  });

  afterEach(async () => {
    for (const element of mounted.splice(0)) element.remove();
    await tenant.close();
  });

  const open = (): CubeEmbedElement => {
    const element = mount(dashboardOf(tenant));
    mounted.push(element);
    return element;
  };

  const catalogue = {
    view: {surface: 'dashboard', path: '/embed/dashboard/x', publicId: 'x', title: 'Orders'},
    navigate: {path: '/embed/b', previousPath: '/embed/a'},
    'dashboard-loaded': {publicId: 'x', widgetCount: 4, loadDurationMs: 12},
    download: {format: 'csv', target: 'widget', widgetId: '1', title: 'Orders', rowCount: 5},
    drilldown: {member: 'orders.count', value: {a: 1}, widgetId: '1'},
    'ai-query': {query: 'How many?', status: 'submitted', chatId: 'c', agentId: 'a'},
    'something-new': {of: 'the future'},
  };

  for (const [name, payload] of Object.entries(catalogue)) {
    it(`${name} becomes cube-${name}, composed and bubbling`, async () => {
      const element = open();
      const puppet = await readyPuppetOf(element);
      const event = new Promise<CustomEvent<unknown>>((resolve) =>
        document.addEventListener(`cube-${name}`, (heard) => resolve(heard as CustomEvent<unknown>), {once: true}),
      );
      await puppet.say(name, payload);
      const {detail, target, bubbles, composed, cancelable} = await event;
      expect(detail).to.deep.equal(payload);
      expect(target).to.equal(element);
      expect([bubbles, composed, cancelable]).to.deep.equal([true, true, false]);
    });
  }

  it('without a payload have the detail null', async () => {
    const element = open();
    const puppet = await readyPuppetOf(element);
    const seen = record(element, 'something-new');
    await puppet.say('something-new');
    await puppet.say('something-new', null);
    expect(seen).to.deep.equal([
      ['something-new', null],
      ['something-new', null],
    ]);
  });

  it("can't take the names of the element's own", async () => {
    const element = open();
    const puppet = await readyPuppetOf(element);
    const seen = record(element, 'statechange', 'session', 'session-renewed');
    for (const name of ['statechange', 'session', 'session-renewed']) await puppet.say(name, {forged: true});
    expect(seen).to.deep.equal([]);
  });

  it('before ready are told too, and make nothing ready', async () => {
    const element = open();
    const puppet = await puppetOf(element);
    const seen = record(element, 'view', 'dashboard-loaded', 'ready');
    await puppet.say('view', {path: '/'});
    await puppet.say('dashboard-loaded', {});
    expect(seen.map(([name]) => name)).to.deep.equal(['view', 'dashboard-loaded']);
    expect(element.state).to.equal('loading');
  });

  it('ready a second time is told, and changes nothing else', async () => {
    const element = open();
    element.send('set-filter', {filterUrlParameter: 'f_a.b={}'});
    const puppet = await readyPuppetOf(element);
    const before = await puppet.actions();
    const seen = record(element, 'ready', 'statechange');
    const {frame} = element;
    await puppet.say('ready', {...readyPayload, again: true});
    expect(seen).to.deep.equal([['ready', {...readyPayload, again: true}]]);
    expect(await puppet.actions()).to.deep.equal(before);
    expect(element.frame).to.equal(frame);
    expect((await tenant.seen()).requests).to.have.length(1);
  });

  it('at ready: the state, then what was queued, then cube-ready, then whenReady()', async () => {
    const element = open();
    const order: string[] = [];
    element.colorScheme = 'dark';
    element.send('refresh');
    element.addEventListener('cube-statechange', () => {
      if (element.state === 'ready') order.push('statechange');
    });
    element.addEventListener('cube-ready', () => {
      order.push('ready');
      element.send('from-listener');
    });
    void element.whenReady().then(() => order.push('whenReady'));
    const puppet = await readyPuppetOf(element);
    await element.whenReady();
    expect(order).to.deep.equal(['statechange', 'ready', 'whenReady']);
    expect((await puppet.actions()).map(([name]) => name)).to.deep.equal([
      'set-color-scheme',
      'refresh',
      'from-listener',
    ]);
  });

  it('go to the embed whose frame spoke', async () => {
    const [one, two] = [open(), open()];
    const puppets = [await readyPuppetOf(one), await readyPuppetOf(two)] as const;
    const seen = [record(one, 'view'), record(two, 'view')] as const;
    for (let i = 0; i < 5; i++) await Promise.all(puppets.map((puppet, n) => puppet.say('view', {i, n})));
    for (const n of [0, 1] as const) {
      expect(seen[n].map(([, detail]) => detail)).to.deep.equal([0, 1, 2, 3, 4].map((i) => ({i, n})));
    }
    one.send('refresh');
    two.navigate('/embed/d/32/dashboard/x');
    expect(await puppets[0].actions()).to.deep.equal([['refresh', {}]]);
    expect(await puppets[1].actions()).to.deep.equal([['navigate', {path: '/embed/d/32/dashboard/x'}]]);
  });

  it('come out of three shadow roots, closed ones too', async () => {
    let parent: Element | ShadowRoot = document.body;
    const outermost = document.createElement('div');
    mounted.push(outermost);
    for (const mode of ['open', 'closed', 'closed'] as const) {
      const host: HTMLElement = parent === document.body ? outermost : document.createElement('div');
      parent.append(host);
      parent = host.attachShadow({mode});
    }
    const element = createEmbed(dashboardOf(tenant));
    const events: Event[] = [];
    for (const name of ['view', 'statechange', 'session', 'ready']) {
      document.addEventListener(`cube-${name}`, (event) => events.push(event), {once: true});
    }
    parent.append(element);
    const puppet = await readyPuppetOf(element);
    await puppet.say('view', {});
    expect(events.map(({type}) => type)).to.deep.equal(['cube-statechange', 'cube-session', 'cube-ready', 'cube-view']);
    for (const {target} of events) expect(target).to.not.equal(element); // retargeted by the closed roots
  });

  it('survive a listener that throws', async () => {
    const element = open();
    const thrown: unknown[] = [];
    const {onerror} = window;
    window.onerror = (_message, _source, _line, _column, error) => {
      thrown.push(error);
      return true;
    };
    const bomb = new Error('a listener of the test throws');
    for (const name of ['cube-statechange', 'cube-session', 'cube-ready', 'cube-view', 'cube-error']) {
      element.addEventListener(name, () => {
        throw bomb;
      });
    }
    const puppet = await readyPuppetOf(element);
    await element.whenReady();
    await puppet.say('view', {title: 'Orders'});
    await puppet.say('error', {message: 'small', fatal: false});
    element.send('refresh');
    expect(await puppet.actions()).to.deep.equal([['refresh', {}]]);
    expect(element.state).to.equal('ready');
    expect(element.frame!.title).to.equal('Dashboard: Orders');
    element.remove();
    window.onerror = onerror;
    // Four changes of state, the session, ready, the view and the error.
    expect(thrown)
      .to.have.length(8)
      .and.satisfy((all: unknown[]) => all.every((error) => error === bomb));
  });
});
