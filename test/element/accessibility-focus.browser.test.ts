import {expect} from 'chai';
import '../support/invariants.js';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {loadUnseen, openPuppetTenant, puppetOf, readyPayload, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

describe('the focus', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  let before: HTMLButtonElement;
  let after: HTMLButtonElement;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    before = document.body.appendChild(Object.assign(document.createElement('button'), {textContent: 'before'}));
    element = mount(dashboardOf(tenant));
    after = document.body.appendChild(Object.assign(document.createElement('button'), {textContent: 'after'}));
  });

  afterEach(async () => {
    for (const node of [before, element, after]) node.remove();
    await tenant.close();
  });

  const inside = (css: string): HTMLElement | null => element.shadowRoot!.querySelector<HTMLElement>(css);
  /** What has the focus, by name: the runner can't print a frame. */
  const focused = (): string => {
    const {activeElement} = document;
    if (activeElement !== element)
      return activeElement instanceof HTMLButtonElement ? activeElement.textContent : 'page';
    const {activeElement: inner} = element.shadowRoot!;
    if (inner === element.frame) return 'frame';
    return inner === inside('.cover') ? 'cover' : (inner?.localName ?? 'element');
  };
  const retry = (): HTMLElement => inside('.cover button')!;
  const fail = async (): Promise<void> => {
    await tenant.script({status: 401});
    element.reload();
    await until('the error', () => element.error);
  };

  it('goes into the frame by focus(), when it is ready', async () => {
    const puppet = await puppetOf(element);
    await puppet.say('ready', readyPayload);
    element.focus();
    expect(focused()).to.equal('frame');
  });

  it('goes to Retry by focus(), in an error', async () => {
    await fail();
    element.focus();
    expect(focused()).to.equal('button');
  });

  it('elsewhere is never taken', async () => {
    after.focus();
    const puppet = await puppetOf(element);
    expect(focused()).to.equal('after');
    await puppet.say('ready', readyPayload);
    expect(focused()).to.equal('after');
    await puppet.say('error', {message: 'over', fatal: true});
    await until('the error', () => element.error);
    expect(focused()).to.equal('after');
    await fail();
    element.reload();
    await readyPuppetOf(element, puppet);
    expect(focused()).to.equal('after');
  });

  it('in the frame goes to the panel when the frame goes, and back', async () => {
    const puppet = await readyPuppetOf(element);
    element.focus();
    await fail();
    expect(focused()).to.equal('cover');
    element.reload();
    expect(focused()).to.equal('cover');
    await readyPuppetOf(element, puppet);
    expect(focused()).to.equal('frame');
  });

  it('in the frame goes to the panel when it is covered', async () => {
    const puppet = await readyPuppetOf(element);
    element.focus();
    await puppet.say('error', {message: 'over', fatal: true});
    await until('the error', () => element.error);
    expect(focused()).to.equal('cover');
    expect(element.frame!.inert).to.equal(true);
  });

  it('on Retry stays in the element', async () => {
    await fail();
    element.focus();
    retry().click();
    expect(focused()).to.equal('cover');
    await readyPuppetOf(element);
    expect(focused()).to.equal('frame');
  });

  it('on the Retry of the notice stays in the element', async () => {
    await puppetOf(element);
    element.readyTimeout = 100;
    await loadUnseen(element, () => element.reload());
    const button = await until('the notice', () => inside('.notice button'));
    button!.focus();
    expect(focused()).to.equal('button');
    button!.click();
    await until('covered', () => !inside('.cover')!.hidden);
    expect(focused()).to.equal('cover');
  });

  it('on the notice goes into the frame that is ready after all', async () => {
    await puppetOf(element);
    element.readyTimeout = 100;
    const late = await loadUnseen(element, () => element.reload());
    const button = await until('the notice', () => inside('.notice button'));
    button!.focus();
    await late.say('ready', readyPayload);
    expect(focused()).to.equal('frame');
  });

  it('of a viewer who has scrolled on does not scroll the page back', async () => {
    const room = document.body.appendChild(document.createElement('div'));
    room.style.height = '20000px';
    const puppet = await readyPuppetOf(element);
    element.focus();
    window.scrollTo(0, 10_000);
    const {scrollY} = window;
    await fail();
    expect([focused(), window.scrollY]).to.deep.equal(['cover', scrollY]);
    element.reload();
    const other = await readyPuppetOf(element, puppet);
    expect([focused(), window.scrollY]).to.deep.equal(['frame', scrollY]);
    await other.say('error', {message: 'over', fatal: true});
    await until('the error', () => element.error);
    expect([focused(), window.scrollY]).to.deep.equal(['cover', scrollY]);
    room.remove();
  });

  it('moves by Tab: page, Retry, page', async () => {
    await fail();
    before.focus();
    await sendKeys({press: 'Tab'});
    await until('Retry has the focus', () => focused() === 'button');
    await sendKeys({press: 'Tab'});
    await until('the page has it again', () => focused() === 'after');
  });

  it('does not get into a covered frame by Tab', async () => {
    await puppetOf(element);
    before.focus();
    await sendKeys({press: 'Tab'});
    expect(focused()).to.equal('after');
  });

  it('gets into a ready frame by Tab', async () => {
    await readyPuppetOf(element);
    before.focus();
    await sendKeys({press: 'Tab'});
    await until('inside', () => focused() === 'frame');
  });
});
