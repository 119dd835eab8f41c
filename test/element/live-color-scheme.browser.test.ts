import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf, type Puppet} from '../support/puppet.js';
import {createEmbed, dashboardOf, until, type Tenant} from '../support/tenant.js';

describe('color-scheme', () => {
  let tenant: Tenant;
  let box: HTMLElement;
  let element: CubeEmbedElement;
  let puppet: Puppet;
  const viewerScheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    box = document.body.appendChild(document.createElement('div'));
  });

  afterEach(async () => {
    box.remove();
    await tenant.close();
  });

  const open = async (scheme: string, css: string): Promise<void> => {
    box.style.colorScheme = css;
    element = createEmbed({...dashboardOf(tenant), 'color-scheme': scheme});
    box.append(element);
    puppet = await readyPuppetOf(element);
  };
  const schemes = async (): Promise<unknown[]> =>
    (await puppet.actions()).map(([, payload]) => (payload as {scheme: string}).scheme);

  for (const scheme of ['light', 'dark', 'auto']) {
    it(`${scheme} is sent as it is`, async () => {
      await open(scheme, '');
      expect(await schemes()).to.deep.equal([scheme]);
    });
  }

  for (const [css, expected] of [
    ['dark', 'dark'],
    ['light', 'light'],
    ['only dark', 'dark'],
    ['normal', 'light'],
    ['light dark', viewerScheme],
    ['dark light', viewerScheme],
  ]) {
    it(`inherit is ${expected} where CSS says ${css}`, async () => {
      await open('inherit', css!);
      expect(await schemes()).to.deep.equal([expected]);
    });
  }

  it('inherit is dark on a page that is dark by its meta element, and follows that', async () => {
    const meta = document.head.appendChild(document.createElement('meta'));
    Object.assign(meta, {name: 'color-scheme', content: 'dark'});
    await open('inherit', '');
    expect(await schemes()).to.deep.equal(['dark']);
    meta.content = 'light';
    await until('light is sent', async () => (await schemes()).length === 2);
    meta.remove();
    expect(await schemes()).to.deep.equal(['dark', 'light']);
  });

  it('inherit follows the page', async () => {
    await open('inherit', 'light');
    box.style.colorScheme = 'dark';
    await until('dark is sent', async () => (await schemes()).length === 2);
    box.style.colorScheme = 'light dark';
    element.style.colorScheme = 'light';
    await until('light is sent', async () => (await schemes()).length === 3);
    expect(await schemes()).to.deep.equal(['light', 'dark', 'light']);
    element.colorScheme = 'dark';
    await element.updateComplete;
    box.style.colorScheme = element.style.colorScheme = 'light';
    element.colorScheme = null;
    await element.updateComplete;
    expect(await schemes()).to.deep.equal(['light', 'dark', 'light', 'dark']);
  });

  it("holds for the element's own panels", async () => {
    await open('dark', 'light');
    const cover = element.shadowRoot!.querySelector<HTMLElement>('.cover')!;
    expect(getComputedStyle(cover).colorScheme).to.equal('dark');
    element.colorScheme = 'inherit';
    await element.updateComplete;
    expect(getComputedStyle(cover).colorScheme).to.equal('light');
    element.colorScheme = 'auto';
    await element.updateComplete;
    expect(getComputedStyle(cover).colorScheme).to.equal('light dark');
  });
});
