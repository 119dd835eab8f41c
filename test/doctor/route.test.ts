// The session route: as it should be, and in every way in which one goes wrong.
import assert from 'node:assert/strict';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {test} from 'node:test';
import {createSessionHandler, toNodeHandler, type SessionHandlerOptions} from '../../src/server/index.js';
import {examineWith, failures, key, openTenant, type Tenant} from './support/doctor-run.js';
import {serve} from './support/serve.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

const routeOf = (tenant: Tenant, options: Partial<SessionHandlerOptions> = {}): Listener =>
  toNodeHandler(
    createSessionHandler({
      ...{baseUrl: tenant.url, apiKey: key, deploymentId: 32, identify: () => null, onError: () => undefined},
      ...options,
    }),
  );

const asAda = {identify: () => ({externalId: 'ada'})};

const answering =
  (status: number, headers: Readonly<Record<string, string>>, body = ''): Listener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

const json = {'Content-Type': 'application/json', 'Cache-Control': 'no-store'};
const html = {'Content-Type': 'text/html', 'Cache-Control': 'no-store'};

interface Route {
  readonly title: string;
  readonly route: (tenant: Tenant) => Listener;
  readonly fails: readonly string[];
  readonly says: readonly (readonly [name: string, message: RegExp, cure?: RegExp])[];
}

const routes: readonly Route[] = [
  {
    title: 'the handler of this package',
    route: routeOf,
    fails: [],
    says: [
      ['route-login', /answers 401 to a visitor/],
      ['route-cache', /not stored/],
      ['route-get', /A GET gives no session \(405\)/],
      ['route-origin', /gets no session \(403\)/],
    ],
  },
  {
    title: 'a route that takes everybody for Ada',
    route: (tenant) => routeOf(tenant, asAda),
    fails: ['route-login'],
    says: [['route-login', /gives a session to a request without a login\./, /identify return null/]],
  },
  {
    title: 'a route of one’s own that gives sessions to everybody, by GET, to any page, for caches to keep',
    route: (tenant) => async (_request, response) => {
      const answer = await fetch(`${tenant.url}/api/v1/embed/generate-session`, {
        method: 'POST',
        headers: {Authorization: `Api-Key ${key}`},
        body: '{"deploymentId":32,"externalId":"ada"}',
      });
      response.writeHead(200, {'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*'});
      response.end(await answer.text());
    },
    fails: ['route-login', 'route-cache', 'route-get', 'route-origin'],
    says: [
      ['route-cache', /Cache-Control is missing/, /no-store/],
      ['route-get', /a link or an image on any site can send/, /POST alone/],
      ['route-origin', /gives a session to a page of another origin/, /allowedOrigins/],
    ],
  },
  {
    title: 'a route that every page may read',
    route: () => answering(401, {...json, 'Access-Control-Allow-Origin': '*'}),
    fails: ['route-origin'],
    says: [['route-origin', /pages of every origin read its answers/, /CORS middleware/]],
  },
  {
    title: 'a route that redirects to a login page',
    route: () => answering(302, {Location: '/login', 'Cache-Control': 'no-store'}),
    fails: ['route-login'],
    says: [['route-login', /redirect \(302\)/, /Answer 401 as JSON/]],
  },
  {
    title: 'an application that answers every path with its page',
    route: () => answering(200, html, '<!doctype html><div id="app"></div>'),
    fails: ['route-login'],
    says: [['route-login', /A page came in place of JSON/, /before what answers everything else/]],
  },
  {
    title: 'a 200 without a session',
    route: () => answering(200, json, '{"sessionId":null}'),
    fails: ['route-login'],
    says: [['route-login', /200 without a usable session/]],
  },
  {
    title: 'no route at all',
    route: () => answering(404, html, 'Not found'),
    fails: ['route-login'],
    says: [['route-login', /no route for POST \(404\)/, /--endpoint and session-endpoint/]],
  },
  {
    title: 'a server with a wrong key',
    route: (tenant) => routeOf(tenant, {...asAda, apiKey: 'sk-wrong-key-wrong-key'}),
    fails: ['route-login'],
    says: [['route-login', /can’t get a session from Cube \(502\)/, /CUBE_API_KEY/]],
  },
  {
    title: 'a server without a key',
    route: (tenant) => routeOf(tenant, {...asAda, apiKey: undefined}),
    fails: ['route-login'],
    says: [['route-login', /failed \(500\)/, /server’s log/]],
  },
  {
    title: 'a route behind a CSRF check',
    route: () => answering(419, json),
    fails: ['route-login'],
    says: [['route-login', /refuses what the element sends \(419\)/, /CSRF/]],
  },
  {
    title: 'a route that is busy',
    route: () => answering(429, json),
    fails: [],
    says: [['route-login', /429: try again/]],
  },
  {
    title: 'a route that forbids',
    route: () => answering(403, json),
    fails: [],
    says: [['route-login', /401 would let the panel say/]],
  },
];

for (const {title, route, fails, says} of routes) {
  test(`${title}: ${fails.join(', ') || 'nothing'} fails`, async (t) => {
    const tenant = await openTenant(t);
    const url = await serve(t, route(tenant));
    const run = await examineWith(t, tenant, ['--endpoint', `${url}/api/cube/session`]);
    assert.deepEqual(failures(run), fails);
    for (const [name, message, cure] of says) {
      assert.match(run.check(name).message, message);
      if (cure) assert.match(run.check(name).cure ?? '', cure);
    }
    assert.equal(run.check('revocation').status, 'ok');
  });
}

test('a route on another origin than the page must let that page ask', async (t) => {
  const tenant = await openTenant(t);
  const page = await serve(t, (_request, response) => response.end('<title>Page</title>'));
  const closed = await serve(t, routeOf(tenant));
  const refused = await examineWith(t, tenant, ['--page', page, '--endpoint', closed]);
  assert.deepEqual(failures(refused), ['route-login', 'route-cors']);
  assert.match(refused.check('route-login').cure ?? '', /allowedOrigins/);
  assert.match(refused.check('route-cors').cure ?? '', /session-credentials="include"/);
  const open = await serve(t, routeOf(tenant, {allowedOrigins: [page]}));
  const allowed = await examineWith(t, tenant, ['--page', page, '--endpoint', open]);
  assert.deepEqual(failures(allowed), []);
  assert.equal(allowed.check('route-cors').status, 'ok');
});

test('a route that hangs costs the time limit once', async (t) => {
  const url = await serve(t, () => undefined);
  const run = await examineWith(t, await openTenant(t), ['--endpoint', url], {timeoutMs: 300});
  assert.deepEqual(failures(run), ['route-login']);
  assert.match(run.check('route-login').message, /^The session route did not finish its answer within 300 ms/);
});
