import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {loadUnseen, openPuppetTenant, puppetOf, readyPayload, record} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, openTenant, openTenants, until, type Tenant} from '../support/tenant.js';

describe('a private embed', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  const payload = {...readyPayload, mode: 'private'};

  const open = (attributes: Readonly<Record<string, string>> = {}): CubeEmbedElement =>
    (element = mount({...dashboardOf(tenant), private: '', ...attributes}));

  afterEach(async () => {
    element.remove();
    for (const open of [...openTenants]) await open.close();
  });

  it('asks for no session, and has none in its URL', async () => {
    tenant = await openPuppetTenant();
    open({'deployment-id': '32'});
    const states = record(element, 'statechange', 'session');
    const puppet = await puppetOf(element);
    expect([...puppet.url.searchParams.keys()]).to.deep.equal([]);
    expect(puppet.url.pathname).to.equal('/embed/d/32/dashboard/OwVQpbdaZmBT');
    await puppet.say('ready', payload);
    expect(await element.whenReady()).to.deep.equal(payload);
    expect(states.map(([, detail]) => (detail as {state: string}).state)).to.deep.equal(['loading', 'ready']);
    expect((await tenant.seen()).requests).to.deep.equal([]);
  });

  it('needs no session-endpoint, but a base-url, and for an app a deployment-id', async () => {
    tenant = await openPuppetTenant();
    open({'session-endpoint': ''});
    await puppetOf(element);
    for (const [attributes, name] of [
      [{'base-url': ''}, 'base-url'],
      [{type: 'app'}, 'deployment-id'],
    ] as const) {
      element.remove();
      open(attributes);
      const error = (await until('the error', () => element.error))!;
      expect(error.code).to.equal('invalid-config');
      expect(error.message).to.include(name);
    }
  });

  it('is uncovered when it has loaded, since the viewer may have to sign in there', async () => {
    tenant = await openPuppetTenant();
    element = document.body.appendChild(createEmbed({}));
    const errors = record(element, 'error');
    const puppet = await loadUnseen(element, () => {
      const attributes = {...dashboardOf(tenant), private: '', 'ready-timeout': '200'};
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    });
    await until('uncovered', () => !element.frame!.inert);
    expect(element.state).to.equal('loading');
    // Its own documents come and go: none of them is a spent session's.
    for (let i = 1; i < 4; i++) {
      void puppet.run('location.reload()').catch(() => {});
      await until('a document', () => puppet.hellos > i);
    }
    await puppet.say('session-expired', {});
    expect(errors).to.deep.equal([]);
    await puppet.say('ready', payload);
    expect(element.state).to.equal('ready');
    expect(element.frame!.contentWindow).to.equal(puppet.window);
  });

  it('that never loads is a frame-timeout', async () => {
    tenant = await openTenant();
    await tenant.fault({on: 'document', do: 'hang'});
    open({'ready-timeout': '200'});
    const error = (await until('the error', () => element.error))!;
    expect(error).to.include({code: 'frame-timeout', fatal: true});
  });

  it('is never renewed; reload() makes a new frame', async () => {
    tenant = await openPuppetTenant();
    open();
    const puppet = await puppetOf(element);
    await puppet.say('ready', payload);
    const events = record(element, 'session-renewed', 'session-expired', 'session-expiring', 'error');
    element.renew();
    await puppet.say('session-expiring', {});
    await puppet.say('session-expired', {});
    element.renew();
    expect(events.map(([name]) => name)).to.deep.equal(['session-expiring', 'session-expired']);
    expect(element.matches(':state(renewing)')).to.equal(false);
    expect(await puppet.actions()).to.deep.equal([]);
    element.reload();
    const next = await puppetOf(element, puppet);
    await next.say('ready', payload);
    expect(element.state).to.equal('ready');
    expect((await tenant.seen()).requests).to.deep.equal([]);
  });

  it('that becomes a signed one is a new embed', async () => {
    tenant = await openPuppetTenant();
    open();
    const puppet = await puppetOf(element);
    element.private = false;
    await element.updateComplete;
    expect(element.state).to.equal('authenticating');
    const next = await puppetOf(element, puppet);
    expect(next.url.searchParams.has('session')).to.equal(true);
  });
});
