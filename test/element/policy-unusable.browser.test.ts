import {expect} from 'chai';
import '../support/invariants.js';
import {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, keep, mount, type Tenant} from '../support/tenant.js';

/** In a file of its own, in this order: a page has one policy for its life. */
describe('a policy', () => {
  let tenant: Tenant;
  const warnings: string[] = [];
  const {warn} = console;
  const configure = CubeEmbedElement.configure.bind(CubeEmbedElement) as (policy?: unknown) => void;

  before(async () => {
    tenant = keep(await openPuppetTenant());
    console.warn = (...parts: unknown[]) => warnings.push(parts.join(' '));
  });

  after(async () => {
    console.warn = warn;
    await tenant.close();
  });

  afterEach(() => {
    for (const element of document.querySelectorAll('cube-embed')) element.remove();
    warnings.length = 0;
  });

  for (const [what, policy] of [
    ['no argument', undefined],
    ['null', null],
    ['a text', 'https://acme.cubecloud.dev'],
    ['a misspelt member', {origin: ['https://acme.cubecloud.dev']}],
    ['a list that is none', {endpoints: '/api/cube/session'}],
    ['a list', []],
    ['a promise', Promise.resolve({endpoints: []})],
    ['a Map', new Map([['endpoints', []]])],
    ['true', true],
    ['a set for a list', {origins: new Set(['https://acme.cubecloud.dev'])}],
  ] as const) {
    it(`that is ${what} throws, and allows nothing until a call is good`, async () => {
      expect(() => configure(policy)).to.throw(TypeError, 'configure() takes');
      const element = mount(dashboardOf(tenant));
      await element.updateComplete;
      expect(element.error).to.include({code: 'invalid-config', fatal: true});
      expect((await tenant.seen()).requests).to.deep.equal([]);
    });
  }

  it('that is good counts after those that were not, with its own lists alone, and a later one does not', async () => {
    const polluted = Object.prototype as {origins?: readonly string[]};
    polluted.origins = ['https://stranger.example'];
    try {
      configure({endpoints: [tenant.endpoint]});
    } finally {
      delete polluted.origins;
    }
    const allowed = mount(dashboardOf(tenant));
    await readyPuppetOf(allowed);
    configure({endpoints: []});
    expect(allowed.state).to.equal('ready');
    expect(warnings.join()).to.include('holds since its first call');
  });
});
