import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, puppetOf, readyPayload, readyPuppetOf} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

describe('whenReady()', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  const outcome = (promise: Promise<unknown>): {value?: unknown; error?: unknown} => {
    const result: {value?: unknown; error?: unknown} = {};
    promise.then(
      (value) => (result.value = value),
      (error: unknown) => (result.error = error),
    );
    return result;
  };

  it('may be asked before the element is in the page', async () => {
    element = createEmbed(dashboardOf(tenant));
    const result = outcome(element.whenReady());
    document.body.append(element);
    await readyPuppetOf(element);
    await until('resolved', () => result.value);
    expect(result.value).to.deep.equal(readyPayload);
  });

  it('resolves for everybody who asks, at once where it is ready', async () => {
    element = mount(dashboardOf(tenant));
    const early = [element.whenReady(), element.whenReady()];
    await readyPuppetOf(element);
    expect(await Promise.all([...early, element.whenReady()])).to.deep.equal([
      readyPayload,
      readyPayload,
      readyPayload,
    ]);
  });

  it('is rejected by a fatal error, at once in state error, and not by one that is not fatal', async () => {
    await tenant.script({status: 403});
    element = mount(dashboardOf(tenant));
    const early = outcome(element.whenReady());
    await until('the error', () => element.error);
    await until('rejected', () => early.error);
    expect(early.error).to.equal(element.error);
    const late = outcome(element.whenReady());
    await until('rejected', () => late.error);
    expect(late.error).to.equal(element.error);

    element.reload();
    const next = outcome(element.whenReady());
    const puppet = await puppetOf(element);
    await puppet.say('error', {message: 'small', fatal: false});
    await puppet.say('ready', readyPayload);
    await until('resolved', () => next.value);
  });

  it('waits for the new embed after a change', async () => {
    element = mount(dashboardOf(tenant));
    const puppet = await readyPuppetOf(element);
    await element.whenReady();
    element.id = 'another';
    const result = outcome(element.whenReady());
    const next = await puppetOf(element, puppet);
    expect(result).to.deep.equal({});
    await next.say('ready', {...readyPayload, publicId: 'another'});
    await until('resolved', () => result.value);
    expect(result.value).to.have.property('publicId', 'another');
  });

  it('of unusable configuration is rejected', async () => {
    element = mount({...dashboardOf(tenant), id: 'a/b'});
    const result = outcome(element.whenReady());
    await until('rejected', () => result.error);
    expect(result.error).to.have.property('code', 'invalid-config');
  });

  it('outlives a removal: the next life answers', async () => {
    element = mount(dashboardOf(tenant));
    const result = outcome(element.whenReady());
    await puppetOf(element);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    expect(result).to.deep.equal({});
    document.body.append(element);
    await readyPuppetOf(element);
    await until('resolved', () => result.value);
  });
});

describe('the methods without an embed', () => {
  it('do nothing, and throw nothing', () => {
    const element = createEmbed({});
    element.reload();
    element.renew();
    element.refresh();
    element.focus();
    element.navigate('/embed/d/32/dashboard/x');
    expect([element.state, element.frame, element.error]).to.deep.equal(['idle', null, null]);
    expect([element.reload(), element.renew(), element.refresh(), element.send('do-it')]).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
