import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, puppetOf, readyPayload, readyPuppetOf} from '../support/puppet.js';
import {createEmbed, dashboardOf, mount, nextEvent, until, type Tenant} from '../support/tenant.js';

describe('the panels', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  const open = (attributes: Readonly<Record<string, string>> = {}): CubeEmbedElement =>
    (element = mount({...dashboardOf(tenant), ...attributes}));
  const find = (css: string): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>(css)!;
  const status = (): HTMLElement => find('[part=loading]');
  const alert = (): HTMLElement => find('.cover [part=error]');
  const fail = async (answer: {status: number}): Promise<void> => {
    await tenant.script(answer);
    open();
    await until('the error', () => element.error);
  };

  it('have their live regions, empty, before there is anything to say', () => {
    element = document.body.appendChild(createEmbed({}));
    for (const [css, role] of [
      ['[part=loading]', 'status'],
      ['.cover [part=error]', 'alert'],
      ['.notice', 'status'],
    ] as const) {
      expect([find(css).role, find(css).textContent], css).to.deep.equal([role, '']);
    }
  });

  it('show nothing in idle', () => {
    element = document.body.appendChild(createEmbed({}));
    expect([find('.cover').hidden, find('.notice').hidden]).to.deep.equal([true, true]);
    expect(element.hasAttribute('aria-busy')).to.equal(false);
    expect(element.matches(':state(idle)')).to.equal(true);
  });

  it('cover the frame at once, say after a while that it loads, and shift nothing', async () => {
    await tenant.script({held: true});
    const after = document.createElement('p');
    open();
    document.body.append(after);
    const place = (): string => JSON.stringify([element.getBoundingClientRect(), after.getBoundingClientRect()]);
    const before = place();
    await element.updateComplete;
    expect([find('.cover').hidden, status().textContent]).to.deep.equal([false, '']);
    expect(element.getAttribute('aria-busy')).to.equal('true');
    expect(place()).to.equal(before);
    await until('the loader', () => status().textContent === 'Loading…');
    await tenant.release();
    expect(place()).to.equal(before);
    const puppet = await puppetOf(element);
    expect(place()).to.equal(before);
    await puppet.say('ready', readyPayload);
    expect(status().textContent).to.equal('');
    expect(element.hasAttribute('aria-busy')).to.equal(false);
    expect(place()).to.equal(before);
    after.remove();
  });

  it('are opaque, over a frame of full size that is rendered and inert', async () => {
    open();
    const puppet = await puppetOf(element);
    const frame = element.frame!;
    const style = getComputedStyle(frame);
    expect([style.visibility, style.display, style.opacity, frame.inert]).to.deep.equal([
      'visible',
      'block',
      '1',
      true,
    ]);
    const {width, height} = element.getBoundingClientRect();
    expect([frame.clientWidth, frame.clientHeight]).to.deep.equal([width, height]);
    const cover = find('.cover');
    expect(cover.getBoundingClientRect().toJSON()).to.deep.equal(element.getBoundingClientRect().toJSON());
    expect(getComputedStyle(cover).backgroundColor).to.match(/^rgb\(/);
    expect(getComputedStyle(cover).opacity).to.equal('1');
    const {left, top} = element.getBoundingClientRect();
    const above = element.shadowRoot!.elementFromPoint(left + width / 2, top + 20);
    expect(cover.contains(above)).to.equal(true);
    // A page that measures and draws itself does so under the cover.
    await puppet.run(
      'return new Promise((resolve) => requestAnimationFrame(() => new ResizeObserver(() => resolve()).observe(document.body)))',
    );
    await puppet.say('ready', readyPayload);
    expect([frame.inert, cover.hidden]).to.deep.equal([false, true]);
  });

  for (const [code, sentence] of [
    [401, 'Signed out.'],
    [404, 'Could not load.'],
  ] as const) {
    it(`say of a ${code}: a heading, a sentence, a button, the code`, async () => {
      await fail({status: code});
      expect(alert().querySelector('h2')!.textContent).to.equal('Dashboard');
      expect(alert().querySelector('p')!.textContent).to.equal(sentence);
      const button = alert().querySelector('button')!;
      expect([button.textContent, button.type, button.part.contains('retry')]).to.deep.equal([
        'Try again',
        'button',
        true,
      ]);
      expect(alert().querySelector('code')!.textContent).to.equal(element.error!.code);
      expect(alert().textContent).to.not.include('http');
      button.click();
      expect(element.state).to.equal('authenticating');
      expect(alert().textContent).to.equal('');
      await readyPuppetOf(element);
    });
  }

  it('have no Retry where it cannot help: a heading, a sentence, the code', async () => {
    await fail({status: 403});
    expect(alert().querySelector('p')!.textContent).to.equal('No access.');
    expect([...alert().querySelectorAll('button, a')]).to.deep.equal([]);
    element.reload();
    await readyPuppetOf(element);
  });

  it('lead a viewer who is signed out to the page’s own sign-in, in place of Retry', async () => {
    await tenant.script({status: 401});
    open({'sign-in-url': '/login?next=%2Freports'});
    await until('the error', () => element.error);
    const actions = (): string[] =>
      [...alert().querySelectorAll('a, button')].map(
        (action) => `${action.textContent} ${(action as HTMLAnchorElement).href ?? ''}`,
      );
    expect(actions()).to.deep.equal([`Sign in ${location.origin}/login?next=%2Freports`]);
    element.focus();
    expect(element.shadowRoot!.activeElement).to.equal(find('a'));
    element.signInUrl = 'https://login.example/';
    element.locale = 'de';
    await element.updateComplete;
    expect(actions()).to.deep.equal(['Anmelden https://login.example/']);
    element.signInUrl = '';
    await element.updateComplete;
    expect(actions()).to.deep.equal(['Erneut versuchen ']);
  });

  it('have a sign-in-url that is http(s), or it is invalid-config; a running embed goes on without', async () => {
    open({'sign-in-url': 'javascript:alert(1)'});
    await until('the error', () => element.error);
    expect(element.error).to.include({code: 'invalid-config'});
    expect(element.error!.message).to.include('sign-in-url');
    element.signInUrl = '/login';
    await readyPuppetOf(element);
    const {frame} = element;
    const told = nextEvent(element, 'cube-error');
    element.signInUrl = 'ftp://x.example/';
    expect((await told).detail).to.include({code: 'invalid-config', fatal: false});
    expect([element.state, element.frame]).to.deep.equal(['ready', frame]);
  });

  it('say what the host wants, at once', async () => {
    const other = {
      loading: 'A moment',
      failed: 'Broken',
      retry: 'Again!',
      dashboard: 'Sales',
      signedOut: '<b>Sign in</b>',
      forbidden: 'No',
      signIn: 'Here',
    };
    await tenant.script({held: true, status: 401});
    open();
    element.messages = other;
    await until('the loader', () => status().textContent === 'A moment');
    await tenant.release();
    await until('the error', () => element.error);
    expect(alert().querySelector('h2')!.textContent).to.equal('Sales');
    expect(alert().querySelector('p')!.textContent).to.equal('<b>Sign in</b>');
    element.messages = {...other, retry: 'Once more'};
    await element.updateComplete;
    expect(alert().querySelector('button')!.textContent).to.equal('Once more');
    element.messages = null;
    await element.updateComplete;
    expect(alert().querySelector('button')!.textContent).to.equal('Try again');
  });

  it('say after 10 s that it is still loading', async () => {
    const real = window.setTimeout.bind(window);
    const faster = (callback: () => void, ms?: number): number => real(callback, ms === 10_000 ? 300 : ms);
    window.setTimeout = faster as typeof window.setTimeout;
    await tenant.script({hangs: true});
    await open().updateComplete;
    window.setTimeout = real;
    await until('the other text', () => status().textContent === 'Still loading…');
    expect(element.state).to.equal('authenticating');
  });

  it('give way to slots', async () => {
    await tenant.script({held: true, status: 401});
    element = createEmbed(dashboardOf(tenant));
    for (const slot of ['loading', 'error']) {
      element.append(Object.assign(document.createElement('p'), {slot, textContent: `mine: ${slot}`}));
    }
    document.body.append(element);
    const [loading, error] = element.children as unknown as [HTMLElement, HTMLElement];
    await until('the slot of the loader', () => loading.assignedSlot);
    expect(error.assignedSlot).to.equal(null);
    expect(loading.checkVisibility()).to.equal(true);
    await tenant.release();
    await until('the error', () => element.error);
    expect(error.checkVisibility()).to.equal(true);
    expect(loading.checkVisibility()).to.equal(false);
    expect(find('button').checkVisibility()).to.equal(false);
    expect(find('h2').checkVisibility()).to.equal(false);
  });

  it('keep away where a listener prevents the error: the plain background stays', async () => {
    await tenant.script({status: 403});
    element = createEmbed(dashboardOf(tenant));
    element.addEventListener('cube-error', (event) => event.preventDefault(), {once: true});
    const said: string[] = [];
    document.body.append(element);
    new MutationObserver(() => said.push(alert().textContent)).observe(alert(), {childList: true, subtree: true});
    await until('the error', () => element.error);
    await Promise.resolve();
    expect([find('.cover').hidden, alert().textContent]).to.deep.equal([false, '']);
    expect(said.join('')).to.equal('');
    expect(element.matches(':state(error)')).to.equal(true);
    await tenant.script({status: 403});
    element.reload();
    await until('the panel', () => alert().textContent);
  });

  it('have parts and custom properties, down to the colours', async () => {
    const style = document.head.appendChild(document.createElement('style'));
    style.textContent = `
      cube-embed { --cube-embed-background: rgb(1, 2, 3); --cube-embed-color: rgb(4, 5, 6); --cube-embed-accent: rgb(7, 8, 9); --cube-embed-radius: 11px }
      cube-embed::part(frame) { border: 3px solid }
      cube-embed::part(error) { font-size: 33px }
      cube-embed::part(retry) { letter-spacing: 2px }`;
    await fail({status: 401});
    const cover = getComputedStyle(find('.cover'));
    expect([cover.backgroundColor, cover.color]).to.deep.equal(['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
    const retry = getComputedStyle(find('button'));
    expect([retry.color, retry.letterSpacing]).to.deep.equal(['rgb(7, 8, 9)', '2px']);
    expect(getComputedStyle(alert()).fontSize).to.equal('33px');
    expect(getComputedStyle(element).borderTopLeftRadius).to.equal('11px');
    element.reload();
    await readyPuppetOf(element);
    expect(getComputedStyle(element.frame!).borderTopWidth).to.equal('3px');
    style.remove();
  });

  it('are as high as CSS says, 600 px else, and hidden where the element is', async () => {
    open();
    expect(getComputedStyle(element).display).to.equal('block');
    expect(element.offsetHeight).to.equal(600);
    element.style.height = '300px';
    expect(element.offsetHeight).to.equal(300);
    element.hidden = true;
    expect(getComputedStyle(element).display).to.equal('none');
    element.hidden = false;
    await puppetOf(element);
    expect(element.frame!.clientHeight).to.equal(300);
  });

  it('are themed to the page: nothing flashes white in the dark', async () => {
    document.documentElement.style.colorScheme = 'dark';
    open();
    await element.updateComplete;
    const [r, g, b] = getComputedStyle(find('.cover')).backgroundColor.match(/\d+/g)!.map(Number);
    document.documentElement.style.colorScheme = '';
    expect(Math.max(r!, g!, b!)).to.be.below(80);
    const [white] = getComputedStyle(find('.cover')).backgroundColor.match(/\d+/g)!.map(Number);
    expect(white).to.be.above(200);
  });
});
