import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import {fakeTime} from '../support/fake-time.js';
import {endsWith} from '../support/ledger-cases.js';
import {setHidden, setOnline} from '../support/page-state.js';
import {openPuppetTenant, readyPuppetOf, record} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, openTenant, until} from '../support/tenant.js';

describe('many embeds on one page', () => {
  it('twelve get a session each, four at a time', async () => {
    const tenant = await openTenant();
    await tenant.script(
      ...Array.from({length: 4}, () => ({crowd: 4})),
      ...Array.from({length: 8}, () => ({delayMs: 50})),
    );
    const elements = Array.from({length: 12}, () => mount(dashboardOf(tenant)));
    await Promise.all(elements.map((element) => element.whenReady()));
    const {maxInFlight} = await tenant.seen();
    expect(maxInFlight).to.equal(4);
    await endsWith(tenant, {issued: 12, exchanged: 12, end: 'ready'}, ...elements);
  });

  it('fifty are ready, those that the viewer sees asked first', async () => {
    const tenant = await openPuppetTenant();
    await tenant.script(...Array.from({length: 50}, () => ({delayMs: 30})));
    const far = document.body.appendChild(document.createElement('div'));
    far.style.cssText = 'position: absolute; top: 30000px; width: 100%';
    const near = document.body.appendChild(document.createElement('div'));
    const order: string[] = [];
    const create = (place: string) => {
      const element = createEmbed(dashboardOf(tenant));
      element.style.height = '10px';
      element.addEventListener('cube-session', () => order.push(place));
      return element;
    };
    // The far ones come first in the page, as they do under a long heading.
    const elements = [
      ...Array.from({length: 40}, () => create('far')),
      ...Array.from({length: 10}, () => create('near')),
    ];
    far.append(...elements.slice(0, 40));
    near.append(...elements.slice(40));
    await Promise.all(
      elements.map(async (element) => {
        await until('a frame', () => element.frame);
        await readyPuppetOf(element);
      }),
    );
    expect((await tenant.seen()).maxInFlight).to.be.at.most(4);
    // The first four leave at once; of those that wait, whoever is in sight is before whoever is not.
    const lastNear = order.lastIndexOf('near');
    expect(order.slice(0, lastNear).filter((place) => place === 'far').length, order.join()).to.be.at.most(8);
    await endsWith(tenant, {issued: 50, exchanged: 0, end: 'ready'}, ...elements);
  });

  it('are asked for five times each in an outage, once more when the page wakes up, and then recover', async () => {
    const tenant = await openTenant();
    const time = fakeTime();
    const count = 10;
    const sent = async (): Promise<number> => (await tenant.seen()).requests.length;
    await tenant.script(...Array.from({length: 6 * count}, () => ({status: 503})));
    const elements = Array.from({length: count}, () => mount(dashboardOf(tenant)));
    const allFailed = (): Promise<unknown> =>
      until('all have failed', async () => {
        await time.advance(1000);
        return elements.every(({error}) => error);
      });
    await allFailed();
    expect(await sent()).to.equal(5 * count);
    setOnline(true);
    setHidden(false);
    await time.advance(5000);
    await until('one more each', async () => (await sent()) === 6 * count);
    await allFailed();
    await time.advance(600_000);
    expect(await sent()).to.equal(6 * count);
    setOnline(true);
    await time.advance(5000);
    await Promise.all(elements.map((element) => element.whenReady()));
    await endsWith(tenant, {issued: count, exchanged: count, end: 'ready'}, ...elements);
  });

  it('renew one after another where all would at once', async () => {
    const tenant = await openPuppetTenant();
    const time = fakeTime();
    const elements = Array.from({length: 12}, () => mount(dashboardOf(tenant)));
    for (const element of elements) await readyPuppetOf(element);
    time.sleep(22 * 3_600_000);
    const renewedAt: number[] = [];
    let now = 0;
    for (const element of elements) element.addEventListener('cube-session-renewed', () => renewedAt.push(now));
    window.dispatchEvent(new Event('online'));
    await until('the first', () => renewedAt.length === 1);
    expect(time.waiting().filter((ms) => ms < 30_000).length).to.be.at.least(11);
    for (; now < 31; now++) await time.advance(1000);
    await until('all', () => renewedAt.length === 12);
    const busiest = Math.max(...renewedAt.map((at) => renewedAt.filter((other) => other === at).length));
    expect(busiest).to.be.at.most(6);
    await endsWith(tenant, {issued: 24, exchanged: 0, end: 'ready'}, ...elements);
  });

  it('are in no crowd where they are asked, or told of the end', async () => {
    const tenant = await openTenant();
    const time = fakeTime();
    const elements = Array.from({length: 3}, () => mount(dashboardOf(tenant)));
    await Promise.all(elements.map((element) => element.whenReady()));
    const renewed = elements.map((element) => record(element, 'session-renewed'));
    for (const element of elements) element.renew();
    await until('all are renewed', () => renewed.every((list) => list.length === 1));
    time.sleep(61_000);
    await tenant.fault({on: 'open-pages', do: 'announce', event: 'session-expired'});
    await until('all are renewed again', () => renewed.every((list) => list.length === 2));
    await endsWith(tenant, {issued: 9, exchanged: 9, end: 'ready'}, ...elements);
  });
});
