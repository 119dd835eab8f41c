import {expect} from 'chai';
import '../support/invariants.js';
import type {CubeEmbedElement, EmbedSession} from '../../src/index.js';
import '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {createEmbed, dashboardOf, keep, mount, until, type Tenant} from '../support/tenant.js';

/** The built bundle is another copy of the package than the sources. */
const otherCopy: string = new URL('/dist/element.js', location.href).href;

/** In a file of its own, in this order: a page has one policy for its life. */
describe('two copies of the package on a page', () => {
  let tenant: Tenant;
  let Other: typeof CubeEmbedElement;

  before(async () => {
    tenant = keep(await openPuppetTenant());
    ({CubeEmbedElement: Other} = (await import(otherCopy)) as {CubeEmbedElement: typeof CubeEmbedElement});
    Other.define('other-embed');
  });

  after(() => tenant.close());

  it('use no session twice between them', async () => {
    const answer = await fetch(tenant.endpoint, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'}),
    });
    const session = (await answer.json()) as EmbedSession;
    const first = createEmbed(dashboardOf(tenant));
    const second = document.createElement('other-embed') as CubeEmbedElement;
    for (const element of [first, second]) {
      element.id = first.id;
      element.baseUrl = tenant.baseUrl;
      element.fetchSession = async () => session;
    }
    document.body.append(first);
    await readyPuppetOf(first);
    document.body.append(second);
    const error = await until('an error', () => second.error);
    expect(error).to.include({code: 'session-invalid'});
    expect(error!.message).to.include('used before');
    for (const element of [first, second]) element.remove();
  });

  it('open one connection ahead for both', async () => {
    const stranger = await openPuppetTenant();
    const added: Node[] = [];
    // The embed's own frame is put into its box.
    const observer = new MutationObserver((records) => {
      for (const {addedNodes} of records) added.push(...addedNodes);
    });
    const elements = ['cube-embed', 'other-embed'].map((name) => {
      const element = document.createElement(name) as CubeEmbedElement;
      return Object.assign(element, {
        id: dashboardOf(stranger).id,
        baseUrl: stranger.baseUrl,
        sessionEndpoint: stranger.endpoint,
      });
    });
    for (const {shadowRoot} of elements) observer.observe(shadowRoot!, {childList: true});
    document.body.append(...elements);
    for (const element of elements) await until('a frame', () => element.frame);
    observer.disconnect();
    expect(added.map(({nodeName}) => nodeName)).to.deep.equal([
      'csp' in HTMLIFrameElement.prototype ? 'IFRAME' : 'LINK',
    ]);
    for (const element of elements) element.remove();
  });

  it('have one policy, whichever is asked', async () => {
    const stranger = await openPuppetTenant();
    Other.configure({endpoints: [tenant.endpoint]});
    const refused = mount(dashboardOf(stranger));
    await refused.updateComplete;
    expect(refused.error).to.include({code: 'invalid-config'});
    expect((await stranger.seen()).requests).to.deep.equal([]);
    const allowed = mount(dashboardOf(tenant));
    await readyPuppetOf(allowed);
    for (const element of [refused, allowed]) element.remove();
  });
});
