import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {endsWith, reasonsOf} from '../support/ledger-cases.js';
import {record} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, openTenant, until, type Tenant} from '../support/tenant.js';
import {heldByUs} from '../support/watched-globals.js';

type MovableParent = Element & {moveBefore?: (node: Node, child: Node | null) => void};

describe('an element that is moved', () => {
  let tenant: Tenant;
  let box: MovableParent;
  beforeEach(async () => {
    tenant = await openTenant();
    box = document.body.appendChild(document.createElement('div'));
  });

  const ready = async (): Promise<CubeEmbedElement> => {
    const element = mount(dashboardOf(tenant));
    await element.whenReady();
    return element;
  };
  const task = (): Promise<void> =>
    new Promise((resolve) => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });

  it('out of the page and back takes one new session', async () => {
    const element = await ready();
    element.remove();
    expect([element.state, element.frame]).to.deep.equal(['idle', null]);
    await task();
    document.body.append(element);
    await until('authenticating', () => element.state !== 'idle');
    await element.whenReady();
    expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'initial']);
    await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
  });

  for (const [what, move] of [
    ['by append()', (element: Element) => box.append(element)],
    ['with its parent', (element: Element) => document.body.insertBefore(element.parentElement!, box)],
    [
      'out and in within one task',
      (element: Element) => {
        element.remove();
        box.append(element);
      },
    ],
    [
      'five times within one task',
      (element: Element) => {
        for (let i = 0; i < 5; i++) (i % 2 ? document.body : box).append(element);
      },
    ],
  ] as const) {
    it(`${what} takes one new session, and spends none twice`, async () => {
      const outer = document.body.appendChild(document.createElement('div'));
      const element = createEmbed(dashboardOf(tenant));
      outer.append(element);
      await element.whenReady();
      const window = element.frame!.contentWindow;
      move(element);
      await until('another frame', () => element.frame && element.frame.contentWindow !== window);
      await element.whenReady();
      expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'reload']);
      await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
    });
  }

  it('while its session is being requested takes one at most, and uses one', async () => {
    await tenant.script({held: true});
    const element = mount(dashboardOf(tenant));
    await until('asked', async () => (await tenant.seen()).requests.length);
    box.append(element);
    await tenant.release();
    await element.whenReady();
    expect((await tenant.seen()).requests.length).to.be.within(1, 2);
    const exchanged = (await tenant.sessions()).reduce((sum, life) => sum + life.exchanged, 0);
    expect(exchanged).to.equal(1);
  });

  it('while its frame loads takes one more', async () => {
    const element = mount(dashboardOf(tenant));
    await until('loading', () => element.state === 'loading');
    box.append(element);
    await until('asked again', async () => (await tenant.seen()).requests.length === 2);
    await element.whenReady();
    expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'reload']);
  });

  it('twenty times, each in a task of its own, takes one session each at most and ends ready', async () => {
    const element = await ready();
    for (let i = 0; i < 20; i++) {
      (i % 2 ? document.body : box).append(element);
      await task();
    }
    await element.whenReady();
    const lives = await tenant.sessions();
    expect(lives.length).to.be.at.most(21);
    expect(element.state).to.equal('ready');
  });

  it('by a framework that mounts twice in one task takes one session', async () => {
    const element = createEmbed(dashboardOf(tenant));
    const states = record(element, 'statechange');
    document.body.append(element);
    element.remove();
    document.body.append(element);
    await element.whenReady();
    expect(states.map(([, detail]) => (detail as {state: string}).state)).to.deep.equal([
      'authenticating',
      'loading',
      'ready',
    ]);
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  it('that is removed at once takes none', async () => {
    const element = mount(dashboardOf(tenant));
    element.remove();
    await task();
    expect((await tenant.seen()).requests).to.deep.equal([]);
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'idle'}, element);
  });

  it('by moveBefore() keeps a frame that the browser keeps, and builds one that it reloads', async () => {
    if (!box.moveBefore) return;
    const element = await ready();
    const {frame} = element;
    const window = frame!.contentWindow;
    box.moveBefore(element, null);
    const isKept = frame!.contentWindow === window;
    if (isKept) {
      element.renew();
      await until('renewed', async () => (await tenant.seen()).requests.length === 2);
      expect([element.frame, element.frame!.contentWindow, element.state]).to.deep.equal([frame, window, 'ready']);
      await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
      expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'renewal']);
    } else {
      await until('another frame', () => element.frame && element.frame !== frame);
      await element.whenReady();
      expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'reload']);
      await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
    }
  });

  it('into another document works there: events, styles, panels', async () => {
    const element = await ready();
    const inner = document.body.appendChild(document.createElement('iframe'));
    inner.style.cssText = 'width: 800px; height: 700px';
    const other = inner.contentDocument!;
    other.body.append(element);
    await until('another frame', () => element.frame);
    await element.whenReady();
    expect(element.ownerDocument).to.equal(other);
    expect(inner.contentWindow!.getComputedStyle(element).display).to.equal('block');
    expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'reload']);
    document.body.append(element);
    await until('another frame', () => element.frame);
    await element.whenReady();
    await endsWith(tenant, {issued: 3, exchanged: 3, end: 'ready'}, element);
  });

  it('into a frame of the page that is removed while it asks ends there, and lives again elsewhere', async () => {
    const inner = document.body.appendChild(document.createElement('iframe'));
    const element = createEmbed({...dashboardOf(tenant), 'color-scheme': 'inherit'});
    await tenant.script({hangs: true});
    inner.contentDocument!.body.append(element);
    await until('asked', async () => (await tenant.seen()).requests.length);
    inner.remove();
    await until('idle', () => element.state === 'idle');
    await until('all is let go', () => !heldByUs().length);
    document.body.append(element);
    await element.whenReady();
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  it('into a document that nobody sees is idle there, and lives again elsewhere', async () => {
    const element = await ready();
    const nowhere = document.implementation.createHTMLDocument('');
    nowhere.body.append(element);
    element.colorScheme = 'dark';
    await element.updateComplete;
    element.reload();
    expect([element.state, element.frame, element.isConnected]).to.deep.equal(['idle', null, true]);
    document.body.append(element);
    await element.whenReady();
    await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
  });

  it('keeps what was sent to it before it was ready', async () => {
    const element = await ready();
    box.append(element);
    element.send('set-locale', {locale: 'de'});
    await element.whenReady();
    await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
  });
});
