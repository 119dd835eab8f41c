import {expect} from 'chai';
import '../support/invariants.js';
import type axeCore from 'axe-core';
import 'axe-core';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {loadUnseen, openPuppetTenant, puppetOf, readyPuppetOf} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, openTenants, until, type Tenant} from '../support/tenant.js';

const {axe} = window as unknown as {axe: typeof axeCore};

/** What axe finds wrong with an element, its shadow root included; what is inside the frame is Cube's. */
const audit = async (element: CubeEmbedElement): Promise<string[]> => {
  const {violations, incomplete} = await axe.run(element, {
    iframes: false,
    resultTypes: ['violations', 'incomplete'],
  } as axeCore.RunOptions);
  return [...violations, ...incomplete.filter(({id}) => id !== 'frame-tested')].map(
    ({id, nodes}) => `${id}: ${nodes.map(({html, failureSummary}) => `${html} ${failureSummary}`).join()}`,
  );
};

for (const scheme of ['light', 'dark']) {
  describe(`axe finds nothing wrong, in ${scheme}`, () => {
    let tenant: Tenant;
    let element: CubeEmbedElement;

    before(() => {
      document.documentElement.lang = 'en';
      document.documentElement.style.cssText = `color-scheme: ${scheme}; background: Canvas`;
    });

    after(() => document.documentElement.removeAttribute('style'));

    beforeEach(async () => {
      tenant = await openPuppetTenant();
    });

    afterEach(async () => {
      element.remove();
      for (const open of [...openTenants]) await open.close();
    });

    const find = (css: string): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>(css)!;

    it('in idle', async () => {
      element = document.body.appendChild(createEmbed({}));
      expect(await audit(element)).to.deep.equal([]);
    });

    it('while it loads', async () => {
      await tenant.script({hangs: true});
      element = mount(dashboardOf(tenant));
      await until('the loader', () => find('[part=loading]').textContent);
      expect(await audit(element)).to.deep.equal([]);
    });

    it('while the frame loads', async () => {
      element = mount(dashboardOf(tenant));
      await puppetOf(element);
      await until('the loader', () => find('[part=loading]').textContent);
      expect(await audit(element)).to.deep.equal([]);
    });

    it('when it is ready', async () => {
      element = mount(dashboardOf(tenant));
      await readyPuppetOf(element);
      expect(await audit(element)).to.deep.equal([]);
    });

    it('in an error', async () => {
      await tenant.script({status: 403});
      element = mount(dashboardOf(tenant));
      await until('the panel', () => find('h2'));
      expect(await audit(element)).to.deep.equal([]);
    });

    it('in an error over a frame', async () => {
      element = mount(dashboardOf(tenant));
      const puppet = await readyPuppetOf(element);
      await puppet.say('error', {message: 'over', fatal: true});
      await until('the panel', () => find('h2'));
      expect(await audit(element)).to.deep.equal([]);
    });

    it('under the notice', async () => {
      element = createEmbed({...dashboardOf(tenant), 'ready-timeout': '100'});
      element.hidden = true;
      document.body.append(element);
      await loadUnseen(element, () => element.reload());
      await until('the notice', () => find('.notice').textContent);
      expect(await audit(element)).to.deep.equal([]);
    });
  });
}
