import {expect} from 'chai';
import '../support/invariants.js';
import {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {createEmbed, openTenants} from '../support/tenant.js';

const words = {
  type: {property: 'type', fallback: 'dashboard', values: ['dashboard', 'chat', 'app']},
  'session-credentials': {
    property: 'sessionCredentials',
    fallback: 'same-origin',
    values: ['same-origin', 'include', 'omit'],
  },
  loading: {property: 'loading', fallback: 'eager', values: ['eager', 'lazy']},
  referrerpolicy: {
    property: 'referrerpolicy',
    fallback: 'strict-origin-when-cross-origin',
    values: ['no-referrer', 'origin', 'same-origin', 'unsafe-url', 'strict-origin-when-cross-origin'],
  },
  'color-scheme': {property: 'colorScheme', fallback: null, values: ['light', 'dark', 'auto', 'inherit']},
} as const;

const texts = {
  'dashboard-id': 'dashboardId',
  'base-url': 'baseUrl',
  'session-endpoint': 'sessionEndpoint',
  locale: 'locale',
  timezone: 'timezone',
  path: 'path',
  hide: 'hide',
  sandbox: 'sandbox',
  allow: 'allow',
} as const;

const booleans = {private: 'private', 'allow-export': 'allowExport', debug: 'debug'} as const;
const times = {'session-timeout': ['sessionTimeout', 15_000], 'ready-timeout': ['readyTimeout', 30_000]} as const;
const objects = ['theme', 'filters', 'granularities', 'fields'] as const;

describe('attributes and properties', () => {
  const element = createEmbed({});

  for (const [attribute, {property, fallback, values}] of Object.entries(words)) {
    it(`${attribute}: one of its words, whatever their case, else ${fallback}`, () => {
      expect(element[property]).to.equal(fallback);
      for (const value of values) {
        element.setAttribute(attribute, value.toUpperCase());
        expect(element[property]).to.equal(value);
        element.setAttribute(attribute, '');
        Object.assign(element, {[property]: value});
        expect(element.getAttribute(attribute)).to.equal(value);
      }
      for (const wrong of ['', ' ', 'nonsense', '__proto__', 'constructor', 'dashboard ', 'ﬁlters']) {
        element.setAttribute(attribute, wrong);
        expect(element[property], wrong).to.equal(fallback);
      }
      Object.assign(element, {[property]: null});
      expect(element.hasAttribute(attribute)).to.equal(false);
    });
  }

  for (const [attribute, property] of Object.entries(texts)) {
    it(`${attribute}: a text that reflects`, () => {
      expect(element[property]).to.equal('');
      element.setAttribute(attribute, 'a b');
      expect(element[property]).to.equal('a b');
      Object.assign(element, {[property]: 'c'});
      expect(element.getAttribute(attribute)).to.equal('c');
      Object.assign(element, {[property]: undefined});
      expect(element.hasAttribute(attribute)).to.equal(false);
      expect(element[property]).to.equal('');
    });
  }

  for (const [attribute, property] of Object.entries(booleans)) {
    it(`${attribute}: there or not`, () => {
      expect(element[property]).to.equal(false);
      element.setAttribute(attribute, '');
      expect(element[property]).to.equal(true);
      element[property] = false;
      expect(element.hasAttribute(attribute)).to.equal(false);
      element[property] = true;
      expect(element.getAttribute(attribute)).to.equal('');
      element.removeAttribute(attribute);
      expect(element[property]).to.equal(false);
    });
  }

  for (const [attribute, [property, fallback]] of Object.entries(times)) {
    it(`${attribute}: a number of ms, else ${fallback}`, () => {
      expect(element[property]).to.equal(fallback);
      element.setAttribute(attribute, '2500');
      expect(element[property]).to.equal(2500);
      element[property] = 100;
      expect(element.getAttribute(attribute)).to.equal('100');
      for (const wrong of ['', '0', '-5', 'soon', 'NaN', '5s']) {
        element.setAttribute(attribute, wrong);
        expect(element[property], wrong).to.equal(fallback);
      }
      // A timer that is longer than a browser can count would end at once.
      element[property] = Infinity;
      expect(element[property]).to.equal(2 ** 31 - 1);
      element.removeAttribute(attribute);
    });
  }

  it('deployment-id: a number', () => {
    expect(element.deploymentId).to.equal(null);
    element.deploymentId = 32;
    expect(element.getAttribute('deployment-id')).to.equal('32');
    element.setAttribute('deployment-id', '33');
    expect(element.deploymentId).to.equal(33);
    element.setAttribute('deployment-id', '');
    expect(element.deploymentId).to.equal(null);
    element.deploymentId = null;
    expect(element.hasAttribute('deployment-id')).to.equal(false);
  });

  it('no field of its own says whether changes wait', () => {
    expect(Object.keys(element)).to.deep.equal(['updateComplete']);
  });

  for (const name of objects) {
    it(`${name}: an object, or JSON in the attribute`, () => {
      expect(element[name] ?? null).to.equal(null);
      element.setAttribute(name, '{"orders.status": "x"}');
      expect(element[name]).to.deep.equal({'orders.status': 'x'});
      const value = {'orders.city': 'y'};
      element[name] = value;
      expect(element[name]).to.equal(value);
      expect(element.getAttribute(name)).to.equal('{"orders.status": "x"}');
      element.setAttribute(name, '');
      expect(element[name]).to.equal(null);
      element.removeAttribute(name);
      expect(element[name]).to.equal(null);
    });
  }

  it('id, title, lang and hidden are the native ones', () => {
    element.id = 'one';
    expect(element.getAttribute('id')).to.equal('one');
    element.removeAttribute('id');
    expect(element.id).to.equal('');
    element.title = 'x';
    expect(element.getAttribute('title')).to.equal('x');
    element.removeAttribute('title');
    expect(element.title).to.equal('');
    for (const name of ['id', 'title', 'lang', 'hidden'])
      expect(Object.hasOwn(CubeEmbedElement.prototype, name)).to.equal(false);
  });

  it('state, error and frame are read only', () => {
    expect([element.state, element.error, element.frame]).to.deep.equal(['idle', null, null]);
    for (const name of ['state', 'error', 'frame']) {
      expect(() => Object.assign(element, {[name]: 'x'}), name).to.throw(TypeError);
    }
  });
});

describe('properties set before the upgrade', () => {
  afterEach(async () => {
    for (const tenant of [...openTenants]) await tenant.close();
  });

  it('count', async () => {
    const tenant = await openPuppetTenant();
    const element = document.createElement('late-embed') as CubeEmbedElement;
    Object.assign(element, {
      type: 'chat',
      baseUrl: tenant.baseUrl,
      sessionEndpoint: tenant.endpoint,
      deploymentId: 32,
      allowExport: true,
      debug: false,
      locale: 'de',
      filters: {'orders.status': 'new'},
      theme: {a: 1},
      sessionRequest: {headers: {'X-Csrf': 'token'}},
    });
    document.body.append(element);
    CubeEmbedElement.define('late-embed');
    const puppet = await readyPuppetOf(element);
    expect(puppet.url.pathname).to.equal('/embed/d/32/chat');
    expect(Object.fromEntries(puppet.url.searchParams)).to.include({
      allowExport: 'true',
      locale: 'de',
      'f_orders.status': '{"value":"new"}',
    });
    expect(await puppet.actions()).to.deep.equal([['set-theme', {a: 1}]]);
    const [request] = (await tenant.seen()).requests;
    expect(request!.headers['x-csrf']).to.equal('token');
    expect(element.getAttribute('deployment-id')).to.equal('32');
    expect(element.hasAttribute('debug')).to.equal(false);
    element.remove();
  });
});
