import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {fakeTime, type FakeTime} from '../support/fake-time.js';
import {setHidden, setOnline} from '../support/page-state.js';
import {openPuppetTenant, readyPuppetOf, record, type Puppet} from '../support/puppet.js';
import {dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

const hour = 3_600_000;

describe('refresh-interval', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  let time: FakeTime;
  let puppet: Puppet;

  const open = async (seconds: string): Promise<void> => {
    element = mount({...dashboardOf(tenant), 'refresh-interval': seconds});
    puppet = await readyPuppetOf(element);
  };
  const refreshes = async (): Promise<number> => (await puppet.actions()).filter(([name]) => name === 'refresh').length;
  /** An hour, of which the last second is lived through: what falls due on the way does so there. */
  const pass = async (hours: number): Promise<void> => {
    for (let i = 0; i < hours; i++) {
      time.sleep(hour - 1000);
      await time.advance(1000);
    }
  };

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    time = fakeTime();
  });

  afterEach(async () => {
    setHidden(false);
    setOnline(true);
    element.remove();
    await tenant.close();
  });

  it('runs the queries again that often, from ready on', async () => {
    await open('30');
    await time.advance(29_000);
    expect(await refreshes()).to.equal(0);
    await time.advance(2000);
    expect(await refreshes()).to.equal(1);
    await time.advance(60_000);
    expect(await refreshes()).to.equal(3);
  });

  it('is live, and at least 10 seconds', async () => {
    await open('600');
    element.refreshInterval = 1;
    expect(element.refreshInterval).to.equal(10);
    await time.advance(9000);
    expect(await refreshes()).to.equal(0);
    await time.advance(2000);
    expect(await refreshes()).to.equal(1);
    element.removeAttribute('refresh-interval');
    expect(element.refreshInterval).to.equal(null);
    await time.advance(60_000);
    expect(await refreshes()).to.equal(1);
    expect((await tenant.seen()).requests).to.have.length(1);
  });

  for (const value of ['', 'x', '0', '-60', 'NaN']) {
    it(`of "${value}" is never`, async () => {
      await open(value);
      await time.advance(60_000);
      expect(await refreshes()).to.equal(0);
    });
  }

  it('asks for nothing while the page is hidden or offline, and makes up for it by one', async () => {
    await open('60');
    for (const [off, on] of [
      [() => setHidden(true), () => setHidden(false)],
      [() => setOnline(false), () => setOnline(true)],
    ] as const) {
      const before = await refreshes();
      off();
      await time.advance(600_000);
      expect(await refreshes()).to.equal(before);
      on();
      await time.advance(1000);
      expect(await refreshes()).to.equal(before + 1);
      await time.advance(58_000);
      expect(await refreshes()).to.equal(before + 1);
    }
  });

  it('goes through a week on a wall: nights, an hour offline, renewals, and an end without access', async () => {
    await open('3600');
    const renewed = record(element, 'session-renewed');
    let expected = 0;
    for (let day = 0; day < 7; day++) {
      await pass(14);
      expected += 14;
      expect(await refreshes(), `day ${day}`).to.equal(expected);
      setHidden(true);
      await pass(10);
      expect(await refreshes(), `night ${day}`).to.equal(expected);
      setHidden(false);
      await time.advance(1000);
      expected++;
      expect(await refreshes(), `morning ${day}`).to.equal(expected);
    }
    setOnline(false);
    await pass(1);
    expect(await refreshes()).to.equal(expected);
    setOnline(true);
    await time.advance(1000);
    expect(await refreshes()).to.equal(++expected);
    expect(renewed).to.have.length.within(6, 8);
    await tenant.script({status: 403});
    element.renew();
    await until('an error', () => element.error);
    const {requests} = await tenant.seen();
    await pass(24);
    expect((await tenant.seen()).requests).to.have.length(requests.length);
    expect(element.state).to.equal('error');
  });
});
