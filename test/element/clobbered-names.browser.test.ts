import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {createEmbed, dashboardOf, type Tenant} from '../support/tenant.js';

/** Members of a document and of a window whose names markup takes: `document.hidden` is then an element. */
const names = ['createElement', 'addEventListener', 'defaultView', 'prerendering', 'baseURI', 'hidden'];

describe('a page whose markup owns names of the document’s members', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  const gadgets = names.flatMap((name) => [
    Object.assign(document.createElement('img'), {name, alt: ''}),
    Object.assign(document.createElement('form'), {name}),
  ]);

  beforeEach(async () => {
    tenant = await openPuppetTenant();
  });

  afterEach(async () => {
    for (const gadget of gadgets) gadget.remove();
    element.remove();
    await tenant.close();
  });

  /** Puts an embed into such a page; the test itself makes it before, by the document's own `createElement`. */
  const mountThere = (attributes: Readonly<Record<string, string>>): CubeEmbedElement => {
    element = createEmbed(attributes);
    document.body.append(...gadgets, element);
    return element;
  };

  it('is seen to own them', () => {
    mountThere({});
    for (const name of names) {
      expect(Reflect.get(document, name), name).not.to.equal(Reflect.get(Document.prototype, name, document));
    }
  });

  it('has a dashboard that becomes ready, and begins anew', async () => {
    mountThere(dashboardOf(tenant));
    const puppet = await readyPuppetOf(element);
    element.reload();
    await readyPuppetOf(element, puppet);
    expect(element.error).to.equal(null);
  });

  it('gets no private embed of its own origin', async () => {
    mountThere({type: 'chat', private: '', 'base-url': location.origin});
    await element.updateComplete;
    expect(element.error).to.include({code: 'invalid-config', fatal: true});
    expect(element.error!.message).to.include('own origin');
    expect(element.frame).to.equal(null);
  });
});
