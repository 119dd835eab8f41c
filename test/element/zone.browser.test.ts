import {expect} from 'chai';
// Angular 12 to 17.0 have a zone.js like this one on the page; it patches before the package is there.
import {heardBy} from '../support/zone.js';
import '../support/invariants.js';
import '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, mount} from '../support/tenant.js';

describe('a page with zone.js 0.13', () => {
  it('is patched by it', () => {
    expect(EventTarget.prototype.addEventListener.toString()).not.to.include('native code');
    expect((globalThis as {Zone?: unknown}).Zone).to.be.a('function');
  });

  it('hears what it listens for after an embed has gone, which listened for it alone', async () => {
    const tenant = await openPuppetTenant();
    const element = mount(dashboardOf(tenant));
    await readyPuppetOf(element);
    element.remove();
    const heard: string[] = [];
    for (const [type, target] of Object.entries(heardBy)) {
      const listener = (): unknown => heard.push(type);
      target.addEventListener(type, listener);
      target.dispatchEvent(new Event(type));
      target.removeEventListener(type, listener);
    }
    expect(heard).to.deep.equal(Object.keys(heardBy));
    await tenant.close();
  });
});
