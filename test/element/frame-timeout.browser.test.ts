import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement, CubeEmbedError} from '../../src/index.js';
import type {FaultRule} from '../../src/emulator/faults/fault-rule.js';
import {
  loadUnseen,
  openPuppetTenant,
  puppetOf,
  readyPayload,
  readyPuppetOf,
  record,
  type Puppet,
} from '../support/puppet.js';
import {fakeTime} from '../support/fake-time.js';
import {restorePage, setHidden, setOnline} from '../support/page-state.js';
import {createEmbed, dashboardOf, mount, openTenant, openTenants, until, type Tenant} from '../support/tenant.js';

const part = (element: CubeEmbedElement, css: string): HTMLElement =>
  element.shadowRoot!.querySelector<HTMLElement>(css)!;

describe('a frame that is not ready in time', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  afterEach(async () => {
    element.remove();
    for (const open of [...openTenants]) await open.close();
  });

  const open = (attributes: Readonly<Record<string, string>> = {}): CubeEmbedElement =>
    (element = mount({...dashboardOf(tenant), 'ready-timeout': '1000', ...attributes}));
  const failing = async (rule: FaultRule): Promise<number> => {
    tenant = await openTenant();
    return tenant.fault(rule);
  };

  describe('but has loaded', () => {
    let puppet: Puppet;
    let errors: [string, unknown][];

    beforeEach(async () => {
      tenant = await openPuppetTenant();
    });

    const load = async (listener?: (event: Event) => void): Promise<void> => {
      element = document.body.appendChild(createEmbed({}));
      errors = record(element, 'error');
      if (listener) element.addEventListener('cube-error', listener);
      puppet = await loadUnseen(element, () => {
        const attributes = {...dashboardOf(tenant), 'ready-timeout': '100'};
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      });
    };

    it('is uncovered, with a notice; nothing is fatal', async () => {
      await load();
      const told = (await until('the error', () => errors[0]))![1] as CubeEmbedError;
      expect(told).to.include({code: 'frame-timeout', fatal: false, retryable: true});
      expect([element.state, element.error]).to.deep.equal(['loading', null]);
      expect(element.matches(':state(loading)')).to.equal(true);
      const notice = part(element, '.notice');
      expect([part(element, '.cover').hidden, notice.hidden, element.frame!.inert]).to.deep.equal([true, false, false]);
      expect(notice.textContent).to.include('Still loading…');
      expect(notice.querySelector('button')!.textContent).to.equal('Try again');
      await puppet.say('ready', readyPayload);
      expect(element.state).to.equal('ready');
      expect([notice.hidden, notice.textContent]).to.deep.equal([true, '']);
      expect(await element.whenReady()).to.deep.equal(readyPayload);
      expect(errors).to.have.length(1);
    });

    it('is told of once, however often the element leaves the viewport', async () => {
      await load();
      await until('the error', () => errors.length);
      const seen = async (value: boolean): Promise<void> => {
        element.hidden = !value;
        await new Promise<void>((resolve) => {
          const observer = new IntersectionObserver(([entry]) => {
            if (entry!.isIntersecting !== value) return;
            observer.disconnect();
            resolve();
          });
          observer.observe(element);
        });
      };
      for (const value of [false, true, false, true]) await seen(value);
      // A clock that strikes again does it before this timer, which is younger.
      await new Promise((resolve) => setTimeout(resolve));
      expect(errors).to.have.length(1);
    });

    it('is replaced by Retry', async () => {
      await load();
      await until('the notice', () => !part(element, '.notice').hidden);
      part(element, '.notice').querySelector('button')!.click();
      expect(part(element, '.notice').hidden).to.equal(true);
      element.readyTimeout = 60_000;
      await readyPuppetOf(element, puppet);
      const reasons = (await tenant.seen()).requests.map(({body}) => (JSON.parse(body) as {reason: string}).reason);
      expect(reasons).to.deep.equal(['initial', 'reload']);
    });

    it('has no notice where a listener prevents it', async () => {
      await load((event) => event.preventDefault());
      await until('uncovered', () => element.frame && !element.frame.inert);
      expect([part(element, '.cover').hidden, part(element, '.notice').hidden]).to.deep.equal([true, true]);
    });

    it('has all the time while it is out of sight', async () => {
      const far = document.body.appendChild(document.createElement('div'));
      far.style.cssText = 'position: absolute; top: 30000px; width: 100%';
      element = createEmbed({...dashboardOf(tenant), 'ready-timeout': '100'});
      const early = record(element, 'error');
      far.append(element);
      const unseen = await puppetOf(element);
      const other = mount({...dashboardOf(tenant), 'ready-timeout': '1000'});
      const late = record(other, 'error');
      await until('the one in sight is late', () => late.length);
      expect(early).to.deep.equal([]);
      await unseen.say('ready', readyPayload);
      expect(element.state).to.equal('ready');
      other.remove();
      far.remove();
    });
  });

  it('and has not even loaded ends in an error; a late ready ends that', async () => {
    const hanging = await failing({on: 'document', do: 'hang', times: 1});
    open();
    const events = record(element, 'error', 'ready');
    const error = (await until('the error', () => element.error))!;
    expect(error).to.include({code: 'frame-timeout', fatal: true, retryable: true});
    const {frame} = element;
    expect([frame!.inert, part(element, '.cover').hidden]).to.deep.equal([true, false]);
    expect(part(element, '[role=alert]').textContent).to.include('frame-timeout');
    let rejected: unknown;
    await element.whenReady().catch((reason: unknown) => (rejected = reason));
    expect(rejected).to.equal(error);
    await tenant.removeFault(hanging);
    await until('ready', () => element.state === 'ready');
    expect([element.error, element.frame]).to.deep.equal([null, frame]);
    expect([frame!.inert, part(element, '.cover').hidden]).to.deep.equal([false, true]);
    expect(events.map(([name]) => name)).to.deep.equal(['error', 'ready']);
    await element.whenReady();
  });

  describe('when the page wakes up', () => {
    afterEach(restorePage);

    it('is followed by one new embed, where it had not loaded', async () => {
      await failing({on: 'document', do: 'hang', times: 1});
      open();
      await until('the error', () => element.error);
      const time = fakeTime();
      setHidden(true);
      setHidden(false);
      setOnline(true);
      await time.advance(5000);
      await element.whenReady().catch(() => until('ready', () => element.state === 'ready'));
      expect((await tenant.seen()).requests).to.have.length(2);
    });

    it('is followed by one where it has loaded, but only after it was offline', async () => {
      tenant = await openPuppetTenant();
      element = document.body.appendChild(createEmbed({}));
      const told = record(element, 'error');
      const puppet = await loadUnseen(element, () => {
        for (const [name, value] of Object.entries({...dashboardOf(tenant), 'ready-timeout': '100'})) {
          element.setAttribute(name, value);
        }
      });
      await until('the error', () => told.length);
      element.readyTimeout = 60_000;
      const {frame} = element;
      const time = fakeTime();
      setHidden(true);
      setHidden(false);
      // What it would do it would do within 5 s of the element's own time, which only moves here.
      await time.advance(5000);
      expect(element.frame).to.equal(frame);
      setOnline(false);
      setOnline(true);
      await time.advance(5000);
      await readyPuppetOf(element, puppet);
      expect((await tenant.seen()).requests).to.have.length(2);
    });

    it('is left alone where the embed is private', async () => {
      await failing({on: 'document', do: 'hang'});
      open({private: ''});
      await until('the error', () => element.error);
      const time = fakeTime();
      setHidden(true);
      setHidden(false);
      await time.advance(5000);
      expect(element.error).to.include({code: 'frame-timeout'});
    });
  });

  const faults: readonly FaultRule[] = [
    {on: 'document', do: 'status', status: 404},
    {on: 'document', do: 'status', status: 500},
    {on: 'document', do: 'status', status: 401, body: {error: 'x'}},
    {on: 'document', do: 'status', status: 204},
    {on: 'document', do: 'attachment'},
    {on: 'document', do: 'reset'},
    {on: 'document', do: 'refuse-frame', how: 'x-frame-options'},
    {on: 'document', do: 'refuse-frame', how: 'frame-ancestors'},
    {on: 'document', do: 'answer', body: 'plain', contentType: 'text/plain'},
  ];
  for (const rule of faults) {
    it(`because of ${JSON.stringify(rule)} is a frame-timeout, and Retry works`, async () => {
      const fault = await failing(rule);
      const errors = record(open(), 'error', 'ready');
      const [, error] = (await until('the error', () => errors[0]))! as [string, CubeEmbedError];
      expect(error.code).to.equal('frame-timeout');
      expect(element.state).to.equal(error.fatal ? 'error' : 'loading');
      expect(error.message).to.match(/base-url|COEP/);
      await tenant.removeFault(fault);
      await until('a button', () => element.shadowRoot!.querySelector('button'));
      element.shadowRoot!.querySelector('button')!.click();
      element.readyTimeout = 60_000;
      await element.whenReady();
      expect(errors.map(([name]) => name)).to.deep.equal(['error', 'ready']);
    });
  }
});
