import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {
  openPuppetTenant,
  puppetIn,
  puppetOf,
  readyPayload,
  readyPuppetOf,
  record,
  type Puppet,
} from '../support/puppet.js';
import {dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

const envelope = (name: string, payload: unknown = {}): Record<string, unknown> => ({
  source: 'cube-embed',
  direction: 'event',
  type: `cube:event:${name}`,
  payload,
  timestamp: Date.now(),
  surface: 'dashboard',
});

describe('messages that are believed', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  let puppet: Puppet;
  let seen: [string, unknown][];

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    element = mount(dashboardOf(tenant));
    seen = record(element, 'view', 'ready', 'error', 'future-thing');
  });

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  const ready = async (): Promise<void> => {
    puppet = await readyPuppetOf(element);
    seen.length = 0;
  };

  it("ignores the page's own window", async () => {
    puppet = await puppetOf(element);
    window.postMessage(envelope('ready', readyPayload), '*');
    await puppet.run('');
    expect(element.state).to.equal('loading');
    await puppet.say('ready', readyPayload);
    window.dispatchEvent(new MessageEvent('message', {data: envelope('view'), origin: tenant.baseUrl, source: window}));
    window.dispatchEvent(new MessageEvent('message', {data: envelope('view'), origin: tenant.baseUrl}));
    expect(seen.map(([name]) => name)).to.deep.equal(['ready']);
  });

  it('ignores another frame of the same origin', async () => {
    puppet = await puppetOf(element);
    const other = document.createElement('iframe');
    other.src = element.frame!.src.replace(/session=[^&]*/, 'session=none');
    document.body.append(other);
    await until('the other frame is there', () => {
      try {
        puppetIn(other.contentWindow!).window.postMessage('', '*');
        return true;
      } catch {
        return false;
      }
    });
    await puppetIn(other.contentWindow!).say('ready', readyPayload);
    await puppetIn(other.contentWindow!).say('view', {});
    expect(element.state).to.equal('loading');
    other.remove();
  });

  it('reads nothing of what another window says, however large it is', async () => {
    await ready();
    const other = document.body.appendChild(document.createElement('iframe'));
    other.src = element.frame!.src.replace(/session=[^&]*/, 'session=none');
    const stranger = await until('the other frame is there', () => {
      try {
        return puppetIn(other.contentWindow!);
      } catch {
        return null;
      }
    });
    const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!;
    const read: unknown[] = [];
    Object.defineProperty(MessageEvent.prototype, 'data', {
      ...data,
      get(this: MessageEvent) {
        if (new Error().stack!.includes('/src/frame/')) read.push(this.source);
        return data.get!.call(this) as unknown;
      },
    });
    try {
      await stranger!.run(`tell(new ArrayBuffer(50e6)); say('view', {path: 'x'.repeat(1e6)})`);
      await puppet.say('view', {path: '/'});
    } finally {
      Object.defineProperty(MessageEvent.prototype, 'data', data);
    }
    expect(read.includes(element.frame!.contentWindow), 'its own frame is read').to.equal(true);
    expect(read.includes(other.contentWindow), 'the other one is read').to.equal(false);
    expect(seen.map(([name]) => name)).to.deep.equal(['view']);
  });

  it('ignores a frame inside the frame', async () => {
    await ready();
    const told = new Promise((resolve) =>
      window.addEventListener('message', ({data}) => data === 'nested' && resolve(0)),
    );
    await puppet.run(
      `const frame = document.createElement('iframe');
       frame.srcdoc = '<script>top.postMessage(' + JSON.stringify(data) + ", '*'); top.postMessage('nested', '*')</" + 'script>';
       document.body.append(frame);`,
      envelope('view'),
    );
    // `top` may be the test runner's own page: then the message never comes here, and is proved harmless at once.
    if (window.top === window) await told;
    expect(seen).to.deep.equal([]);
  });

  it('ignores a frame of a data: URL', async () => {
    puppet = await puppetOf(element);
    const told = new Promise((resolve) =>
      window.addEventListener('message', ({data}) => data === 'opaque' && resolve(0)),
    );
    const other = document.createElement('iframe');
    const script = `parent.postMessage(${JSON.stringify(envelope('ready', readyPayload))}, '*'); parent.postMessage('opaque', '*')`;
    other.src = `data:text/html,<script>${encodeURIComponent(script)}</script>`;
    document.body.append(other);
    await told;
    expect(element.state).to.equal('loading');
    other.remove();
  });

  it('ignores a blank window that the tenant made', async () => {
    await ready();
    const told = new Promise((resolve) =>
      window.addEventListener('message', ({data}) => data === 'blank' && resolve(0)),
    );
    await puppet.run(
      `const blank = document.createElement('iframe');
       document.body.append(blank);
       blank.contentWindow.eval('parent.parent.postMessage(' + JSON.stringify(data) + ', "*"); parent.parent.postMessage("blank", "*")');`,
      envelope('view'),
    );
    await told;
    expect(seen).to.deep.equal([]);
  });

  it('ignores what a removed frame said last', async () => {
    await ready();
    const {contentWindow} = element.frame!;
    contentWindow!.postMessage({puppet: 'run', id: 0, code: 'for (let i = 0; i < 6; i++) say("view", {i})'}, '*');
    element.remove();
    window.dispatchEvent(new MessageEvent('message', {data: envelope('view'), origin: tenant.baseUrl, source: null}));
    await fetch('/__tenant/nothing').catch(() => null);
    expect(seen).to.deep.equal([]);
    expect(element.state).to.equal('idle');
  });

  it('ignores everything that is no envelope', async () => {
    await ready();
    const errors: unknown[] = [];
    const noteError = (event: ErrorEvent | PromiseRejectionEvent): unknown =>
      errors.push('error' in event ? event.error : event.reason);
    window.addEventListener('error', noteError);
    window.addEventListener('unhandledrejection', noteError);
    await puppet.run(`
      const good = {source: 'cube-embed', direction: 'event', type: 'cube:event:view', payload: {}, timestamp: 1, surface: 'dashboard'};
      const list = Object.assign([1], good);
      const deep = {}; let at = deep; for (let i = 0; i < 1000; i++) at = at.next = {};
      const cyclic = {...good, direction: 'action'}; cyclic.self = cyclic;
      const bare = Object.assign(Object.create(null), good, {source: 'other'});
      for (const shape of [
        null, undefined, '', 'cube:event:view', JSON.stringify(good), 0, 1n, true, [], list, new Map(Object.entries(good)), new Set([good]),
        new Blob(['x']), new Error('x'), new Date(), /x/, new ArrayBuffer(8), deep, cyclic, bare,
        {...good, source: 'cube'}, {...good, source: undefined}, {...good, direction: 'action'}, {...good, direction: null},
        {...good, type: 'view'}, {...good, type: 'cube:action:view'}, {...good, type: 'cube:event:'}, {...good, type: 'cube:event:a b'},
        {...good, type: 'cube:event:View'}, {...good, type: 'cube:event:view\\n'}, {...good, type: 'xcube:event:view'},
        {...good, type: 'cube:event:' + 'x'.repeat(10000)}, {...good, type: ['cube:event:view']}, {...good, type: 7}, {...good, type: {}},
        {...good, payload: 'text'}, {...good, payload: 7}, {...good, payload: [1]}, {...good, payload: new Map()}, {...good, payload: true},
      ]) tell(shape);
    `);
    await puppet.say('future-thing', {works: true});
    window.removeEventListener('error', noteError);
    window.removeEventListener('unhandledrejection', noteError);
    expect(errors).to.deep.equal([]);
    expect(seen).to.deep.equal([['future-thing', {works: true}]]);
  });

  it('hands payloads on untouched, whatever their keys are', async () => {
    await ready();
    await puppet.run(`
      const payload = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "toString": "x", "then": "y", "hasOwnProperty": 1}');
      payload.when = new Date(5); payload.map = new Map([[1, 2]]); payload.big = 2n; payload.self = payload;
      say('future-thing', payload);`);
    const payload = seen[0]![1] as Record<string, unknown>;
    expect(Object.keys(payload)).to.include.members(['__proto__', 'constructor', 'toString', 'then', 'hasOwnProperty']);
    expect(Object.getOwnPropertyDescriptor(payload, '__proto__')?.value).to.deep.equal({polluted: 1});
    expect(payload['when']).to.be.instanceOf(Date);
    expect(payload['map']).to.be.instanceOf(Map);
    expect(payload['big']).to.equal(BigInt(2));
    expect(payload['self']).to.equal(payload);
    expect('polluted' in {}).to.equal(false);
  });

  it('takes nothing that a page adds to every object for what the frame says', async () => {
    await ready();
    const polluted = Object.prototype as {fatal?: boolean; message?: string};
    Object.assign(polluted, {fatal: true, message: 'polluted'});
    try {
      await puppet.say('error', {});
      await puppet.say('future-thing');
      await until('what follows', () => seen.find(([name]) => name === 'future-thing'));
    } finally {
      delete polluted.fatal;
      delete polluted.message;
    }
    const [, error] = seen.find(([name]) => name === 'error')!;
    expect(error).to.include({code: 'embed-error', fatal: false});
    expect((error as Error).message).to.include('no message');
    expect(element.state).to.equal('ready');
  });

  it("gives whenReady() the payload of ready, even one that looks like a promise's", async () => {
    puppet = await puppetOf(element);
    const promise = element.whenReady();
    await puppet.say('ready', {...readyPayload, then: 'not a function', __proto__: null});
    expect(await promise).to.deep.include({mode: 'signed', then: 'not a function'});
  });
});
