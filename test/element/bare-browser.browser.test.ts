import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, keep, mount, until, type Tenant} from '../support/tenant.js';

/** In a file of its own: some of it can't be taken back. */
describe('in a page that lacks what an embed can do without', () => {
  let tenant: Tenant;
  const {head} = document;

  before(async () => {
    tenant = keep(await openPuppetTenant());
    Object.freeze(Error.prototype);
    Reflect.deleteProperty(AbortSignal, 'any');
    Reflect.deleteProperty(window, 'IntersectionObserver');
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentDocument', {
      get() {
        throw new DOMException('The page keeps its frames to itself.', 'SecurityError');
      },
    });
    performance.measure = () => {
      throw new TypeError('performance.measure is not a function');
    };
  });

  after(() => tenant.close());

  it('an embed is ready', async function () {
    this.retries(0); // Only the first embed opens a connection ahead.
    head.remove();
    const element = mount(dashboardOf(tenant));
    await readyPuppetOf(element);
    document.documentElement.prepend(head);
    expect(element.shadowRoot!.querySelectorAll('iframe').length, 'the frame, and no hint').to.equal(1);
    expect(await element.whenReady()).to.include({surface: 'dashboard'});
  });

  it('a lazy embed counts as seen', async () => {
    await readyPuppetOf(mount({...dashboardOf(tenant), loading: 'lazy'}));
  });

  it('an answer without a body stream is read', async () => {
    const original = window.fetch.bind(window);
    window.fetch = async (input, init) => {
      const response = await original(input, init);
      return init?.method === 'POST' ? Object.defineProperty(response, 'body', {value: undefined}) : response;
    };
    try {
      await readyPuppetOf(mount(dashboardOf(tenant)));
    } finally {
      window.fetch = original;
    }
  });

  it('an error is an error', async () => {
    await tenant.script({status: 401});
    const element = mount(dashboardOf(tenant));
    const error = await until('an error', () => element.error);
    expect(error).to.include({code: 'session-unauthorized', name: 'CubeEmbedError'});
    expect(JSON.parse(JSON.stringify(error))).to.include({code: 'session-unauthorized', message: error!.message});
  });

  it('an exception that nothing foresaw is an error, and the next change cures it', async () => {
    // The element gives its frame its attributes by this, which a frame inherits.
    HTMLIFrameElement.prototype.setAttribute = () => {
      throw new RangeError('not here');
    };
    const element = mount(dashboardOf(tenant));
    const pending = element.whenReady().catch((error: unknown) => error);
    const error = await until('an error', () => element.error);
    Reflect.deleteProperty(HTMLIFrameElement.prototype, 'setAttribute');
    expect(error).to.include({code: 'unexpected', fatal: true, retryable: false});
    expect(error!.cause).to.be.instanceOf(RangeError);
    expect(JSON.stringify(error)).not.to.include('not here');
    expect(await pending).to.equal(error);
    element.reload();
    await readyPuppetOf(element);
  });
});
