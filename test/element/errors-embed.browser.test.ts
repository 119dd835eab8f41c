import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement, CubeEmbedError} from '../../src/index.js';
import {openPuppetTenant, puppetOf, readyPayload, readyPuppetOf, record, type Puppet} from '../support/puppet.js';
import {dashboardOf, mount, openTenant, openTenants, until, type Tenant} from '../support/tenant.js';

const requestsOf = async (tenant: Tenant): Promise<string[]> =>
  (await tenant.seen()).requests.map(({body}) => (JSON.parse(body) as {reason: string}).reason);

describe('errors that Cube reports', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  let puppet: Puppet;
  let errors: [string, unknown][];

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    element = mount(dashboardOf(tenant));
    errors = record(element, 'error');
    puppet = await puppetOf(element);
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  const panel = (): string => element.shadowRoot!.querySelector('[role=alert]')!.textContent;

  it('not fatal are an event and no more', async () => {
    await puppet.say('ready', readyPayload);
    for (const payload of [
      {message: 'A query failed', fatal: false},
      {message: 'no word of fatal'},
      {message: 'fatal as text', fatal: 'true'},
      {message: 'fatal as number', fatal: 1},
    ]) {
      await puppet.say('error', payload);
      const [, error] = errors.at(-1)! as [string, CubeEmbedError];
      expect(error).to.include({code: 'embed-error', fatal: false, retryable: false});
      expect(error.message).to.include(payload.message);
      expect(error.cause).to.deep.equal(payload);
    }
    expect([element.state, element.error, panel()]).to.deep.equal(['ready', null, '']);
    expect(errors).to.have.length(4);
  });

  it('without a usable message are told all the same', async () => {
    await puppet.say('ready', readyPayload);
    await puppet.say('error');
    await puppet.say('error', {message: {toString: 'x'}, name: 7});
    expect(errors.length).to.be.at.least(1);
    expect(element.state).to.equal('ready');
  });

  for (const isReady of [false, true]) {
    it(`fatal ${isReady ? 'after' : 'before'} ready end in an error, with the frame inert behind the panel`, async () => {
      if (isReady) await puppet.say('ready', readyPayload);
      const {frame} = element;
      await puppet.say('error', {message: '<img src=x onerror="window.PWN = 1">', fatal: true});
      const error = (await until('the error', () => element.error))!;
      expect(error).to.include({code: 'embed-error', fatal: true, retryable: false});
      expect(errors.map(([, told]) => told)).to.deep.equal([error]);
      expect([element.frame, frame!.isConnected, frame!.inert]).to.deep.equal([frame, true, true]);
      expect(panel()).to.include('embed-error').and.not.include('onerror');
      expect('PWN' in window).to.equal(false);
      let rejected: unknown;
      await element.whenReady().catch((reason: unknown) => (rejected = reason));
      expect(rejected).to.equal(error);

      const seen = record(element, 'ready', 'statechange', 'view');
      await puppet.say('ready', readyPayload);
      await puppet.say('view', {path: '/'});
      expect(seen.map(([name]) => name)).to.deep.equal(['ready', 'view']);
      expect([element.state, element.error]).to.deep.equal(['error', error]);

      element.shadowRoot!.querySelector('button')!.click();
      expect([element.state, element.frame]).to.deep.equal(['authenticating', null]);
      await readyPuppetOf(element, puppet);
      expect(await requestsOf(tenant)).to.deep.equal(['initial', 'reload']);
      expect([element.state, element.error, panel()]).to.deep.equal(['ready', null, '']);
    });
  }

  it('fatal end the renewals too', async () => {
    await puppet.say('ready', readyPayload);
    await puppet.say('error', {message: 'over', fatal: true});
    await until('the error', () => element.error);
    await puppet.say('session-expiring', {});
    await puppet.say('session-expired', {});
    element.renew();
    expect(await requestsOf(tenant).then(({length}) => length)).to.be.at.most(2);
    await until('renew() is a reload', async () => (await requestsOf(tenant)).at(-1) === 'reload');
    expect(await requestsOf(tenant)).to.deep.equal(['initial', 'reload']);
  });

  it('of a spent session before ready is not reported, and makes a new one', async () => {
    void puppet.say('session-expired', {}); // it takes the frame away, answer and all
    await readyPuppetOf(element, puppet);
    expect(errors).to.deep.equal([]);
    expect(await requestsOf(tenant)).to.deep.equal(['initial', 'reload']);
  });
});

describe('a frame that is somewhere else', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  afterEach(async () => {
    element.remove();
    for (const open of [...openTenants]) await open.close();
  });

  it('is not believed: the error names both origins, and nothing is posted', async () => {
    const evil = await openPuppetTenant(
      `for (const name of ['view', 'ready']) say(name, ${JSON.stringify(readyPayload)});`,
    );
    tenant = await openTenant();
    await tenant.fault({on: 'document', do: 'redirect', to: `${evil.baseUrl}/embed/dashboard/x`});
    element = mount(dashboardOf(tenant));
    element.send('refresh');
    const events = record(element, 'view', 'ready', 'error');
    const error = (await until('the error', () => element.error))!;
    expect(error).to.include({code: 'frame-origin', fatal: true, retryable: false});
    expect(error.message).to.include(tenant.baseUrl).and.include(`set base-url to ${evil.baseUrl}`);
    expect(element.frame).to.equal(null);
    expect(events.map(([name]) => name)).to.deep.equal(['error']);
    expect(await requestsOf(tenant)).to.deep.equal(['initial']);
  });

  it('after ready is ignored', async () => {
    const evil = await openPuppetTenant(`say('view', {path: '/evil'});`);
    tenant = await openPuppetTenant();
    element = mount(dashboardOf(tenant));
    const puppet = await readyPuppetOf(element);
    const events = record(element, 'view', 'ready', 'error');
    const {hellos} = puppet;
    void puppet.run('location.replace(data)', `${evil.baseUrl}/embed/dashboard/x`).catch(() => {});
    await until('the other page is there', () => puppet.hellos > hellos);
    element.send('do-it', {secret: true});
    expect(events).to.deep.equal([]);
    expect(await puppet.actions()).to.deep.equal([]);
    expect(element.state).to.equal('ready');
  });
});
