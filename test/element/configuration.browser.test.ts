import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf, record} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

type Attributes = Readonly<Record<string, string>>;

describe('configuration that is unusable', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement | undefined;
  const frames: Element[] = [];
  const preconnects: Element[] = [];

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    frames.length = preconnects.length = 0;
  });

  afterEach(async () => {
    element?.remove();
    await tenant.close();
  });

  const refuse = async (attributes: Attributes, names: string): Promise<void> => {
    element = createEmbed({...dashboardOf(tenant), ...attributes});
    const errors = record(element, 'error');
    document.body.append(element);
    await element.updateComplete;
    const what = JSON.stringify(attributes).slice(0, 80);
    expect(element.state, what).to.equal('error');
    expect(element.error, what).to.include({code: 'invalid-config', fatal: true, retryable: false});
    expect(element.error!.message, what).to.include(names);
    expect(errors.map(([, error]) => error)).to.deep.equal([element.error]);
    expect(element.frame).to.equal(null);
    expect(element.shadowRoot!.querySelector('iframe')).to.equal(null);
    expect(document.querySelector('link[rel=preconnect]')).to.equal(null);
    expect(element.shadowRoot!.querySelector('[role=alert]')!.textContent).to.include('invalid-config');
    element.remove();
  };

  it('id', async () => {
    const ids = [
      '../../admin',
      'a/b',
      'a\\b',
      'a?session=EVIL',
      'a#x',
      'a&session=E',
      'a%2fb',
      'a\0b',
      'a\nb',
      ' a',
      'a ',
      '.',
      '..',
      '%2e%2e',
      '😀',
      'é',
      'x'.repeat(129),
    ];
    for (const id of ids) {
      await refuse({id}, 'id');
      await refuse({'dashboard-id': id}, 'dashboard-id');
    }
    expect((await tenant.seen()).requests).to.have.length(0);
  });

  it('base-url', async () => {
    const urls = [
      'javascript:window.PWN=1',
      'jAva\tscript:window.PWN=1',
      'java\nscript:window.PWN=1//',
      'data:text/html,x',
      'blob:https://acme.cubecloud.dev/x',
      'file:///etc/passwd',
      'about:blank',
      '//evil.test',
      'evil.test',
      '/embed',
      'https:',
      'https://',
      'https:acme.cubecloud.dev',
      'https:/acme.cubecloud.dev',
      'https:\\\\evil.test',
      'https://acme.cubecloud.dev@evil.test',
      'https://user:password@acme.cubecloud.dev',
      'https://acme.cubecloud.dev.',
      'https://acme.cubecloud.dev/path',
      'https://acme.cubecloud.dev//',
      'https://acme.cubecloud.dev?x',
      'https://acme.cubecloud.dev#x',
      'https://acme\n.cubecloud.dev',
      'https://acme.cubecloud.dev:99999',
      'http://acme.cubecloud.dev',
      'http://192.168.0.1',
      'http://localhost.evil.test',
      'http://127.0.0.1.evil.test',
      'ftp://acme.cubecloud.dev',
      'wss://acme.cubecloud.dev',
      window.origin,
      `${window.origin}/`,
    ];
    for (const url of urls) await refuse({'base-url': url}, 'base-url');
    expect((await tenant.seen()).requests).to.have.length(0);
    expect('PWN' in window).to.equal(false);
  });

  it('deployment-id', async () => {
    for (const id of ['0', '-1', '1.5', '1e3', 'abc', ' 32', '032', '0x20', '9'.repeat(20), '٣']) {
      await refuse({'deployment-id': id}, 'deployment-id');
    }
    expect((await tenant.seen()).requests).to.have.length(0);
  });

  it('session-endpoint', async () => {
    for (const url of [
      'javascript:alert(1)',
      'data:application/json,{}',
      'file:///x',
      'http://',
      'https://user:pw@host.test/x',
      'ftp://x.test',
    ]) {
      await refuse({'session-endpoint': url}, 'session-endpoint');
    }
  });

  it('JSON', async () => {
    for (const name of ['theme', 'filters', 'granularities', 'fields']) {
      for (const json of ['{', '[]', '"x"', '7', 'true', "{'a': 1}"]) await refuse({[name]: json}, name);
    }
    await refuse({granularities: '{"orders.created_at": 7}'}, 'granularities');
    await refuse({fields: '{"orders.status": "a b"}'}, 'fields');
    await refuse({filters: '{"orders status": "x"}'}, 'filters');
    expect((await tenant.seen()).requests).to.have.length(0);
  });

  it('is cured by the next change', async () => {
    element = mount({...dashboardOf(tenant), id: 'a/b'});
    await element.updateComplete;
    expect(element.state).to.equal('error');
    const states = record(element, 'statechange');
    element.id = 'OwVQpbdaZmBT';
    await readyPuppetOf(element);
    expect(states.map(([, detail]) => (detail as {state: string}).state)).to.deep.equal([
      'idle',
      'authenticating',
      'loading',
      'ready',
    ]);
    expect(element.error).to.equal(null);
  });

  it('on a running embed ends it', async () => {
    element = mount(dashboardOf(tenant));
    await readyPuppetOf(element);
    element.baseUrl = 'javascript:alert(1)';
    await element.updateComplete;
    expect([element.state, element.frame]).to.deep.equal(['error', null]);
    expect((await tenant.seen()).requests).to.have.length(1);
  });
});

describe('configuration that is missing', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  const without = (...names: readonly string[]): CubeEmbedElement => {
    const attributes = Object.entries(dashboardOf(tenant)).filter(([name]) => !names.includes(name));
    return (element = mount(Object.fromEntries(attributes)));
  };

  for (const [names, type] of [
    [['id'], 'dashboard'],
    [['session-endpoint'], 'dashboard'],
    [['session-endpoint'], 'chat'],
  ] as const) {
    it(`${names.join()} of a ${type} is waited for, then told`, async () => {
      without(...names).type = type;
      await element.updateComplete;
      expect(element.state).to.equal('idle');
      const error = await until('the error', () => element.error);
      expect(error!.code).to.equal('invalid-config');
      expect(error!.message).to.include(names[0]);
      expect((await tenant.seen()).requests).to.have.length(0);
    });
  }

  it('may come one by one', async () => {
    element = document.body.appendChild(document.createElement('cube-embed'));
    for (const [name, value] of Object.entries(dashboardOf(tenant))) {
      element.setAttribute(name, value);
      await element.updateComplete;
      if (name !== 'session-endpoint') expect(element.state).to.equal('idle');
    }
    await readyPuppetOf(element);
    expect((await tenant.seen()).requests).to.have.length(1);
  });

  it('an empty text is an absent one', async () => {
    element = mount({
      ...dashboardOf(tenant),
      'dashboard-id': '',
      'deployment-id': '',
      path: '',
      sandbox: '',
      allow: '',
      locale: '',
      hide: '',
      title: '',
      referrerpolicy: '',
      theme: '',
      filters: '',
      fields: '',
      granularities: '',
    });
    await readyPuppetOf(element);
    element.id = '';
    await element.updateComplete;
    expect(element.state).to.equal('idle');
  });

  it('base-url comes with the answer, or is missing then', async () => {
    without('base-url');
    await readyPuppetOf(element);
    await tenant.script({session: {baseUrl: null}});
    element.reload();
    const error = await until('the error', () => element.error);
    expect(error).to.include({code: 'invalid-config', fatal: true});
    expect(error!.message).to.include('base-url');
    expect(element.frame).to.equal(null);
  });

  it("an app's deployment-id comes with the answer, or is missing then", async () => {
    await tenant.script({}, {session: {deploymentId: null}});
    without().type = 'app';
    const puppet = await readyPuppetOf(element);
    expect(puppet.url.pathname).to.equal('/embed/d/32/app');
    element.reload();
    const error = await until('the error', () => element.error);
    expect(error!.code).to.equal('invalid-config');
    expect(error!.message).to.include('deployment-id');
  });
});

it('unknown types are dashboards', async () => {
  const tenant = await openPuppetTenant();
  for (const type of ['nonsense', 'Dashboard', '__proto__', 'DASHBOARD']) {
    const element = mount({...dashboardOf(tenant), type});
    const puppet = await readyPuppetOf(element);
    expect(puppet.url.pathname, type).to.equal('/embed/d/32/dashboard/OwVQpbdaZmBT');
    element.remove();
  }
  await tenant.close();
});
