// Every link on the page's side, broken by a small server.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {examineWith, failures, openTenant} from './support/doctor-run.js';
import {serve} from './support/serve.js';

interface Page {
  readonly title: string;
  readonly status?: number;
  readonly headers?: (tenant: string) => Readonly<Record<string, string>>;
  readonly html?: string;
  readonly check: string;
  readonly is: 'ok' | 'failed' | 'skipped';
  readonly message: RegExp;
  readonly cure?: RegExp;
}

const csp = (policy: string) => () => ({'Content-Security-Policy': policy});

const pages: readonly Page[] = [
  {title: 'no policy', check: 'page-csp', is: 'ok', message: /has no Content-Security-Policy/},
  {
    title: 'a policy without the tenant',
    headers: csp("default-src 'self'"),
    check: 'page-csp',
    is: 'failed',
    message: /forbids the frame, by default-src/,
    cure: /frame-src http:\/\/127\.0\.0\.1:\d+$/,
  },
  {
    title: 'a policy whose frame-src names the tenant',
    headers: (tenant) => ({'Content-Security-Policy': `default-src 'none'; frame-src ${tenant}; connect-src 'self'`}),
    check: 'page-csp',
    is: 'ok',
    message: /allows the frame and the session route/,
  },
  {
    title: 'a second policy that forbids what the first allows',
    headers: (tenant) => ({'Content-Security-Policy': `frame-src ${tenant}, child-src 'none'`}),
    check: 'page-csp',
    is: 'failed',
    message: /by child-src/,
    cure: /frame-src/,
  },
  {
    title: 'a policy that forbids the route',
    headers: csp("connect-src https://api.example.com; frame-src *; script-src 'self'"),
    check: 'page-csp',
    is: 'failed',
    message: /forbids requests to the session route, by connect-src/,
    cure: /connect-src 'self'$/,
  },
  {
    title: 'a policy in a meta element',
    html: `<!-- <meta http-equiv=content-security-policy content="frame-src *"> -->
      <META content="default-src &#39;self&#39;; frame-ancestors 'none'" http-equiv="Content-Security-Policy" />`,
    check: 'page-csp',
    is: 'failed',
    message: /by default-src/,
    cure: /frame-src/,
  },
  {
    title: 'a Cross-Origin-Embedder-Policy',
    headers: () => ({'Cross-Origin-Embedder-Policy': 'require-corp; report-to="a"'}),
    check: 'page-coep',
    is: 'failed',
    message: /Cube’s page doesn’t opt in/,
    cure: /Remove the header/,
  },
  {
    title: 'no Cross-Origin-Embedder-Policy',
    headers: () => ({'Cross-Origin-Embedder-Policy': 'unsafe-none'}),
    check: 'page-coep',
    is: 'ok',
    message: /has no/,
  },
  {
    title: 'a Permissions-Policy that takes full screen and copying',
    headers: () => ({'Permissions-Policy': 'geolocation=(), fullscreen=(self), clipboard-write=()'}),
    check: 'page-permissions',
    is: 'ok',
    message: /takes full screen and copying away.*fullscreen=\(self "http:\/\/127\.0\.0\.1:\d+"\), clipboard-write=/,
  },
  {
    title: 'a Permissions-Policy that names the tenant',
    headers: (tenant) => ({'Permissions-Policy': `fullscreen=(self "${tenant}"), clipboard-write=*`}),
    check: 'page-permissions',
    is: 'ok',
    message: /left to the frame/,
  },
  {title: 'a page that wants a login', status: 401, check: 'page', is: 'skipped', message: /wants a login \(401\)/},
  {
    title: 'a page that leads to a login elsewhere',
    status: 302,
    headers: () => ({Location: 'https://login.example.com/?ticket=secret'}),
    check: 'page',
    is: 'skipped',
    message: /leads on to https:\/\/login\.example\.com, to a login/,
  },
  {
    title: 'a page that is not there',
    status: 404,
    check: 'page',
    is: 'failed',
    message: /answered 404/,
    cure: /--page/,
  },
];

for (const {title, status = 200, headers, html = '<title>Page</title>', check, is, message, cure} of pages) {
  test(`${title}: "${check}" is ${is}`, async (t) => {
    const tenant = await openTenant(t);
    const url = await serve(t, (request, response) => {
      if (request.url !== '/report') {
        response.writeHead(401, {'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store'}).end('{}');
      } else response.writeHead(status, {'Content-Type': 'text/html', ...headers?.(tenant.url)}).end(html);
    });
    const run = await examineWith(t, tenant, [
      ...['--dashboard', 'OwVQpbdaZmBT', '--page', `${url}/report`, '--endpoint', '/api/session'],
    ]);
    assert.equal(run.check(check).status, is, run.check(check).message);
    assert.match(run.check(check).message, message);
    assert.deepEqual(failures(run), is === 'failed' ? [check] : []);
    if (cure) assert.match(run.check(check).cure ?? '', cure);
  });
}

test('redirects inside the page’s origin are followed, and a ring of them ends', async (t) => {
  const tenant = await openTenant(t);
  const url = await serve(t, (request, response) => {
    if (request.url === '/ring') response.writeHead(302, {Location: '/ring'}).end();
    else if (request.url === '/old') response.writeHead(301, {Location: '/new'}).end();
    else response.writeHead(200, {'Content-Security-Policy': "frame-src 'none'"}).end();
  });
  const followed = await examineWith(t, tenant, ['--page', `${url}/old`]);
  assert.deepEqual(failures(followed), ['page-csp']);
  const ring = await examineWith(t, tenant, ['--page', `${url}/ring`]);
  assert.equal(ring.check('page').status, 'skipped');
});

test('the tenant’s own origin is no place for a page', async (t) => {
  const tenant = await openTenant(t);
  const run = await examineWith(t, tenant, ['--page', tenant.url]);
  assert.match(run.check('page').message, /same origin, which the element refuses/);
});

test('a page that can’t be reached fails by itself', async (t) => {
  const run = await examineWith(t, await openTenant(t), ['--page', 'http://127.0.0.1:9']);
  assert.deepEqual(failures(run), ['page']);
  assert.match(run.check('page').message, /^Your page /);
});

const framings: readonly (readonly [header: readonly [string, string], page: boolean, is: string])[] = [
  [['Content-Security-Policy', 'frame-ancestors *'], false, 'ok'],
  [['Content-Security-Policy', 'frame-ancestors https://*.example.com'], false, 'skipped'],
  [['Content-Security-Policy', 'frame-ancestors https://*.example.com'], true, 'failed'],
  [['Content-Security-Policy', 'frame-ancestors PAGE'], true, 'ok'],
  [['Content-Security-Policy', "frame-ancestors 'self'"], false, 'failed'],
  [['X-Frame-Options', 'SAMEORIGIN'], true, 'failed'],
  [['X-Frame-Options', 'ALLOW-FROM https://other.example.com'], true, 'ok'],
];

for (const [[name, value], withPage, is] of framings) {
  test(`Cube’s page with ${name}: ${value} ${withPage ? 'for a known page' : 'for no page'}: "framing" is ${is}`, async (t) => {
    const tenant = await openTenant(t);
    const page = await serve(t, (_request, response) => response.end());
    tenant.emulator.faults.add({
      ...{on: 'document', do: 'status', status: 200},
      headers: {[name]: value.replace('PAGE', page)},
      body: {},
    });
    const args = withPage ? ['--page', page] : [];
    const run = await examineWith(t, tenant, ['--type', 'chat', ...args]);
    assert.equal(run.check('framing').status, is, run.check('framing').message);
  });
}

test('a page with a Cross-Origin-Embedder-Policy may frame what opts in', async (t) => {
  const tenant = await openTenant(t);
  const headers = {'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Resource-Policy': 'cross-origin'};
  const page = await serve(t, (_request, response) => response.writeHead(200, headers).end());
  tenant.emulator.faults.add({on: 'document', do: 'status', status: 200, headers, body: {}});
  const run = await examineWith(t, tenant, ['--type', 'chat', '--page', page]);
  assert.match(run.check('page-coep').message, /opts in/);
});
