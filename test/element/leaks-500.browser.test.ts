import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import {endsWith} from '../support/ledger-cases.js';
import {createEmbed, dashboardOf, openTenant, until, type Tenant} from '../support/tenant.js';
import {heldByUs} from '../support/watched-globals.js';

/** What is held, without garbage. Only Chromium tells, started as the tests start it. */
const heapBytes = (): number | null => {
  const {gc} = globalThis as {gc?: () => void};
  gc?.();
  return (gc && (performance as Performance & {memory?: {usedJSHeapSize: number}}).memory?.usedJSHeapSize) ?? null;
};

describe('500 mounts and unmounts', () => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await openTenant();
  });

  it('of one element leave nothing: no request, timer, listener, node', async () => {
    await tenant.script(...Array.from({length: 500}, () => ({hangs: true})));
    const element = createEmbed(dashboardOf(tenant));
    for (let i = 0; i < 500; i++) {
      document.body.append(element);
      await Promise.resolve();
      element.remove();
    }
    expect(heldByUs()).to.deep.equal([]);
    expect(element.shadowRoot!.querySelector('iframe')).to.equal(null);
    await until('all requests are given up', async () => (await tenant.seen()).requests.every(({aborted}) => aborted));
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'idle'}, element);
  });

  it('of new elements, each with its frame, leave nothing and a heap that stands still', async function () {
    this.timeout(300_000);
    await tenant.fault({on: 'document', do: 'answer', body: '<p>Still'});
    let session = 0;
    const cycle = async (): Promise<void> => {
      const element = createEmbed({'base-url': tenant.baseUrl, 'dashboard-id': 'x'});
      element.fetchSession = async () => `session-${String(++session).padStart(8, '0')}`;
      document.body.append(element);
      await until('a frame', () => element.frame);
      element.remove();
    };
    const nodes = document.querySelectorAll('*').length;
    for (let i = 0; i < 50; i++) await cycle();
    const before = heapBytes();
    for (let i = 0; i < 450; i++) await cycle();
    expect(heldByUs()).to.deep.equal([]);
    expect(document.querySelectorAll('*').length).to.equal(nodes);
    const after = heapBytes();
    if (before !== null && after !== null) expect((after - before) / 2 ** 20, 'MiB more').to.be.below(5);
  });
});
