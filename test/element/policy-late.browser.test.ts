import {expect} from 'chai';
import '../support/invariants.js';
import {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, mount, type Tenant} from '../support/tenant.js';

/** In a file of its own: the first call holds for the life of a page. */
describe('a policy that comes after embeds have begun', () => {
  it('ends what it forbids, keeps what it allows, and says that it came late', async () => {
    const tenants: Tenant[] = [];
    for (let i = 0; i < 3; i++) tenants.push(await openPuppetTenant());
    const [allowed, otherEndpoint, otherOrigin] = tenants as [Tenant, Tenant, Tenant];
    const going = mount(dashboardOf(allowed));
    const ended = mount(dashboardOf(otherEndpoint));
    // The answer alone says where this one goes.
    const endedToo = mount({...dashboardOf(otherOrigin), 'base-url': ''});
    for (const element of [going, ended, endedToo]) await readyPuppetOf(element);
    const warnings: string[] = [];
    const {warn} = console;
    console.warn = (...parts: unknown[]) => warnings.push(parts.join(' '));
    CubeEmbedElement.configure({
      origins: [allowed.baseUrl, otherEndpoint.baseUrl],
      endpoints: [allowed.endpoint, otherOrigin.endpoint],
    });
    console.warn = warn;
    expect(warnings.join()).to.include('came late');
    expect(going.state).to.equal('ready');
    for (const element of [ended, endedToo]) {
      expect(element.error).to.include({code: 'invalid-config', fatal: true});
      expect(element.frame).to.equal(null);
      element.reload();
      await element.updateComplete;
    }
    expect((await otherEndpoint.seen()).requests).to.have.length(1);
    for (const element of [going, ended, endedToo]) element.remove();
  });
});
