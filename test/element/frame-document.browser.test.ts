import {expect} from 'chai';
import {framesDo} from '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {fakeTime, type FakeTime} from '../support/fake-time.js';
import {endsWith, reasonsOf} from '../support/ledger-cases.js';
import {setHidden} from '../support/page-state.js';
import {openPuppetTenant, puppetOf, readyPayload, readyPuppetOf, record} from '../support/puppet.js';
import {dashboardOf, mount, nextEvent, openTenant, until, type Tenant} from '../support/tenant.js';

describe('the document in the frame', () => {
  let tenant: Tenant;
  let time: FakeTime;
  let element: CubeEmbedElement;
  let errors: [string, unknown][];

  const open = async (): Promise<HTMLIFrameElement> => {
    time = fakeTime();
    element = mount(dashboardOf(tenant));
    errors = record(element, 'error');
    await heard('dashboard-loaded');
    return element.frame!;
  };
  const heard = async (name: string): Promise<void> => {
    const seen = record(element, name);
    await until(`${name} was heard`, () => seen.length);
  };
  const replaced = (frame: HTMLIFrameElement): Promise<unknown> =>
    until('another frame', () => element.frame && element.frame !== frame);

  describe('of the emulator', () => {
    beforeEach(async () => {
      tenant = await openTenant();
    });

    for (const [when, wait] of [
      ['at once', async () => {}],
      ['after a while', async () => time.advance(5000)],
    ] as const) {
      it(`reloads with its spent session, ${when}: it is given a new one, without a word of error`, async () => {
        framesDo({reuses: 1});
        const frame = await open();
        await wait();
        await tenant.fault({on: 'open-pages', do: 'reload'});
        await replaced(frame);
        await element.whenReady();
        expect(errors).to.deep.equal([]);
        expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'reload']);
        await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
      });
    }

    it('reloads five times: three new sessions, then session-expired; no loop', async () => {
      framesDo({reuses: 4});
      let frame = await open();
      for (let i = 1; i <= 4; i++) {
        await time.advance(2000);
        await tenant.fault({on: 'open-pages', do: 'reload'});
        if (i === 4) break;
        await replaced(frame);
        await element.whenReady();
        frame = element.frame!;
      }
      await until('an error', () => element.error);
      expect(element.error).to.include({code: 'session-expired', fatal: true});
      expect(element.frame).to.equal(null);
      await endsWith(tenant, {issued: 4, exchanged: 4, end: 'session-expired'}, element);
      // Ten minutes later it may again; what the viewer asks for was never counted.
      await time.advance(600_000);
      framesDo({reuses: 5});
      element.reload();
      await element.whenReady();
      frame = element.frame!;
      await time.advance(2000);
      await tenant.fault({on: 'open-pages', do: 'reload'});
      await replaced(frame);
      await element.whenReady();
      await endsWith(tenant, {issued: 6, exchanged: 6, end: 'ready'}, element);
    });

    it('goes to an error page: silence for 15 s of visible time, then a new session', async () => {
      framesDo({historyEntries: 1});
      const frame = await open();
      await time.advance(2000);
      const loaded = nextEvent(frame, 'load');
      await tenant.fault({on: 'document', do: 'status', status: 500, times: 1});
      await tenant.fault({on: 'open-pages', do: 'leave', url: `${tenant.baseUrl}/embed/d/32/dashboard/OwVQpbdaZmBT`});
      await loaded;
      await until('a clock runs', () => time.waiting().some((ms) => ms > 14_000 && ms <= 15_000));
      await time.advance(14_000);
      setHidden(true);
      await time.advance(60_000);
      expect(element.frame).to.equal(frame);
      setHidden(false);
      await time.advance(1000);
      await replaced(frame);
      await element.whenReady();
      expect(errors).to.deep.equal([]);
      await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
    });

    for (const [what, faults, entries] of [
      ['pushState and Back', [{do: 'push-state', path: '/embed/d/32/dashboard/OwVQpbdaZmBT?x=1'}, {do: 'back'}], 1],
      ['a hash', [{do: 'hash', hash: '#here'}], 1],
    ] as const) {
      it(`makes history by ${what}: nothing happens`, async () => {
        framesDo({historyEntries: entries});
        const frame = await open();
        await time.advance(2000);
        for (const fault of faults) {
          await tenant.fault({on: 'open-pages', ...fault});
          // The page is asked for its word, which comes after what it did.
          const told = heard('ai-query');
          await tenant.fault({
            on: 'open-pages',
            do: 'announce',
            event: 'ai-query',
            payload: {query: 'x', status: 'submitted'},
          });
          await told;
        }
        await time.advance(60_000);
        expect([element.frame, element.state]).to.deep.equal([frame, 'ready']);
        await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
      });
    }
  });

  describe('of a test’s own', () => {
    const openPuppet = async (): ReturnType<typeof puppetOf> => {
      time = fakeTime();
      element = mount(dashboardOf(tenant));
      errors = record(element, 'error', 'ready', 'session-expired');
      return readyPuppetOf(element);
    };
    const reload = async (puppet: Awaited<ReturnType<typeof puppetOf>>): Promise<void> => {
      const {hellos} = puppet;
      const loaded = nextEvent(element.frame!, 'load');
      void puppet.run('location.reload()').catch(() => undefined);
      await until('another document', () => puppet.hellos > hellos);
      await loaded;
    };
    beforeEach(async () => {
      tenant = await openPuppetTenant();
    });

    it('loads again and is ready: it goes on without a new session', async () => {
      const puppet = await openPuppet();
      await time.advance(5000);
      await reload(puppet);
      await puppet.say('ready', readyPayload);
      await time.advance(60_000);
      expect(errors.map(([name]) => name)).to.deep.equal(['ready', 'ready']);
      await endsWith(tenant, {issued: 1, exchanged: 0, end: 'ready'}, element);
    });

    it('loads again and says anything else: it lives', async () => {
      const puppet = await openPuppet();
      await time.advance(5000);
      await reload(puppet);
      await time.advance(10_000);
      await puppet.say('view', {surface: 'dashboard', path: '/'});
      await time.advance(60_000);
      expect((await tenant.seen()).requests).to.have.length(1);
      await endsWith(tenant, {issued: 1, exchanged: 0, end: 'ready'}, element);
    });

    for (const [what, name, payload] of [
      ['a fatal error', 'error', {message: 'spent', fatal: true}],
      ['session-expired', 'session-expired', {}],
    ] as const) {
      it(`loads again and tells ${what}: a new session, and nothing is told`, async () => {
        const puppet = await openPuppet();
        await time.advance(5000);
        await reload(puppet);
        void puppet.say(name, payload).catch(() => undefined);
        await readyPuppetOf(element, puppet);
        expect(errors.map(([event]) => event)).to.deep.equal(['ready', 'ready']);
        expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'reload']);
        await endsWith(tenant, {issued: 2, exchanged: 0, end: 'ready'}, element);
      });
    }

    it('tells session-expired before it is ready: a new session, and nothing is told', async () => {
      time = fakeTime();
      element = mount(dashboardOf(tenant));
      errors = record(element, 'error', 'ready', 'session-expired');
      const puppet = await puppetOf(element);
      void puppet.say('session-expired', {}).catch(() => undefined);
      await readyPuppetOf(element, puppet);
      expect(errors.map(([name]) => name)).to.deep.equal(['ready']);
      await endsWith(tenant, {issued: 2, exchanged: 0, end: 'ready'}, element);
    });

    it('tells a fatal error half a second late, in case it is a new document’s', async () => {
      const puppet = await openPuppet();
      await time.advance(5000);
      await puppet.say('error', {message: 'broken', fatal: true});
      expect(element.error).to.equal(null);
      await time.advance(500);
      expect(element.error).to.include({code: 'embed-error', fatal: true});
      await puppet.say('ready', readyPayload);
      expect(element.state).to.equal('error');
      await endsWith(tenant, {issued: 1, exchanged: 0, end: 'embed-error'}, element);
    });
  });
});
