import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf, record} from '../support/puppet.js';
import {dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

describe('path', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  const open = (attributes: Readonly<Record<string, string>>): CubeEmbedElement =>
    (element = mount({...dashboardOf(tenant), type: 'app', ...attributes}));

  beforeEach(async () => {
    tenant = await openPuppetTenant();
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  it('is navigated to once the app is ready, and whenever it changes', async () => {
    open({path: 'workbook/130'});
    const puppet = await readyPuppetOf(element);
    expect(puppet.url.pathname).to.equal('/embed/d/32/app');
    element.path = 'workbook/131?tab=1';
    await element.updateComplete;
    element.path = 'workbook/131?tab=1';
    await element.updateComplete;
    element.removeAttribute('path');
    await element.updateComplete;
    expect(await puppet.actions()).to.deep.equal([
      ['navigate', {path: '/embed/d/32/app/workbook/130'}],
      ['navigate', {path: '/embed/d/32/app/workbook/131?tab=1'}],
    ]);
  });

  it('is not written back', async () => {
    open({path: 'workbook/130'});
    const puppet = await readyPuppetOf(element);
    const seen = record(element, 'navigate');
    await puppet.say('navigate', {path: '/embed/d/32/app/workbook/7', previousPath: '/embed/d/32/app/workbook/130'});
    expect(seen).to.have.length(1);
    expect(element.path).to.equal('workbook/130');
    expect(element.getAttribute('path')).to.equal('workbook/130');
    expect(await puppet.actions()).to.have.length(1);
  });

  it('is of no use to a dashboard', async () => {
    open({type: 'dashboard', path: '../../admin'});
    const puppet = await readyPuppetOf(element);
    expect(await puppet.actions()).to.deep.equal([]);
    expect(element.state).to.equal('ready');
  });

  for (const path of [
    '../admin',
    '/workbook/1',
    'a/../../b',
    '%2e%2e/x',
    'a//b',
    'a\\b',
    'a\nb',
    '..',
    'a/%252e%252e/b',
  ]) {
    it(`${JSON.stringify(path)} is invalid at first, and told on a running embed`, async () => {
      open({path});
      const error = await until('the error', () => element.error);
      expect(error).to.include({code: 'invalid-config', fatal: true});
      expect((await tenant.seen()).requests).to.have.length(0);
      element.path = 'fine';
      const puppet = await readyPuppetOf(element);
      const seen = record(element, 'error');
      element.path = path;
      await element.updateComplete;
      expect(seen.map(([, told]) => told)).to.have.nested.property('[0].fatal', false);
      expect(element.state).to.equal('ready');
      expect(await puppet.actions()).to.deep.equal([['navigate', {path: '/embed/d/32/app/fine'}]]);
    });
  }
});
