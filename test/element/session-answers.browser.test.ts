import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import {endsWith, reasonsOf} from '../support/ledger-cases.js';
import {record} from '../support/puppet.js';
import {dashboardOf, mount, openTenant, until, type Tenant} from '../support/tenant.js';
import type {ScriptedAnswer} from '../support/session-endpoint.js';

describe('what the session endpoint answers', () => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await openTenant();
  });

  const statuses: readonly [number, string][] = [
    [401, 'session-unauthorized'],
    [403, 'session-forbidden'],
    [400, 'session-rejected'],
    [404, 'session-rejected'],
    [405, 'session-rejected'],
    [415, 'session-rejected'],
    [422, 'session-rejected'],
  ];
  for (const [status, code] of statuses) {
    it(`${status} is ${code}, after one request`, async () => {
      await tenant.script({status, headers: {'retry-after': '0'}});
      const element = mount(dashboardOf(tenant));
      const errors = record(element, 'error');
      await until('an error', () => element.error);
      expect(element.error).to.include({code, status, attempts: 1, fatal: true, retryable: false});
      expect(errors).to.deep.equal([['error', element.error]]);
      expect(element.frame).to.equal(null);
      await endsWith(tenant, {issued: 0, exchanged: 0, end: code}, element);
      expect((await tenant.seen()).requests).to.have.length(1);
    });
  }

  const bodies: readonly [string, ScriptedAnswer][] = [
    ['HTML', {body: '<!doctype html><p>Sign in', headers: {'content-type': 'text/html; charset=utf-8'}}],
    ['JSON of another type', {body: '{"sessionId":"{SESSION}"}', headers: {'content-type': 'text/plain'}}],
    ['nothing', {body: ' '}],
    ['null', {body: 'null'}],
    ['a list', {body: '[]'}],
    ['an empty object', {body: '{}'}],
    ['a number', {body: '{"sessionId":12345678}'}],
    ['an empty id', {body: '{"sessionId":""}'}],
    ['a short id', {body: '{"sessionId":"1234567"}'}],
    ['an id that breaks the line', {body: '{"sessionId":"a&b#c\\r\\n12345678"}'}],
    ['a byte order mark', {body: '\ufeff{"sessionId":"{SESSION}"}'}],
    ['truncated JSON', {body: '{"sessionId":"{SESSION}"'}],
    ['17 KiB', {body: `{"sessionId":"{SESSION}","x":"${'x'.repeat(17 * 1024)}"}`}],
    ['10 MiB in a small gzip', {gzip: true, body: `{"sessionId":"{SESSION}"}${' '.repeat(10 * 2 ** 20)}`}],
    ['another tenant', {session: {baseUrl: 'http://127.0.0.1:1'}}],
    ['no URL', {session: {baseUrl: 'javascript:alert(1)'}}],
    ['a deployment that is none', {session: {deploymentId: '32; drop'}}],
  ];
  for (const [what, answer] of bodies) {
    it(`${what} is session-invalid, after one request`, async () => {
      await tenant.script(answer);
      const element = mount(dashboardOf(tenant));
      await until('an error', () => element.error);
      expect(element.error).to.include({code: 'session-invalid', attempts: 1, fatal: true, retryable: false});
      expect(element.frame).to.equal(null);
      await endsWith(tenant, {issued: 1, exchanged: 0, end: 'session-invalid'}, element);
      expect((await tenant.seen()).requests).to.have.length(1);
    });
  }

  it('without an end is given up, on the wire too', async () => {
    await tenant.script({more: 'x'.repeat(4096)});
    const element = mount(dashboardOf(tenant));
    await until('an error', () => element.error);
    expect(element.error).to.include({code: 'session-invalid', attempts: 1});
    await until('the rest was given up', async () => (await tenant.seen()).requests[0]!.aborted);
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'session-invalid'}, element);
  });

  it('a login page is called one, with its content type', async () => {
    await tenant.script({body: '<p>Sign in', headers: {'content-type': 'text/html; charset=utf-8'}});
    const element = mount(dashboardOf(tenant));
    await until('an error', () => element.error);
    expect(element.error!.message)
      .to.match(/login page/)
      .and.include('text/html');
  });

  it('a redirect is session-invalid, and not followed', async () => {
    await tenant.script({status: 302, headers: {location: '/login'}});
    const element = mount(dashboardOf(tenant));
    await until('an error', () => element.error);
    expect(element.error!.message).to.match(/redirect/);
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'session-invalid'}, element);
  });

  it('what an error says is shown to nobody', async () => {
    await tenant.script({status: 403, body: `<img src=x onerror="throw 1">${'secret '.repeat(800)}`});
    const element = mount(dashboardOf(tenant));
    await until('an error', () => element.error);
    expect(element.shadowRoot!.textContent).not.to.include('secret');
    expect(element.error!.message).not.to.include('secret');
    await endsWith(tenant, {issued: 1, exchanged: 0, end: 'session-forbidden'}, element);
  });

  it('the same session again is refused', async () => {
    const once = {body: `{"sessionId":"cached-session-id-1"}`};
    await tenant.fault({on: 'document', do: 'answer', body: '<p>No page'});
    await tenant.script(once, once);
    const first = mount(dashboardOf(tenant));
    await until('navigated', () => first.frame);
    const second = mount(dashboardOf(tenant));
    await until('an error', () => second.error);
    expect(second.error).to.include({code: 'session-invalid', attempts: 1});
    expect(second.error!.message).to.match(/used before/);
    expect(second.frame).to.equal(null);
  });

  it('Retry asks again, and a session ends the error', async () => {
    await tenant.script({status: 401});
    const element = mount(dashboardOf(tenant));
    await until('an error', () => element.error);
    element.shadowRoot!.querySelector('button')!.click();
    await element.whenReady();
    expect(element.error).to.equal(null);
    expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'reload']);
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });
});
