import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, mount} from '../support/tenant.js';

describe('performance measures', () => {
  const measures = (): [string, number, number][] =>
    performance
      .getEntriesByType('measure')
      .filter(({name}) => name.startsWith('cube-embed:'))
      .map(({name, startTime, duration}) => [name.replace('cube-embed:', ''), startTime, startTime + duration]);

  beforeEach(() => performance.clearMeasures());

  it('of a dashboard: the session, the frame to ready, the whole to the first dashboard-loaded', async () => {
    const tenant = await openPuppetTenant();
    const beganAt = performance.now();
    const element = mount(dashboardOf(tenant));
    const puppet = await readyPuppetOf(element);
    expect(measures().map(([name]) => name)).to.deep.equal(['session', 'frame']);
    await puppet.say('dashboard-loaded', {});
    await puppet.say('dashboard-loaded', {});
    const all = measures();
    expect(all.map(([name]) => name).sort()).to.deep.equal(['frame', 'painted', 'session']);
    const of = (name: string): [string, number, number] => all.find(([measured]) => measured === name)!;
    const [[, sessionAt, sessionTo], [, frameAt, frameTo], [, paintedAt, paintedTo]] = [
      of('session'),
      of('frame'),
      of('painted'),
    ];
    expect([beganAt, paintedAt, sessionAt, sessionTo, frameAt, frameTo, paintedTo]).to.satisfy((times: number[]) =>
      times.every((time, i) => i === 0 || time >= times[i - 1]!),
    );
    expect(all.join()).to.not.include(puppet.url.searchParams.get('session'));
    await tenant.close();
  });

  for (const type of ['chat', 'app']) {
    it(`of a ${type}: the whole to ready`, async () => {
      const tenant = await openPuppetTenant();
      const element = mount({...dashboardOf(tenant), type});
      await readyPuppetOf(element);
      expect(
        measures()
          .map(([name]) => name)
          .sort(),
      ).to.deep.equal(['frame', 'painted', 'session']);
      await tenant.close();
    });
  }

  it('of a new session in the same page are new ones', async () => {
    const tenant = await openPuppetTenant();
    const element = mount(dashboardOf(tenant));
    const puppet = await readyPuppetOf(element);
    element.reload();
    await (await readyPuppetOf(element, puppet)).say('dashboard-loaded', {});
    expect(measures().map(([name]) => name)).to.have.members(['session', 'frame', 'session', 'frame', 'painted']);
    await tenant.close();
  });
});
