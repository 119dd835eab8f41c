import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement, CubeEmbedError} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf, record} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

describe('values that are of no use', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  const {warn} = console;
  let warnings: string[] = [];

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    warnings = [];
    console.warn = (message: string) => warnings.push(message);
  });

  afterEach(async () => {
    console.warn = warn;
    element.remove();
    await tenant.close();
  });

  const ignored = {
    type: 'report',
    'session-credentials': 'always',
    loading: 'later',
    'color-scheme': 'sepia',
    referrerpolicy: 'never',
    hide: 'footer title',
    locale: 'de_DE!',
    timezone: 'Europe/Atlantis',
  };

  it('are ignored, with one warning for each', async () => {
    element = mount({...dashboardOf(tenant), ...ignored});
    const puppet = await readyPuppetOf(element);
    const named = (): (string | undefined)[] => warnings.map((text) => /> ([a-z-]+): ".*" is ignored/.exec(text)?.[1]);
    expect(named().sort()).to.deep.equal(Object.keys(ignored).sort());
    expect(warnings.some((text) => text.includes('"footer"') && !text.includes('title'))).to.equal(true);
    const {searchParams} = puppet.url;
    expect([...searchParams.keys()].sort()).to.deep.equal(['session', 'showDashboardTitle']);
    expect(await puppet.actions()).to.deep.equal([]);
    expect([element.type, element.loading, element.colorScheme]).to.deep.equal(['dashboard', 'eager', null]);
    expect([element.locale, element.timezone]).to.deep.equal([ignored.locale, ignored.timezone]);
    expect(element.referrerpolicy).to.equal('strict-origin-when-cross-origin');
    const count = warnings.length;
    element.title = 'Another';
    await element.updateComplete;
    element.reload();
    const other = mount({...dashboardOf(tenant), ...ignored});
    await until('ready again', () => other.state === 'loading' && element.state === 'loading');
    expect(warnings).to.have.length(count);
    other.remove();
  });

  it('are all named by the error, and again at each change that leaves one', async () => {
    element = createEmbed({...dashboardOf(tenant), 'base-url': 'nowhere', 'deployment-id': 'x', theme: '{', id: 'a b'});
    const seen = record(element, 'error');
    document.body.append(element);
    await until('an error', () => element.error);
    for (const name of ['base-url', 'deployment-id', 'theme', 'id ']) {
      expect(element.error!.message).to.include(name);
    }
    expect(element.error).to.include({code: 'invalid-config', fatal: true});
    expect(seen).to.have.length(1);
    element.setAttribute('deployment-id', '32');
    await element.updateComplete;
    expect(seen).to.have.length(2);
    expect(element.error!.message).not.to.include('deployment-id');
    expect(element.error!.message).to.include('base-url');
    expect((await tenant.seen()).requests).to.have.length(0);
    for (const [name, value] of Object.entries(dashboardOf(tenant))) element.setAttribute(name, value);
    element.removeAttribute('theme');
    await readyPuppetOf(element);
  });

  it('are told again by a running embed, which goes on', async () => {
    element = mount(dashboardOf(tenant));
    await readyPuppetOf(element);
    const seen = record(element, 'error');
    element.setAttribute('theme', '{');
    await element.updateComplete;
    element.setAttribute('filters', '[');
    await element.updateComplete;
    element.removeAttribute('theme');
    await element.updateComplete;
    const texts = seen.map(([, error]) => (error as CubeEmbedError).message);
    expect(texts.map((text) => [text.includes('theme'), text.includes('filters')])).to.deep.equal([
      [true, false],
      [true, true],
      [false, true],
    ]);
    expect(element.state).to.equal('ready');
  });
});
