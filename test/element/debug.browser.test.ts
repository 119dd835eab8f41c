import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {setHidden, setOnline} from '../support/page-state.js';
import {openPuppetTenant, readyPuppetOf} from '../support/puppet.js';
import {dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

describe('debug', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  const {debug} = console;
  let lines: string[] = [];

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    lines = [];
    console.debug = (...parts: unknown[]) =>
      lines.push(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
  });

  afterEach(async () => {
    console.debug = debug;
    setHidden(false);
    setOnline(true);
    element.remove();
    await tenant.close();
  });

  /** Waits for a line; gives it back. */
  const said = (pattern: RegExp): Promise<string> =>
    until(`a line ${pattern}, after ${lines.join('\n')}`, () => lines.find((line) => pattern.test(line)) ?? '');

  it('explains each step from the request to ready, and never with a session id', async () => {
    await tenant.script({status: 503});
    element = mount({...dashboardOf(tenant), debug: '', filters: '{"orders.status":"completed"}'});
    const puppet = await readyPuppetOf(element);
    await said(/^<cube-embed> begins .*"surface":"dashboard","id":"OwVQpbdaZmBT"/);
    await said(new RegExp(`^<cube-embed> asks .*${tenant.endpoint}$`));
    await said(/^<cube-embed> session-unavailable: .*answered 503.* retries in [\d.]+$/);
    await said(/^<cube-embed> session {"reason":"initial","attempts":2,"durationMs":[\d.]+}$/);
    const opened = await said(/^<cube-embed> opens /);
    expect(opened).to.match(
      /\/embed\/d\/32\/dashboard\/OwVQpbdaZmBT\?f_orders.status=|\/embed\/dashboard\/OwVQpbdaZmBT\?f_/,
    );
    expect(opened).not.to.include('session');
    await said(/^<cube-embed> load$/);
    await said(/^<cube-embed> statechange {"state":"ready","previousState":"loading"}$/);
    await said(/^<cube-embed> renews in 7[5-9]\d{6}/);
    element.renew();
    await said(/^<cube-embed> renews asked$/);
    await said(/^<cube-embed> posts set-session$/);
    await said(/^<cube-embed> session-renewed {/);
    const posted = await until('set-session', async () =>
      (await puppet.actions()).find(([name]) => name === 'set-session'),
    );
    const ids = [puppet.url.searchParams.get('session'), (posted![1] as {sessionId: string}).sessionId];
    for (const id of ids) expect(lines.join('\n')).not.to.include(id);
    expect(ids.every((id) => id && id.length >= 8)).to.equal(true);
  });

  it('names the way round a new embed for a filter that was removed', async () => {
    element = mount({...dashboardOf(tenant), debug: '', filters: '{"orders.status":"completed"}'});
    await readyPuppetOf(element);
    element.filters = {};
    await said(/^<cube-embed> begins anew: filter removed; change it instead$/);
  });

  it('tells why it waits', async () => {
    element = mount({...dashboardOf(tenant), id: '', debug: ''});
    await said(/waits: no id$/);
    setOnline(false);
    element.id = 'OwVQpbdaZmBT';
    await said(/waits: offline$/);
    setHidden(true);
    element.remove();
    element.loading = 'lazy';
    document.body.append(element);
    await said(/waits: not in view$/);
  });

  it('tells that it waits for one of the page’s four requests', async () => {
    await tenant.script(...Array.from({length: 4}, () => ({held: true})));
    const others = Array.from({length: 4}, () => mount(dashboardOf(tenant)));
    element = mount({...dashboardOf(tenant), debug: ''});
    await said(/waits: no slot$/);
    for (const other of others) other.remove();
    await tenant.release();
  });

  it('is silent without the attribute', async () => {
    element = mount(dashboardOf(tenant));
    await readyPuppetOf(element);
    expect(lines).to.deep.equal([]);
  });

  it('shows the developer’s message under the viewer’s', async () => {
    await tenant.script({status: 404}, {status: 404});
    element = mount({...dashboardOf(tenant), debug: ''});
    const error = await until('an error', () => element.error);
    const code = element.shadowRoot!.querySelector('code')!;
    expect(code.textContent).to.equal(error!.message);
    element.debug = false;
    await element.updateComplete;
    expect(code.textContent).to.equal('session-rejected');
  });
});
