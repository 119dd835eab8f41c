import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf, record, type Puppet} from '../support/puppet.js';
import {dashboardOf, mount, type Tenant} from '../support/tenant.js';

describe('a flood of messages', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  let puppet: Puppet;
  let seen: [string, unknown][];
  let warnings: string[];
  const {warn} = console;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    element = mount(dashboardOf(tenant));
    seen = record(
      element,
      'view',
      'drilldown',
      'error',
      'ready',
      'session-expiring',
      'session-expired',
      'session-renewed',
    );
    puppet = await readyPuppetOf(element);
    seen.length = 0;
    warnings = [];
    console.warn = (...parts: unknown[]) => warnings.push(parts.join(' '));
  });

  afterEach(async () => {
    console.warn = warn;
    element.remove();
    await tenant.close();
  });

  const count = (name: string): number => seen.filter(([seenName]) => seenName === name).length;

  for (const messages of [10_000, 50_000]) {
    it(`of ${messages} hides no end of the session`, async () => {
      const startedAt = performance.now();
      const renewed = new Promise((resolve) => element.addEventListener('cube-session-renewed', resolve));
      await puppet.run(`
        for (let i = 0; i < ${messages}; i++) {
          say('view', {path: '/embed/' + i, title: 'Title ' + i});
          if (i === ${messages / 2}) { say('session-expired', {}); say('drilldown', {member: 'orders.count'}); }
        }`);
      const most = 201 + ((performance.now() - startedAt) / 1000) * 50;
      await renewed;
      expect(count('view')).to.be.at.least(200).and.at.most(most);
      expect(count('drilldown')).to.equal(1);
      expect(count('session-expired')).to.equal(1);
      expect(warnings.filter((text) => text.includes('flood'))).to.have.length(1);
      expect(element.state).to.equal('ready');
      const set = (await puppet.actions()).filter(([name]) => name === 'set-session');
      expect(set).to.have.length(1);
    });
  }

  it('lets 200 of a name through at once, of every name', async () => {
    await puppet.run(`for (const name of ['view', 'drilldown']) for (let i = 0; i < 200; i++) say(name, {i})`);
    expect([count('view'), count('drilldown')]).to.deep.equal([200, 200]);
    expect(warnings).to.deep.equal([]);
  });

  it('of ready and of the end of a session is told whole', async () => {
    await puppet.run(`for (let i = 0; i < 300; i++) { say('ready', {mode: 'signed'}); say('session-expiring', {i}) }`);
    expect([count('ready'), count('session-expiring')]).to.deep.equal([300, 300]);
  });

  it('of one error tells it once, and every other one', async () => {
    await puppet.run(`
      for (let i = 0; i < 1000; i++) say('error', {message: 'the same', fatal: false});
      for (let i = 0; i < 10; i++) say('error', {message: 'number ' + i, fatal: false});`);
    expect(count('error')).to.be.at.least(11).and.at.most(15);
  });

  it('of names that the frame makes up is held back too', async () => {
    const events = record(element, ...Array.from({length: 3000}, (_, i) => `made-up-${i}`));
    await puppet.run(`for (let round = 0; round < 3; round++) for (let i = 0; i < 3000; i++) say('made-up-' + i, {})`);
    expect(events.length).to.be.at.most(9000);
    await puppet.say('view', {});
    expect(count('view')).to.equal(1);
  });
});
