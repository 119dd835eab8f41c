import {expect} from 'chai';
import '../support/invariants.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, mount, type Tenant} from '../support/tenant.js';

/** Members of a document and of a window whose names markup takes: `document.hidden` is then an element. */
const names = ['createElement', 'addEventListener', 'defaultView', 'prerendering', 'baseURI', 'hidden'];

describe('a page whose markup owns names of the document’s members', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  const gadgets = names.flatMap((name) => [
    Object.assign(document.createElement('img'), {name, alt: ''}),
    Object.assign(document.createElement('form'), {name}),
  ]);

  before(async () => {
    await import('../../src/index.js');
  });

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    document.body.append(...gadgets);
  });

  afterEach(async () => {
    for (const gadget of gadgets) gadget.remove();
    element.remove();
    await tenant.close();
  });

  it('is seen to own them', () => {
    element = mount({});
    for (const name of names) {
      expect(Reflect.get(document, name), name).not.to.equal(Reflect.get(Document.prototype, name, document));
    }
  });

  it('has a dashboard that becomes ready, moves and begins anew', async () => {
    element = mount(dashboardOf(tenant));
    const puppet = await readyPuppetOf(element);
    element.reload();
    await readyPuppetOf(element, puppet);
    expect(element.error).to.equal(null);
  });

  it('gets no private embed of its own origin', async () => {
    element = mount({type: 'chat', private: '', 'base-url': location.origin});
    await element.updateComplete;
    expect(element.error).to.include({code: 'invalid-config', fatal: true});
    expect(element.error!.message).to.include('own origin');
    expect(element.frame).to.equal(null);
  });
});
