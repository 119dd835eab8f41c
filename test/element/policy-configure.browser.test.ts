import {expect} from 'chai';
import '../support/invariants.js';
import {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, keep, mount, until, type Tenant} from '../support/tenant.js';

/** In a file of its own: the first call holds for the life of a page. */
describe('configure()', () => {
  let tenant: Tenant;
  let stranger: Tenant;
  const asked: string[] = [];
  const warnings: string[] = [];
  const {warn} = console;
  const realFetch = window.fetch.bind(window);

  before(async () => {
    tenant = keep(await openPuppetTenant());
    stranger = keep(await openPuppetTenant());
    const origins = [`${tenant.baseUrl}/`, 'https://not a url'];
    const endpoints = [tenant.endpoint.slice(1)]; // resolved against the document's base, as the attribute is
    document.head.append(Object.assign(document.createElement('base'), {href: '/'}));
    CubeEmbedElement.configure({origins, endpoints});
    console.warn = (...parts: unknown[]) => warnings.push(parts.join(' '));
    origins.push(stranger.baseUrl);
    CubeEmbedElement.configure({});
    CubeEmbedElement.configure({origins: [stranger.baseUrl]});
    console.warn = warn;
    window.fetch = (input, init) => {
      if (init?.method === 'POST') asked.push(input instanceof Request ? input.url : String(input));
      return realFetch(input, init);
    };
  });

  after(async () => {
    window.fetch = realFetch;
    document.querySelector('base')!.remove();
    await tenant.close();
    await stranger.close();
  });

  afterEach(() => {
    for (const element of document.querySelectorAll('cube-embed')) element.remove();
    asked.length = 0;
  });

  it('warns of a later call', () => {
    expect(warnings).to.have.length(2);
    expect(warnings[0]).to.include('configure()');
  });

  it('lets pass what it lists', async () => {
    const element = mount(dashboardOf(tenant));
    await readyPuppetOf(element);
    expect(asked).to.have.length(1);
  });

  it('vouches for an origin that the answer does not name', async () => {
    await tenant.script({session: {baseUrl: null}});
    await readyPuppetOf(mount(dashboardOf(tenant)));
  });

  it('refuses other origins and endpoints, without a request', async () => {
    for (const [attributes, name] of [
      [{'base-url': stranger.baseUrl}, 'base-url'],
      [{'base-url': 'https://acme.cubecloud.dev'}, 'base-url'],
      [{'session-endpoint': stranger.endpoint}, 'session-endpoint'],
      [{'session-endpoint': `${tenant.endpoint}?x`}, 'session-endpoint'],
      [{'session-endpoint': `${tenant.endpoint}/`}, 'session-endpoint'],
      [{'session-endpoint': `https://evil.test${tenant.endpoint}`}, 'session-endpoint'],
    ] as const) {
      const element = mount({...dashboardOf(tenant), ...attributes});
      await element.updateComplete;
      expect(element.error, JSON.stringify(attributes)).to.include({code: 'invalid-config', fatal: true});
      expect(element.error!.message).to.include(name);
      expect(element.frame).to.equal(null);
    }
    expect(asked).to.deep.equal([]);
  });

  it('throws a session away whose baseUrl is not listed', async () => {
    await tenant.script({session: {baseUrl: stranger.baseUrl}});
    const element = mount({...dashboardOf(tenant), 'base-url': ''});
    const error = await until('the error', () => element.error);
    expect(error!.code).to.equal('session-invalid');
    expect(element.frame).to.equal(null);
    expect((await stranger.sessions()).filter(({requested}) => requested)).to.deep.equal([]);
  });

  it("is not led astray by the page's base, nor by what has a known name", async () => {
    const base = document.querySelector('base')!;
    base.href = stranger.baseUrl;
    const element = mount({...dashboardOf(tenant), 'session-endpoint': tenant.endpoint.slice(1)});
    await element.updateComplete;
    base.href = '/';
    expect(element.error ?? (await until('an answer', () => element.error))).to.include({code: 'invalid-config'});
    expect(asked.filter((url) => url.startsWith(stranger.baseUrl))).to.deep.equal([]);

    const gadgets = [
      Object.assign(document.createElement('img'), {name: 'createElement'}),
      Object.assign(document.createElement('a'), {id: 'CubeEmbedConfig', href: stranger.baseUrl}),
    ];
    const survivor = mount(dashboardOf(tenant));
    document.body.append(...gadgets);
    const puppet = await readyPuppetOf(survivor);
    survivor.reload();
    const next = await readyPuppetOf(survivor, puppet);
    expect(next.url.origin).to.equal(tenant.baseUrl);
    for (const gadget of gadgets) gadget.remove();
  });
});
