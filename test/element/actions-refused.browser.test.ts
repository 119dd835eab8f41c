import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, mount, openTenants, type Tenant} from '../support/tenant.js';

const refusedNames = [
  'set-session',
  '',
  ' ',
  'Refresh',
  'refresh ',
  'cube:action:refresh',
  '-refresh',
  '1st',
  'a_b',
  'a.b',
  'é',
  'refresh\n',
  '__proto__',
];

const refusedPaths = [
  '',
  '/',
  '/embed',
  '//evil.test',
  '/x',
  '/../x',
  '/embed/../admin',
  '/embed/d/32/app/../../../admin',
  '/embed/%2e%2e/admin',
  '/embed/.%2E/admin',
  '/embed/%252e%252e/admin',
  '/embed/./x',
  '/embed//evil.test',
  '/embed/%2f/x',
  '/embed/a\\b',
  '/embed/%5cx',
  '/embed/a\nb',
  '/embed/a\0b',
  '/embed/%00',
  '/embed/a\tb',
  'https://evil.test/embed/x',
  'javascript:alert(1)',
  'embed/x',
];

describe('what send() and navigate() refuse', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  const open = async (type: string): Promise<void> => {
    tenant = await openPuppetTenant();
    element = mount({...dashboardOf(tenant), type});
  };

  afterEach(async () => {
    element.remove();
    for (const open of [...openTenants]) await open.close();
  });

  it('names, before and after ready', async () => {
    await open('dashboard');
    const refuse = (): void => {
      for (const name of refusedNames) expect(() => element.send(name, {}), JSON.stringify(name)).to.throw(TypeError);
      for (const name of [undefined, null, 7, {}, ['refresh']]) {
        expect(() => element.send(name as string), JSON.stringify(name)).to.throw(TypeError);
      }
    };
    refuse();
    const puppet = await readyPuppetOf(element);
    refuse();
    expect(await puppet.actions()).to.deep.equal([]);
  });

  it('payloads that can not be cloned, at once', async () => {
    await open('dashboard');
    const refuse = (): void => {
      for (const payload of [() => 1, {deep: [() => 1]}, document.body, Symbol('x'), new Proxy({}, {})]) {
        expect(() => element.send('do-it', payload))
          .to.throw(DOMException)
          .with.property('name', 'DataCloneError');
      }
    };
    refuse();
    const puppet = await readyPuppetOf(element);
    refuse();
    expect(await puppet.actions()).to.deep.equal([]);
  });

  for (const type of ['dashboard', 'app']) {
    it(`paths, on a ${type}`, async () => {
      await open(type);
      const inside =
        type === 'app'
          ? refusedPaths.filter((path) => !/^(embed|javascript)/.test(path))
          : [...refusedPaths, 'workbook/130'];
      const puppet = await readyPuppetOf(element);
      for (const path of inside) {
        expect(() => element.navigate(path), JSON.stringify(path)).to.throw(TypeError);
      }
      for (const path of [undefined, null, 7, {}]) {
        expect(() => element.navigate(path as string), JSON.stringify(path)).to.throw(TypeError);
      }
      expect(await puppet.actions()).to.deep.equal([]);
    });
  }

  it('but not full paths, nor for an app those inside it', async () => {
    await open('app');
    const puppet = await readyPuppetOf(element);
    element.navigate('/embed/d/32/app/workbook/130?tab=2#top');
    element.navigate('workbook/130');
    element.navigate('a..b/c.d');
    element.navigate('bücher/%20x');
    expect((await puppet.actions()).map(([, payload]) => payload)).to.deep.equal([
      {path: '/embed/d/32/app/workbook/130?tab=2#top'},
      {path: '/embed/d/32/app/workbook/130'},
      {path: '/embed/d/32/app/a..b/c.d'},
      {path: '/embed/d/32/app/bücher/%20x'},
    ]);
  });

  it('a set-session of a script, however it is spelled', async () => {
    await open('dashboard');
    const puppet = await readyPuppetOf(element);
    for (const name of ['set-session', 'Set-Session', ' set-session', 'set-session ', 'SET-SESSION']) {
      expect(() => element.send(name, {sessionId: 'forged-session'}), name).to.throw(TypeError);
    }
    expect(await puppet.actions()).to.deep.equal([]);
  });
});
