import {expect} from 'chai';
import '../support/invariants.js';
import type {CubeEmbedElement} from '../../src/index.js';
import '../../src/index.js';
import {openPuppetTenant, readyPuppetOf, type Puppet} from '../support/puppet.js';
import {dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

describe('a change of an attribute or property', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  let puppet: Puppet;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    element = mount(dashboardOf(tenant));
    puppet = await readyPuppetOf(element);
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  const requests = async (): Promise<number> => (await tenant.seen()).requests.length;

  it('has no new embed where only the base has moved; the next embed asks the new URL', async () => {
    const url = location.href;
    element.sessionEndpoint = `../..${tenant.endpoint}`;
    await element.updateComplete;
    const before = await requests();
    history.replaceState(null, '', '/a/deeper/path/than/that');
    try {
      element.locale = 'de';
      await element.updateComplete;
      expect(element.state).to.equal('ready');
      expect(await requests()).to.equal(before);
      element.reload();
      expect((await until('an error', () => element.error))!.code).to.equal('session-rejected');
    } finally {
      history.replaceState(null, '', url);
    }
  });

  const newEmbeds: Readonly<Record<string, (target: CubeEmbedElement) => void>> = {
    type: (target) => (target.type = 'chat'),
    id: (target) => (target.id = 'another'),
    'dashboard-id': (target) => (target.dashboardId = 'another'),
    'deployment-id': (target) => (target.deploymentId = 33),
    'session-endpoint': (target) => (target.sessionEndpoint += '?x'),
    granularities: (target) => (target.granularities = {'orders.created_at': 'week'}),
    fields: (target) => (target.fields = {'orders.status': 'users_city'}),
    'allow-export': (target) => (target.allowExport = true),
    hide: (target) => (target.hide = 'title'),
    sandbox: (target) => (target.sandbox = 'allow-modals'),
    allow: (target) => (target.allow = 'fullscreen'),
    referrerpolicy: (target) => (target.referrerpolicy = 'origin'),
    fetchSession: (target) => (target.fetchSession = () => Promise.reject(new Error('none'))),
  };

  for (const [name, change] of Object.entries(newEmbeds)) {
    it(`of ${name} makes a new embed, one`, async () => {
      const {frame} = element;
      change(element);
      await element.updateComplete;
      expect(element.state).to.equal('authenticating');
      expect(element.frame).to.equal(null);
      expect(frame!.isConnected).to.equal(false);
      change(element);
      await element.updateComplete;
      if (name !== 'session-endpoint' && name !== 'fetchSession') {
        await readyPuppetOf(element, puppet);
        expect(await requests()).to.equal(2);
      }
    });
  }

  it('of what is read at the next request makes none', async () => {
    element.sessionCredentials = 'include';
    element.sessionTimeout = 1000;
    element.readyTimeout = 1000;
    element.loading = 'lazy';
    element.debug = true;
    element.title = 'Title';
    element.lang = 'de';
    element.messages = {retry: 'Again'};
    element.sessionRequest = {headers: {'X-A': 'b'}};
    element.hidden = true;
    element.className = 'x';
    await element.updateComplete;
    element.debug = false;
    expect(element.state).to.equal('ready');
    expect(await requests()).to.equal(1);
    expect(element.frame!.title).to.equal('Title');
  });

  it('begins none where a listener removes the element meanwhile', async () => {
    element.addEventListener('cube-statechange', ({detail}) => {
      if (detail.state === 'idle') element.remove();
    });
    element.id = 'another';
    await element.updateComplete;
    expect([element.isConnected, element.state, element.frame]).to.deep.equal([false, 'idle', null]);
    expect(await requests()).to.equal(1);
  });

  it('to the same makes none', async () => {
    for (const {name, value} of [...element.attributes]) element.setAttribute(name, value);
    element.baseUrl = `${tenant.baseUrl}/`;
    element.sessionEndpoint = new URL(tenant.endpoint, document.baseURI).href;
    element.dashboardId = element.id;
    element.granularities = {};
    element.fields = null;
    element.setAttribute('hide', 'nonsense');
    element.deploymentId = null;
    await element.updateComplete;
    expect(element.state).to.equal('ready');
    expect(await requests()).to.equal(1);
  });

  it('of equal objects makes none, whatever the order of their members', async () => {
    element.granularities = {'orders.a': 'day', 'orders.b': 'week'};
    await element.updateComplete;
    const next = await readyPuppetOf(element, puppet);
    element.granularities = {'orders.b': 'week', 'orders.a': 'day'};
    await element.updateComplete;
    element.setAttribute('granularities', '{"orders.b": "week", "orders.a": "day"}');
    await element.updateComplete;
    expect(element.frame?.contentWindow).to.equal(next.window);
    expect(await requests()).to.equal(2);
  });

  it('of many attributes in one go makes one new embed', async () => {
    for (let i = 0; i < 10; i++) element.id = `dashboard-${i}`;
    element.hide = 'title header';
    element.allowExport = true;
    const next = await readyPuppetOf(element, puppet);
    expect(next.url.pathname).to.equal('/embed/d/32/dashboard/dashboard-9');
    expect(await requests()).to.equal(2);
  });

  it("of the page's own id makes none on a chat", async () => {
    element.type = 'chat';
    const next = await readyPuppetOf(element, puppet);
    element.id = 'mine';
    element.dashboardId = 'x';
    await element.updateComplete;
    expect(element.frame?.contentWindow).to.equal(next.window);
    expect(JSON.parse((await tenant.seen()).requests[1]!.body)).to.deep.equal({type: 'chat', reason: 'initial'});
  });
});
