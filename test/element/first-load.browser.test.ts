import {expect} from '@esm-bundle/chai';
import '../support/invariants.js';
import '../../src/index.js';
import {createEmbed, dashboardOf, mount, openTenant, until, type Tenant} from '../support/tenant.js';

describe('first load', () => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await openTenant();
  });

  it('shows a dashboard with one session', async () => {
    const element = mount(dashboardOf(tenant));
    const payload = await element.whenReady();
    expect(element.state).to.equal('ready');
    expect(payload).to.deep.include({surface: 'dashboard', mode: 'signed'});
    const {requests} = await tenant.seen();
    expect(requests.map((r) => JSON.parse(r.body) as unknown)).to.deep.equal([
      {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'},
    ]);
    element.remove();
    expect(element.state).to.equal('idle');
  });

  it('sends the request in the microtask after it is connected', async () => {
    const asked: string[] = [];
    const original = window.fetch;
    window.fetch = (...args) => {
      asked.push(String(args[0]));
      return original(...args);
    };
    const element = createEmbed(dashboardOf(tenant));
    document.body.append(element);
    expect(asked).to.deep.equal([]);
    await Promise.resolve();
    window.fetch = original;
    expect(asked).to.have.length(1);
    element.remove();
    await until('aborted', async () => (await tenant.seen()).requests.every((r) => r.aborted) || true);
  });
});
