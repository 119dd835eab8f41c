import {expect} from 'chai';
import '../support/invariants.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openNestedHost, type NestedHost} from '../support/nested-host.js';
import {openPuppetTenant, readyPayload, record} from '../support/puppet.js';
import {dashboardOf, openTenant, openTenants, until, type Tenant} from '../support/tenant.js';

const strict = (...sources: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    ...(sources.length ? [`frame-src ${sources.join(' ')}`] : []),
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const saysReady = `say('ready', ${JSON.stringify(readyPayload)}); say('dashboard-loaded', {});`;

describe('a page with a strict Content-Security-Policy', () => {
  let tenant: Tenant;
  let page: NestedHost;

  afterEach(async () => {
    page.close();
    for (const open of [...openTenants]) await open.close();
  });

  const shadow = (element: CubeEmbedElement, css: string): HTMLElement =>
    element.shadowRoot!.querySelector<HTMLElement>(css)!;

  it('sees no violation, from load over error and Retry to the end', async () => {
    tenant = await openPuppetTenant(saysReady);
    page = await openNestedHost({'content-security-policy': strict(tenant.baseUrl)});
    await tenant.script({held: true});
    const element = page.mount({...dashboardOf(tenant), 'color-scheme': 'inherit', locale: 'de', debug: ''});
    await until('the loader', () => shadow(element, '.cover [role=status]').textContent);
    const cover = shadow(element, '.cover');
    const style = page.window.getComputedStyle(cover);
    expect([style.position, page.window.getComputedStyle(element).height]).to.deep.equal(['absolute', '600px']);
    await tenant.release();
    await element.whenReady();
    expect(page.window.getComputedStyle(element.frame!).borderTopWidth).to.equal('0px');
    element.filters = {'orders.status': 'x'};
    element.theme = {a: 1};
    element.colorScheme = 'dark';
    element.title = 'Title';
    await element.updateComplete;
    await tenant.script({status: 404}, {});
    element.reload();
    await until('the error', () => element.error);
    await until('the panel', () => element.shadowRoot!.querySelector('button'));
    shadow(element, 'button').click();
    await element.whenReady();
    element.renew();
    await until('renewed', async () => (await tenant.seen()).requests.length === 4);
    page.document.body.append(element);
    await until('ready again', () => element.state === 'ready');
    element.remove();
    expect(page.violations).to.deep.equal([]);
  });

  it('that lacks the frame is told which directive to add, within a second', async () => {
    for (const [policy, directive] of [
      [strict('https://other.test'), 'frame-src'],
      [strict("'none'"), 'frame-src'],
      [strict(), 'default-src'],
      ["child-src 'none'", 'child-src'],
    ] as const) {
      tenant = await openPuppetTenant(saysReady);
      page = await openNestedHost({'content-security-policy': policy});
      const element = page.mount(dashboardOf(tenant));
      const error = (await until(`an error under ${directive}`, () => element.error))!;
      expect(error).to.include({code: 'frame-blocked', fatal: true, retryable: false});
      expect(error.message).to.include(`frame-src ${tenant.baseUrl}`);
      expect(element.frame).to.equal(null);
      const [life] = await tenant.sessions();
      expect(life!.requested).to.equal(0);
      page.close();
    }
  });

  it("is not blocked by another frame's violation, nor by a policy that only reports", async () => {
    tenant = await openPuppetTenant();
    page = await openNestedHost({
      'content-security-policy': `frame-src ${tenant.baseUrl}`,
      'content-security-policy-report-only': "frame-src 'none'",
    });
    const element = page.mount(dashboardOf(tenant));
    const errors = record(element, 'error');
    const advertisement = page.document.createElement('iframe');
    advertisement.src = 'https://advertisement.test/';
    page.document.body.append(advertisement);
    await until('both violations', () => page.violations.length >= 2);
    await until('the frame', () => element.frame);
    expect(errors).to.deep.equal([]);
    expect(element.state).to.equal('loading');
  });

  it('that forbids the target of a redirect alone ends in an error or a notice, never in ready', async () => {
    const vanity = await openPuppetTenant(saysReady);
    tenant = await openTenant();
    await tenant.fault({on: 'document', do: 'redirect', to: `${vanity.baseUrl}/embed/dashboard/x`});
    page = await openNestedHost({'content-security-policy': `frame-src ${tenant.baseUrl}`});
    const element = page.mount({...dashboardOf(tenant), 'ready-timeout': '500'});
    const errors = record(element, 'error', 'ready');
    const [name, error] = (await until('an error', () => errors[0]))!;
    expect(name).to.equal('error');
    expect(['frame-timeout', 'frame-blocked']).to.include((error as {code: string}).code);
  });

  it('is told of COEP where that keeps the frame out', async () => {
    for (const policy of ['require-corp', 'credentialless']) {
      tenant = await openPuppetTenant(saysReady);
      page = await openNestedHost({'cross-origin-embedder-policy': policy});
      const element = page.mount({...dashboardOf(tenant), 'ready-timeout': '300'});
      const events = record(element, 'error', 'ready');
      await until(`the end under ${policy}`, () => events.length);
      const [[name, detail]] = events as [[string, Error]];
      // WebKit knows no credentialless.
      if (policy === 'credentialless' && name === 'ready') continue;
      expect(detail).to.include({code: 'frame-timeout'});
      expect(detail.message).to.include('COEP');
      page.close();
    }
  });

  it('keeps its URL to itself, whatever its Referrer-Policy', async () => {
    for (const policy of ['unsafe-url', 'no-referrer', 'no-referrer-when-downgrade']) {
      tenant = await openPuppetTenant(
        `say('ready', {...${JSON.stringify(readyPayload)}, referrer: document.referrer});`,
      );
      page = await openNestedHost({'referrer-policy': policy});
      const element = page.mount(dashboardOf(tenant));
      expect(await element.whenReady(), policy).to.have.property('referrer', `${location.origin}/`);
      page.close();
    }
  });
});
