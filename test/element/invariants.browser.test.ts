import {expect} from 'chai';
import {beginWatch, checkInvariants, framesDo} from '../support/invariants.js';
import '../../src/index.js';
import {readyPuppetOf, openPuppetTenant, record} from '../support/puppet.js';
import {dashboardOf, mount, openTenant, until} from '../support/tenant.js';
import {heldByUs} from '../support/watched-globals.js';

/** The watch itself: what is checked after every test is seen to fail here. */
describe('the invariants', () => {
  const sessionOf = async (endpoint: string): Promise<string> => {
    const response = await fetch(endpoint, {method: 'POST', body: '{}'});
    return ((await response.json()) as {sessionId: string}).sessionId;
  };
  /** What the check says; from then on the test is watched anew. */
  const verdict = async (): Promise<string> => {
    const told = await checkInvariants().then(
      () => 'all hold',
      (error: Error) => error.message,
    );
    beginWatch();
    return told;
  };
  const id = '0123456789abcdef'.repeat(2);

  it('hold where nothing happens', async () => {
    expect(await verdict()).to.equal('all hold');
  });

  for (const [where, leave, tidy] of [
    ['on the console', () => console.info('a hint', {session: id}), () => {}],
    ['in an event', (host: Element) => host.dispatchEvent(new CustomEvent('cube-x', {detail: {id}})), () => {}],
    ['in an attribute', (host: Element) => host.setAttribute('title', id), () => {}],
    ['in a panel', (host: Element) => host.shadowRoot!.querySelector('.cover')!.append(id), () => {}],
    ['in storage', () => localStorage.setItem('session', id), () => localStorage.removeItem('session')],
    ['in a cookie', () => (document.cookie = `session=${id}`), () => (document.cookie = 'session=; max-age=0')],
  ] as const) {
    it(`fail for a session id ${where}`, async () => {
      leave(mount({}));
      const told = await verdict();
      tidy();
      expect(told).to.match(/^texts with a session id in them/);
    });
  }

  it('fail for a session that is spent twice', async () => {
    const tenant = await openTenant();
    const element = mount(dashboardOf(tenant));
    const loaded = record(element, 'dashboard-loaded');
    await until('it is loaded', () => loaded.length);
    await tenant.fault({on: 'open-pages', do: 'reload'});
    await until('it was refused', async () => (await tenant.sessions()).some(({reused}) => reused));
    await until('it is loaded again', () => loaded.length === 2);
    expect(await verdict()).to.match(/^sessions that were refused as used before: expected 1 to equal \+0/);
  });

  it('fail for a frame that was said to reload, and did not', async () => {
    framesDo({reuses: 1});
    expect(await verdict()).to.match(/^sessions that were refused as used before: expected \+0 to equal 1/);
  });

  it('fail for a session that another tenant sees', async () => {
    const [own, other] = [await openTenant(), await openTenant()];
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.src = `${other.baseUrl}/embed/dashboard/x?session=${await sessionOf(own.endpoint)}`;
    await until('it was seen', async () => (await other.sessions()).some(({requested}) => requested));
    expect(await verdict()).to.match(/of another tenant came here/);
  });

  it('fail for a message that is posted for anybody', async () => {
    await openTenant();
    const {watchedPosts} = window as unknown as {watchedPosts: (frame: Window) => Window};
    watchedPosts(window).postMessage('secret', '*');
    expect(await verdict()).to.match(/^origins that were posted for/);
  });

  it('see every message that is posted', async () => {
    const tenant = await openPuppetTenant();
    const element = mount(dashboardOf(tenant));
    const puppet = await readyPuppetOf(element);
    const {watchedPosts} = window as unknown as {watchedPosts: (frame: Window) => Window};
    const targets: string[] = [];
    Object.assign(window, {
      watchedPosts: (frame: Window) => ({
        postMessage(message: unknown, target: string) {
          targets.push(target);
          watchedPosts(frame).postMessage(message, target);
        },
      }),
    });
    element.refresh();
    element.renew();
    await until('both have arrived', async () => (await puppet.actions()).length === 2);
    Object.assign(window, {watchedPosts});
    expect(targets).to.deep.equal([tenant.baseUrl, tenant.baseUrl]);
  });

  for (const [what, leave, tidy, told] of [
    ['an entry of the history', () => history.pushState(null, ''), () => {}, /^length of the history/],
    [
      'a member of Object.prototype',
      () => Object.assign(Object.prototype, {polluted: 1}),
      () => Reflect.deleteProperty(Object.prototype, 'polluted'),
      /./,
    ],
    [
      'a global',
      () => Object.assign(window, {CubeEmbed: 1}),
      () => Reflect.deleteProperty(window, 'CubeEmbed'),
      /^new names of the window/,
    ],
    ['an unknown error on the console', () => console.error('<cube-embed> oh'), () => {}, /^errors on the console/],
  ] as const) {
    it(`fail for ${what}`, async () => {
      leave();
      const verdictOfIt = await verdict();
      tidy();
      expect(verdictOfIt).to.match(told).and.not.equal('all hold');
    });
  }

  it('see what the package holds, and that it lets go', async () => {
    const tenant = await openPuppetTenant();
    await tenant.script({hangs: true});
    const asking = mount(dashboardOf(tenant));
    await until('asked', async () => (await tenant.seen()).requests.length);
    const held = (): string[] => heldByUs().map((thing) => thing.split(' ')[0]!);
    expect(held()).to.include.members(['request', 'intersection', 'listener', 'setTimeout']);
    asking.remove();
    const ready = mount(dashboardOf(tenant));
    await readyPuppetOf(ready);
    expect(heldByUs()).to.include.members(['listener for message', 'listener for online', 'setInterval of 60000 ms']);
    ready.remove();
    await until('all is let go', () => !heldByUs().length);
  });
});
