import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, puppetOf, readyPayload, readyPuppetOf} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

describe('actions', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    element = mount(dashboardOf(tenant));
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  it("are Cube's envelope, for the tenant's origin, one message each and at once", async () => {
    const puppet = await readyPuppetOf(element);
    const before = Date.now();
    element.send('set-theme', {primaryColor: '#123456'});
    element.send('set-theme', {primaryColor: '#123456'});
    element.refresh();
    expect(await puppet.actions()).to.deep.equal([
      ['set-theme', {primaryColor: '#123456'}],
      ['set-theme', {primaryColor: '#123456'}],
      ['refresh', {}],
    ]);
    const [first] = puppet.got;
    expect(Object.keys(first!).sort()).to.deep.equal(['direction', 'payload', 'source', 'timestamp', 'type']);
    expect(first).to.include({source: 'cube-embed', direction: 'action', type: 'cube:action:set-theme'});
    expect(first!.timestamp).to.be.within(before, Date.now());
  });

  it('before ready wait, the last of each that sets a state', async () => {
    element.send('set-locale', {locale: 'de'});
    element.send('refresh');
    element.send('set-filter', {filterUrlParameter: 'a'});
    element.navigate('/embed/d/32/dashboard/one');
    element.send('set-locale', {locale: 'fr'});
    element.send('set-filter', {filterUrlParameter: 'b'});
    element.navigate('/embed/d/32/dashboard/two');
    const puppet = await puppetOf(element);
    expect(await puppet.actions()).to.deep.equal([]);
    await puppet.say('ready', readyPayload);
    expect(await puppet.actions()).to.deep.equal([
      ['refresh', {}],
      ['navigate', {path: '/embed/d/32/dashboard/one'}],
      ['set-locale', {locale: 'fr'}],
      ['set-filter', {filterUrlParameter: 'b'}],
      ['navigate', {path: '/embed/d/32/dashboard/two'}],
    ]);
  });

  it('of any shape do not get between an embed and its ready', async () => {
    for (const payload of [null, {path: 5}, {path: null}, 'text', [1]]) element.send('navigate', payload);
    const puppet = await readyPuppetOf(element);
    expect(await element.whenReady()).to.deep.equal(readyPayload);
    const payloads = (await puppet.actions()).map(([, payload]) => payload);
    expect(payloads).to.deep.equal([null, {path: 5}, {path: null}, 'text', [1]]);
  });

  it('before ready wait, a hundred of them, the newest', async () => {
    for (let i = 0; i < 150; i++) element.send('do-it', {i});
    const puppet = await readyPuppetOf(element);
    const got = await puppet.actions();
    expect(got).to.have.length(100);
    expect(got[0]).to.deep.equal(['do-it', {i: 50}]);
    expect(got[99]).to.deep.equal(['do-it', {i: 149}]);
  });

  it('keep the payload as it was when they were sent', async () => {
    const payload = {list: [1]};
    element.send('do-it', payload);
    payload.list.push(2);
    const puppet = await readyPuppetOf(element);
    expect(await puppet.actions()).to.deep.equal([['do-it', {list: [1]}]]);
  });

  it('sent before the element is in the page wait too', async () => {
    const later = createEmbed(dashboardOf(tenant));
    later.send('set-locale', {locale: 'de'});
    document.body.append(later);
    const puppet = await readyPuppetOf(later);
    expect(await puppet.actions()).to.deep.equal([['set-locale', {locale: 'de'}]]);
    later.remove();
  });

  it('sent while a new frame is on its way wait for that one', async () => {
    const old = await readyPuppetOf(element);
    element.send('do-it', {frame: 'old'});
    element.reload();
    element.send('do-it', {frame: 'new'});
    const puppet = await puppetOf(element, old);
    element.send('do-it', {frame: 'new, loading'});
    await puppet.say('ready', readyPayload);
    expect(await puppet.actions()).to.deep.equal([
      ['do-it', {frame: 'new'}],
      ['do-it', {frame: 'new, loading'}],
    ]);
    expect(old.got.filter(({payload}) => (payload as {frame?: string}).frame !== 'old')).to.deep.equal([]);
  });

  it('sent in the error state wait for the frame that ends it', async () => {
    const old = await readyPuppetOf(element);
    await tenant.script({status: 401});
    element.reload();
    await until('the error', () => element.state === 'error');
    element.send('do-it', {});
    element.reload();
    const puppet = await readyPuppetOf(element, old);
    expect(await puppet.actions()).to.deep.equal([['do-it', {}]]);
  });

  it('that waited are forgotten when the element is removed, not when it is moved', async () => {
    await puppetOf(element);
    element.send('do-it', {moved: true});
    document.body.append(element);
    await puppetOf(element);
    const moved = await until('the new frame', async () => {
      const puppet = await puppetOf(element);
      return puppet.window === element.frame?.contentWindow && puppet;
    });
    if (!moved) throw new Error('no frame');
    await moved.say('ready', readyPayload);
    expect(await moved.actions()).to.deep.equal([['do-it', {moved: true}]]);
    element.reload();
    element.send('do-it', {removed: true});
    element.remove();
    await Promise.resolve();
    document.body.append(element);
    const puppet = await readyPuppetOf(element, moved);
    expect(await puppet.actions()).to.deep.equal([]);
  });

  it('are sent once: a new frame gets none of them again', async () => {
    const old = await readyPuppetOf(element);
    element.send('set-filter', {filterUrlParameter: 'f_a.b={}'});
    element.navigate('/embed/d/32/dashboard/one');
    element.reload();
    const puppet = await readyPuppetOf(element, old);
    expect(await puppet.actions()).to.deep.equal([]);
  });
});
