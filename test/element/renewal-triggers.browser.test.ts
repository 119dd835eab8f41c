import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {fakeTime, type FakeTime} from '../support/fake-time.js';
import {endsWith, reasonsOf} from '../support/ledger-cases.js';
import {setHidden, setOnline} from '../support/page-state.js';
import {record} from '../support/puppet.js';
import {dashboardOf, mount, openTenant, until, type Tenant} from '../support/tenant.js';

const hourMs = 3_600_000;

describe('a renewal', () => {
  let tenant: Tenant;
  let time: FakeTime;
  let element: CubeEmbedElement;
  let renewed: readonly unknown[];
  const {random} = Math;
  beforeEach(async () => {
    tenant = await openTenant();
    time = fakeTime();
    element = mount(dashboardOf(tenant));
    renewed = record(element, 'session-renewed');
    await element.whenReady();
    // So that the renewals of the tests before are no crowd.
    time.sleep(10_000);
  });
  afterEach(() => {
    Math.random = random;
  });

  const announce = async (...events: readonly string[]): Promise<void> => {
    for (const event of events) await tenant.fault({on: 'open-pages', do: 'announce', event});
  };
  const heard = (name: string, count = 1): Promise<unknown> => {
    const seen = record(element, name);
    return until(`${name} was heard`, () => seen.length >= count);
  };
  const renewedTimes = async (count: number): Promise<void> => {
    await until(`renewed ${count} times`, () => renewed.length === count);
    await endsWith(tenant, {issued: count + 1, exchanged: count + 1, end: 'ready'}, element);
  };

  for (const events of [
    ['session-expiring'],
    ['session-expired'],
    ['session-expiring', 'session-expired'],
    ['session-expiring', 'session-expiring'],
  ]) {
    it(`follows ${events.join(' and ')} once, in place`, async () => {
      const {frame} = element;
      const window = frame!.contentWindow;
      await tenant.script({held: true});
      const all = events.map((event) => heard(event));
      await announce(...events);
      await Promise.all(all);
      expect(element.state).to.equal('ready');
      await until('renewing', () => element.matches(':state(renewing)'));
      await tenant.release();
      await renewedTimes(1);
      expect(element.matches(':state(renewing)')).to.equal(false);
      expect([element.frame, element.frame!.contentWindow]).to.deep.equal([frame, window]);
      expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'renewal']);
      const life = (await tenant.sessions())[1]!;
      expect([life.set, life.requested]).to.deep.equal([1, 0]);
    });
  }

  it('follows the emulator’s own clock', async () => {
    await tenant.advance(23 * hourMs - 5 * 60_000);
    await renewedTimes(1);
    // What the page says after that, it says with the new session in its hands.
    const said = heard('ai-query');
    await announce('ai-query');
    await said;
    await tenant.advance(5 * 60_000);
    await renewedTimes(1);
  });

  it('comes by itself between 21 and 22 hours, and again as long after that', async () => {
    Math.random = () => 0.5;
    await time.advance(21 * hourMs - 60_000);
    await renewedTimes(0);
    await time.advance(hourMs + 60_000);
    await renewedTimes(1);
    await time.advance(20 * hourMs);
    await renewedTimes(1);
    await time.advance(2 * hourMs);
    await renewedTimes(2);
  });

  it('does not come by itself in a hidden page, but once it is shown after 22 hours', async () => {
    setHidden(true);
    await time.advance(23 * hourMs);
    await renewedTimes(0);
    time.sleep(6 * 24 * hourMs);
    await time.advance(hourMs);
    await renewedTimes(0);
    setHidden(false);
    await renewedTimes(1);
    setHidden(true);
    setHidden(false);
    await renewedTimes(1);
  });

  it('follows the page’s return only after 22 hours', async () => {
    setHidden(true);
    time.sleep(22 * hourMs - 11_000);
    setHidden(false);
    setOnline(true);
    window.dispatchEvent(new PageTransitionEvent('pageshow'));
    await renewedTimes(0);
    time.sleep(2000);
    setOnline(true);
    await renewedTimes(1);
  });

  it('happens once while the page is hidden; what comes after that is answered when it is shown', async () => {
    setHidden(true);
    await announce('session-expiring');
    await renewedTimes(1);
    time.sleep(61_000);
    const again = heard('session-expired');
    await announce('session-expired');
    await again;
    await renewedTimes(1);
    setHidden(false);
    await renewedTimes(2);
    expect(element.frame!.isConnected).to.equal(true);
  });

  it('survives a clock that jumps', async () => {
    time.jumpWall(-2 * 24 * hourMs);
    setHidden(false);
    await time.advance(20 * hourMs);
    await renewedTimes(0);
    // The steady clock tells.
    await time.advance(2 * hourMs);
    await renewedTimes(1);
    time.jumpWall(2 * 24 * hourMs);
    setHidden(false);
    await time.advance(hourMs);
    await renewedTimes(2);
  });

  it('on request is never ignored in state ready', async () => {
    element.renew();
    await renewedTimes(1);
    element.renew();
    await renewedTimes(2);
    setHidden(true);
    element.renew();
    await renewedTimes(3);
  });

  it('on request is reload() in error, and nothing before ready', async () => {
    await tenant.script({status: 401});
    element.reload();
    element.renew();
    await until('an error', () => element.error);
    element.renew();
    await element.whenReady();
    expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'reload', 'reload']);
    await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
  });

  it('that is asked for while one runs makes no second one', async () => {
    await tenant.script({held: true});
    element.renew();
    element.renew();
    await announce('session-expiring');
    await tenant.release();
    await renewedTimes(1);
  });

  it('is given up with the element', async () => {
    await tenant.script({hangs: true});
    element.renew();
    await until('asked', async () => (await tenant.seen()).requests.length === 2);
    element.remove();
    await until('aborted', async () => (await tenant.seen()).requests[1]!.aborted);
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'idle'}, element);
  });
});
