import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {hideWords} from '../../src/protocol/embed-parameters.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

const tokens =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

describe('the frame', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  const warnings: string[] = [];
  const {warn} = console;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    warnings.length = 0;
    console.warn = (...parts: unknown[]) => warnings.push(parts.join(' '));
  });

  afterEach(async () => {
    console.warn = warn;
    element.remove();
    await tenant.close();
  });

  const frameOf = async (attributes: Readonly<Record<string, string>> = {}): Promise<HTMLIFrameElement> => {
    element?.remove();
    element = mount({...dashboardOf(tenant), ...attributes});
    return (await until('the frame', () => element.frame))!;
  };

  it('has everything before its src, and its src before it is in the page', async () => {
    const steps: string[] = [];
    const original = Object.getOwnPropertyDescriptor(Element.prototype, 'setAttribute')!;
    const src = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'src')!;
    Object.defineProperty(Element.prototype, 'setAttribute', {
      ...original,
      value(this: Element, name: string, value: string) {
        if (this instanceof HTMLIFrameElement) steps.push(name);
        (original.value as Element['setAttribute']).call(this, name, value);
      },
    });
    Object.defineProperty(HTMLIFrameElement.prototype, 'src', {
      ...src,
      set(this: HTMLIFrameElement, value: string) {
        steps.push(this.isConnected ? 'src, too late' : 'src');
        src.set!.call(this, value);
      },
    });
    try {
      await frameOf();
    } finally {
      Object.defineProperty(Element.prototype, 'setAttribute', original);
      Object.defineProperty(HTMLIFrameElement.prototype, 'src', src);
    }
    expect(steps.at(-1)).to.equal('src');
    expect(steps).to.include.members(['sandbox', 'allow', 'referrerpolicy', 'title']);
    expect(steps.filter((step) => step.startsWith('src'))).to.have.length(1);
  });

  it('has these attributes and no others', async () => {
    const frame = await frameOf();
    const {src, inert, ...others} = Object.fromEntries([...frame.attributes].map(({name, value}) => [name, value]));
    expect(inert).to.equal('');
    expect(new URL(src!).origin).to.equal(tenant.baseUrl);
    expect(others).to.deep.equal({
      part: 'frame',
      sandbox: tokens,
      allow: `fullscreen ${tenant.baseUrl}; clipboard-write ${tenant.baseUrl}`,
      referrerpolicy: 'strict-origin-when-cross-origin',
      title: 'Dashboard',
    });
    expect(warnings).to.deep.equal([]);
  });

  for (const [attributes, sandbox, ignored] of [
    [{type: 'chat'}, tokens, []],
    [{type: 'app'}, `${tokens} allow-modals`, []],
    [{private: ''}, `${tokens} allow-storage-access-by-user-activation`, []],
    [{sandbox: 'allow-top-navigation allow-modals'}, `${tokens} allow-modals`, ['allow-top-navigation']],
    [
      {sandbox: ' ALLOW-POINTER-LOCK  allow-presentation\nallow-scripts allow-top-navigation-by-user-activation x'},
      `${tokens} allow-pointer-lock allow-presentation`,
      ['allow-top-navigation-by-user-activation', 'x'],
    ],
    [{type: 'app', sandbox: 'allow-modals'}, `${tokens} allow-modals`, []],
  ] as const) {
    it(`has the sandbox of ${JSON.stringify(attributes)}`, async () => {
      const frame = await frameOf(attributes);
      expect(frame.getAttribute('sandbox')).to.equal(sandbox);
      expect(warnings).to.have.length(ignored.length);
      for (const [i, word] of ignored.entries()) expect(warnings[i]).to.include(`"${word}"`);
    });
  }

  it('takes allow and referrerpolicy from the attributes, with a warning about no-referrer', async () => {
    expect((await frameOf({allow: 'fullscreen'})).allow).to.equal('fullscreen');
    expect((await frameOf({referrerpolicy: 'origin'})).referrerPolicy).to.equal('origin');
    expect(warnings).to.deep.equal([]);
    expect((await frameOf({referrerpolicy: 'no-referrer'})).referrerPolicy).to.equal('no-referrer');
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('no-referrer');
    expect((await frameOf({referrerpolicy: 'NO-REFERRER'})).referrerPolicy).to.equal('no-referrer');
    expect(warnings).to.have.length(2);
    expect((await frameOf({referrerpolicy: 'nonsense'})).referrerPolicy).to.equal('strict-origin-when-cross-origin');
  });

  it("tells the tenant the page's origin and no more", async () => {
    await frameOf();
    const puppet = await readyPuppetOf(element);
    expect(puppet.referrer).to.equal(`${location.origin}/`);
  });

  for (const [attributes, answer, path, names] of [
    [{}, {}, '/embed/d/32/dashboard/OwVQpbdaZmBT', ['session']],
    [{}, {deploymentId: null}, '/embed/dashboard/OwVQpbdaZmBT', ['session']],
    [{'deployment-id': '7'}, {deploymentId: 32}, '/embed/d/7/dashboard/OwVQpbdaZmBT', ['session']],
    [{'dashboard-id': 'other'}, {}, '/embed/d/32/dashboard/other', ['session']],
    [{type: 'chat'}, {}, '/embed/d/32/chat', ['session']],
    [{type: 'chat'}, {deploymentId: null}, '/embed/chat', ['session', 'sessionId']],
    [{type: 'chat', 'deployment-id': '7'}, {deploymentId: null}, '/embed/d/7/chat', ['session']],
    [{type: 'app'}, {}, '/embed/d/32/app', ['session']],
    [{type: 'app', 'deployment-id': '7'}, {deploymentId: null}, '/embed/d/7/app', ['session']],
  ] as const) {
    it(`is at ${path} for ${JSON.stringify(attributes)} and an answer with ${JSON.stringify(answer)}`, async () => {
      await tenant.script({session: answer});
      const {src} = await frameOf(attributes);
      const {pathname, searchParams, hash} = new URL(src);
      expect([pathname, hash]).to.deep.equal([path, '']);
      expect([...searchParams.keys()].sort()).to.deep.equal(names);
      expect(new Set(searchParams.values()).size).to.equal(1);
    });
  }

  it('carries what is hidden, switched and exported', async () => {
    const {src} = await frameOf({
      'allow-export': '',
      hide: `${hideWords.join('  ')} nonsense __proto__ HEADER header`,
      granularities: '{"orders.created_at": "week"}',
      fields: '{"orders.status": "users_city"}',
    });
    const parameters = Object.fromEntries([...new URL(src).searchParams].filter(([name]) => name !== 'session'));
    expect(parameters).to.deep.equal({
      allowExport: 'true',
      showDashboardHeader: 'false',
      showDashboardBackButton: 'false',
      showDashboardTitle: 'false',
      showDashboardEditButton: 'false',
      showDashboardDuplicateButton: 'false',
      showDashboardExportMenu: 'false',
      showWorkbookBackButton: 'false',
      showNewChat: 'false',
      showChatInput: 'false',
      showChatHistory: 'false',
      'tg_orders.created_at': 'week',
      'ms_orders.status': 'users_city',
    });
  });

  it('has filters that are too long for its URL by action, at first and after a reload', async () => {
    const filters = Object.fromEntries(
      Array.from({length: 12}, (_none, i) => [`orders.f${i}`, Array.from({length: 90}, (_other, j) => `value ${j}`)]),
    );
    element = mount({...dashboardOf(tenant), locale: 'de', filters: JSON.stringify(filters)});
    for (let round = 0; round < 2; round++) {
      const puppet = await readyPuppetOf(element);
      expect([...puppet.url.searchParams.keys()]).to.deep.equal(['locale', 'session']);
      const [[name, payload]] = (await puppet.actions()) as [[string, {filterUrlParameter: string}]];
      expect(name).to.equal('set-filter');
      const read = [...new URLSearchParams(payload.filterUrlParameter)].map(([key, value]) => [
        key.slice(2),
        (JSON.parse(value) as {value: string[]}).value,
      ]);
      expect(Object.fromEntries(read)).to.deep.equal(filters);
      expect(element.error).to.equal(null);
      const {frame} = element;
      element.reload();
      await until('another frame', () => element.frame && element.frame !== frame);
    }
    expect((await tenant.seen()).requests).to.have.length(3);
  });

  it('with a URL that is too long without filters is invalid, before a session is asked for', async () => {
    const granularities = Object.fromEntries(Array.from({length: 60}, (_none, i) => [`a${i}`, 'x'.repeat(150)]));
    element = mount({...dashboardOf(tenant), granularities: JSON.stringify(granularities)});
    const error = await until('the error', () => element.error);
    expect(error!.code).to.equal('invalid-config');
    expect(element.frame).to.equal(null);
    expect((await tenant.seen()).requests).to.deep.equal([]);
  });

  it('is a new one for each session, and leaves no history', async () => {
    const length = history.length;
    const frames = new Set<Element>();
    const sessions = new Set<string | null>();
    await frameOf();
    for (let i = 0; i < 4; i++) {
      const {frame} = element;
      await readyPuppetOf(element);
      frames.add(frame!);
      sessions.add(new URL(frame!.src).searchParams.get('session'));
      element.reload();
      await until('another frame', () => element.frame && element.frame !== frame);
      expect(frame!.isConnected).to.equal(false);
      expect(element.shadowRoot!.querySelectorAll('iframe')).to.have.length(1);
    }
    expect([frames.size, sessions.size]).to.deep.equal([4, 4]);
    expect(history.length).to.equal(length);
    const lives = await tenant.sessions();
    expect(lives.every(({requested}) => requested <= 1)).to.equal(true);
  });

  it("is named: the title, else what it is, and Cube's title as text", async () => {
    const frame = await frameOf();
    const puppet = await readyPuppetOf(element);
    await puppet.say('view', {title: '<b>Orders</b>'});
    expect(frame.title).to.equal('Dashboard: <b>Orders</b>');
    for (const other of [{title: 7}, {}, undefined]) {
      await puppet.say('view', other);
      expect(frame.title, 'what is shown now has no title').to.equal('Dashboard');
      await puppet.say('view', {title: '<b>Orders</b>'});
      expect(frame.title).to.equal('Dashboard: <b>Orders</b>');
    }
    element.messages = {dashboard: 'Übersicht'};
    await element.updateComplete;
    expect(frame.title).to.equal('Übersicht: <b>Orders</b>');
    element.title = 'Mine';
    await element.updateComplete;
    expect(frame.title).to.equal('Mine');
    element.title = '';
    await element.updateComplete;
    expect(frame.title).to.equal('Übersicht: <b>Orders</b>');
    for (const [type, title] of [
      ['chat', 'Analytics chat'],
      ['app', 'Analytics'],
    ] as const) {
      expect((await frameOf({type})).title).to.equal(title);
    }
  });
});
