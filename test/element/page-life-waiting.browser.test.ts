import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {fakeTime} from '../support/fake-time.js';
import {endsWith, reasonsOf} from '../support/ledger-cases.js';
import {leavePage, restorePage, returnToPage, setHidden, setOfDocument} from '../support/page-state.js';
import {record} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, openTenant, until, type Tenant} from '../support/tenant.js';

describe('an element that waits', () => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await openTenant();
  });

  const place = (css: string, attributes: Readonly<Record<string, string>> = {}): [HTMLElement, CubeEmbedElement] => {
    const box = document.body.appendChild(document.createElement('div'));
    box.style.cssText = css;
    const element = createEmbed({...dashboardOf(tenant), loading: 'lazy', ...attributes});
    box.append(element);
    return [box, element];
  };
  /** An element of the test's own in the same place is looked at by the browser, so ours was too. */
  const observed = (box: HTMLElement): Promise<unknown> =>
    new Promise((resolve) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        resolve(null);
      });
      observer.observe(box);
    });
  const asksNothing = async (element: CubeEmbedElement): Promise<void> => {
    expect([element.state, element.frame]).to.deep.equal(['idle', null]);
    expect(document.head.querySelector('link[rel=preconnect]')).to.equal(null);
    expect((await tenant.seen()).requests).to.deep.equal([]);
  };

  for (const [where, css] of [
    ['below', 'margin-top: 900px'],
    ['beside', 'margin-left: 1400px; width: 400px'],
  ] as const) {
    it(`${where} the edge of what scrolls inside the page begins as near as elsewhere`, async () => {
      const scroller = document.body.appendChild(document.createElement('div'));
      scroller.style.cssText = 'width: 400px; height: 300px; overflow: auto';
      const [box, element] = place(css);
      box.style.cssText = css;
      scroller.append(box);
      await element.whenReady();
      expect([scroller.scrollTop, scroller.scrollLeft]).to.deep.equal([0, 0]);
      scroller.remove();
    });
  }

  it('begins at once where the browser has no IntersectionObserver', async () => {
    const {IntersectionObserver: own} = window;
    Reflect.deleteProperty(window, 'IntersectionObserver');
    try {
      const [box, element] = place('position: absolute; top: 20000px; width: 100%');
      await element.whenReady();
      box.remove();
    } finally {
      window.IntersectionObserver = own;
    }
  });

  it('far below the viewport asks for nothing until it comes near', async () => {
    const [box, element] = place('position: absolute; top: 20000px; width: 100%');
    await observed(box);
    await asksNothing(element);
    box.style.top = `${window.innerHeight + 150}px`;
    await element.whenReady();
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
    box.style.top = '20000px';
    await observed(box);
    expect(element.state).to.equal('ready');
  });

  it('in what is not displayed asks for nothing until it is', async () => {
    const [box, element] = place('display: none');
    await observed(document.body);
    await asksNothing(element);
    box.style.display = 'block';
    await element.whenReady();
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  it('in a hidden page asks for nothing until the page is seen', async () => {
    setHidden(true);
    const [box, element] = place('');
    await observed(box);
    await asksNothing(element);
    setHidden(false);
    await element.whenReady();
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  it('eagerly, waits for neither', async () => {
    setHidden(true);
    const [, element] = place('display: none', {loading: 'eager'});
    await until('asked', async () => (await tenant.seen()).requests.length);
    expect(element.state).not.to.equal('idle');
  });

  it('for the end of prerendering asks for nothing until it is activated', async () => {
    setOfDocument('prerendering', true);
    const element = mount(dashboardOf(tenant));
    await observed(document.body);
    await asksNothing(element);
    restorePage();
    document.dispatchEvent(new Event('prerenderingchange'));
    await element.whenReady();
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  for (const [what, name] of [
    ['an id', 'id'],
    ['an endpoint', 'session-endpoint'],
  ] as const) {
    it(`for ${what} has a second after the last change, then says so; the next change cures it`, async () => {
      const time = fakeTime();
      const {[name]: value, ...others} = dashboardOf(tenant) as Record<string, string>;
      const element = mount(others);
      await time.advance(900);
      element.setAttribute('granularities', '{}');
      element.setAttribute('hide', 'header');
      await time.advance(900);
      await asksNothing(element);
      await time.advance(100);
      await until('an error', () => element.error);
      expect(element.error).to.include({code: 'invalid-config', fatal: true, retryable: false});
      element.setAttribute(name, value!);
      await element.whenReady();
      await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
    });
  }

  it('for what is missing has until a second after the page has loaded', async () => {
    setOfDocument('readyState', 'interactive');
    const time = fakeTime();
    const element = mount({});
    await time.advance(60_000);
    expect(element.state).to.equal('idle');
    restorePage();
    window.dispatchEvent(new Event('load'));
    await time.advance(999);
    expect(element.state).to.equal('idle');
    await time.advance(1);
    await until('an error', () => element.error);
    expect(element.error!.code).to.equal('invalid-config');
  });

  it('for what comes in time says nothing', async () => {
    const time = fakeTime();
    const element = mount({});
    const errors = record(element, 'error');
    for (const [name, value] of Object.entries(dashboardOf(tenant))) {
      // What holds already is no change.
      if (name === 'type') continue;
      await time.advance(900);
      element.setAttribute(name, value);
    }
    await element.whenReady();
    expect(errors).to.deep.equal([]);
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  it('in the back/forward cache for under a minute goes on as it was', async () => {
    const time = fakeTime();
    const element = mount(dashboardOf(tenant));
    await element.whenReady();
    leavePage();
    time.sleep(59_000);
    returnToPage();
    await time.advance(10_000);
    expect(element.frame!.inert).to.equal(false);
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  describe('in the back/forward cache for longer', () => {
    const back = async (): Promise<[CubeEmbedElement, ReturnType<typeof fakeTime>]> => {
      const time = fakeTime();
      const element = mount(dashboardOf(tenant));
      await element.whenReady();
      leavePage();
      time.sleep(61_000);
      return [element, time];
    };

    it('is covered until a new session was posted', async () => {
      const [element] = await back();
      const {frame} = element;
      await tenant.script({held: true});
      returnToPage();
      expect([element.state, frame!.inert]).to.deep.equal(['ready', true]);
      expect(element.matches(':state(renewing)')).to.equal(true);
      await tenant.release();
      await until('uncovered', () => !frame!.inert);
      expect(element.frame).to.equal(frame);
      expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'renewal']);
      await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
    });

    for (const [answer, code, issued] of [
      [{status: 401}, 'session-unauthorized', 1],
      [{status: 403}, 'session-forbidden', 1],
      [{status: 302, headers: {location: '/login'}}, 'session-invalid', 1],
      [{body: '<p>Login', headers: {'content-type': 'text/html'}}, 'session-invalid', 2],
      [{status: 404}, 'session-rejected', 1],
    ] as const) {
      it(`is gone after ${JSON.stringify(answer)}`, async () => {
        const [element] = await back();
        await tenant.script(answer);
        returnToPage();
        expect(element.frame!.inert).to.equal(true);
        await until('an error', () => element.error);
        expect(element.error).to.include({code, fatal: true});
        expect(element.frame).to.equal(null);
        await endsWith(tenant, {issued, exchanged: 1, end: code}, element);
      });
    }

    it('begins anew where it was not ready when the page was left', async () => {
      await tenant.fault({on: 'document', do: 'answer', body: '<p>Silent, but it may show something', times: 1});
      const time = fakeTime();
      const element = mount(dashboardOf(tenant));
      const frame = (await until('a frame', () => element.frame))!;
      leavePage();
      time.sleep(61_000);
      await tenant.script({status: 401});
      returnToPage();
      expect(element.frame).to.equal(null);
      await until('an error', () => element.error);
      expect([element.error!.code, frame.isConnected]).to.deep.equal(['session-unauthorized', false]);
      await endsWith(tenant, {issued: 1, exchanged: 0, end: 'session-unauthorized'}, element);
    });

    it('stays covered while the endpoint fails for the moment', async () => {
      const [element, time] = await back();
      await tenant.script(...Array.from({length: 6}, () => ({status: 503})));
      returnToPage();
      for (let sent = 2; sent < 8; sent++) {
        await until(`${sent} requests`, async () => (await tenant.seen()).requests.length === sent);
        expect(element.frame!.inert).to.equal(true);
        await until('it waits', async () => {
          await time.advance(Math.max(time.waiting()[0] ?? 1, 1));
          return (await tenant.seen()).requests.length > sent;
        });
      }
      await until('uncovered', () => !element.frame!.inert);
      await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
    });
  });
});
