import {expect} from 'chai';
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

  it('says where it stands by its state, its event and its CSS states, which agree at every moment', async () => {
    const element = createEmbed(dashboardOf(tenant));
    const cssStates = (): string[] =>
      ['idle', 'authenticating', 'loading', 'ready', 'error'].filter((state) => element.matches(`:state(${state})`));
    expect([element.state, cssStates()]).to.deep.equal(['idle', ['idle']]);
    const told: string[] = [];
    element.addEventListener('cube-statechange', ({detail: {state, previousState}}) => {
      expect([element.state, cssStates()]).to.deep.equal([state, [state]]);
      told.push(`${previousState} ${state}`);
    });
    document.body.append(element);
    await element.whenReady();
    await tenant.script({status: 403});
    element.reload();
    await until('an error', () => element.error);
    element.remove();
    expect([element.state, cssStates()]).to.deep.equal(['idle', ['idle']]);
    expect(told).to.deep.equal([
      'idle authenticating',
      'authenticating loading',
      'loading ready',
      'ready idle',
      'idle authenticating',
      'authenticating error',
      'error idle',
    ]);
  });

  it('sends the request in the microtask after it is connected', async () => {
    let asked = 0;
    const original = window.fetch.bind(window);
    window.fetch = (...args) => {
      asked++;
      return original(...args);
    };
    mount(dashboardOf(tenant));
    expect(asked).to.equal(0);
    await Promise.resolve();
    window.fetch = original;
    expect(asked).to.equal(1);
  });
});
