import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {parseFetchedSession, parseSessionAnswer} from '../../src/protocol/session-answer.js';
import {parseTenantOrigin} from '../../src/protocol/tenant.js';
import {createSessionHandler} from '../../src/server/index.js';
import {replyTo} from './support/fetched-cube.js';

// Each property is bounded in time. A failure prints its seed and path, by which it can be repeated.
const bounded = {interruptAfterTimeLimit: 8000, numRuns: 1500} as const;

const scheme = fc.constantFrom(
  'https://',
  'http://',
  'HTTPS://',
  'blob:https://',
  'javascript:',
  'https:\\\\',
  '//',
  'ws://',
  '',
);
const host = fc.oneof(
  fc.constantFrom(
    'localhost',
    'a.localhost',
    '127.0.0.1',
    '127.0.0.2',
    '[::1]',
    '[::]',
    'localhost.',
    'acme.cubecloud.dev',
  ),
  fc.domain(),
  fc.string({maxLength: 12}),
);
const tail = fc.constantFrom(
  '',
  '/',
  ':443',
  ':8443',
  ':99999',
  '/x',
  '?',
  '#',
  '.',
  '@evil.test',
  '\\',
  ' ',
  '\n',
  '\0',
);
const origins = fc
  .tuple(fc.constantFrom('', ' ', '\n\t', '\u00a0'), scheme, host, tail, tail)
  .map((parts) => parts.join(''));

test('a tenant origin that the parser accepts is https or a loopback host, is an origin, and parses to itself', () => {
  fc.assert(
    fc.property(fc.oneof(origins, fc.webUrl(), fc.string()), (text) => {
      const origin = parseTenantOrigin(text);
      if (origin === null) return;
      const url = new URL(origin);
      assert.equal(url.origin, origin);
      assert.equal(new URL(text.trim()).origin, origin);
      assert.equal(url.href, `${origin}/`);
      assert.ok(!url.hostname.endsWith('.'));
      const {hostname} = url;
      const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
      assert.ok(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback), origin);
      assert.equal(parseTenantOrigin(origin), origin);
    }),
    bounded,
  );
});

const answers = fc.oneof(
  fc.anything({withNullPrototype: true, withBigInt: true, withDate: true, withMap: true}),
  fc.record(
    {
      sessionId: fc.oneof(
        fc.string({maxLength: 20}),
        fc.constantFrom('session-0123456789', 'x'.repeat(513)),
        fc.anything(),
      ),
      baseUrl: fc.oneof(origins, fc.constant(null), fc.anything()),
      deploymentId: fc.oneof(fc.integer(), fc.constant(null), fc.anything()),
    },
    {requiredKeys: []},
  ),
);

test('the parser of session answers returns a complete session or a reason without the id, and never throws', () => {
  fc.assert(
    fc.property(answers, fc.boolean(), (answer, isFetched) => {
      const session = isFetched ? parseFetchedSession(answer) : parseSessionAnswer(answer);
      if (typeof session === 'string') {
        assert.match(session, /^(without a usable sessionId|with an unusable (baseUrl|deploymentId))$/);
        return;
      }
      assert.match(session.sessionId, /^[\x21-\x7e]{8,512}$/);
      if (session.baseUrl != null) assert.equal(parseTenantOrigin(session.baseUrl), session.baseUrl);
      if (session.deploymentId != null)
        assert.ok(Number.isSafeInteger(session.deploymentId) && session.deploymentId > 0);
      assert.deepEqual(parseSessionAnswer({...session}), session);
      if (!isFetched) assert.equal(typeof answer, 'object');
    }),
    bounded,
  );
});

interface Asked {
  readonly method: string;
  readonly type: string | null;
  readonly site: string | null;
  readonly origin: string | null;
  readonly body: unknown;
  readonly size: number;
  readonly viewer: 'ada' | 'creator' | 'nobody' | 'throws' | 'bad';
  readonly cube: number;
}

const own = 'https://app.example.com';
const allowed = 'https://partner.example';

/** An independent model of the route: the table of the public contract, in its order. */
const expected = ({method, type, site, origin, body, size, viewer, cube}: Asked): number => {
  if (method !== 'POST') return 405;
  if (type !== 'application/json') return 415;
  if (origin !== allowed && (site === null ? origin !== null && origin !== own : site !== 'same-origin')) return 403;
  if (size > 16_384) return 413;
  const {
    type: surface,
    reason,
    id,
  } = typeof body === 'object' && body && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
  if (!['dashboard', 'chat', 'app'].includes(surface as string)) return 400;
  if (!['initial', 'reload', 'renewal'].includes(reason as string)) return 400;
  if (id !== undefined && typeof id !== 'string') return 400;
  if (viewer === 'nobody') return 401;
  if (viewer === 'throws') return 500;
  if (surface === 'app' && viewer !== 'creator') return 403;
  if (viewer === 'bad') return 500;
  return cube === 200 ? 200 : cube === 429 ? 429 : 502;
};

const asked: fc.Arbitrary<Asked> = fc
  .record({
    method: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'PUT', 'GET', 'DELETE'),
    type: fc.constantFrom('application/json', 'application/json', 'application/json', 'text/plain', null),
    site: fc.constantFrom('same-origin', 'same-origin', 'cross-site', 'same-site', 'none', null),
    origin: fc.constantFrom(own, allowed, 'https://evil.example', 'null', null),
    body: fc.oneof(
      fc.record({
        type: fc.constantFrom('dashboard', 'chat', 'app'),
        reason: fc.constantFrom('initial', 'reload', 'renewal'),
      }),
      fc.record(
        {
          type: fc.constantFrom('dashboard', 'Chat', 'app', '', 1),
          reason: fc.constantFrom('initial', 'Initial', null),
          id: fc.constantFrom('x', '', 7, null),
        },
        {requiredKeys: []},
      ),
      fc.jsonValue(),
    ),
    isLong: fc.boolean(),
    viewer: fc.constantFrom('ada', 'ada', 'creator', 'nobody', 'throws', 'bad'),
    cube: fc.constantFrom(200, 200, 429, 401, 403, 500),
  })
  .map(({isLong, ...rest}): Asked => {
    const text = JSON.stringify(rest.body);
    return {...rest, size: isLong && rest.viewer === 'nobody' ? 16_385 : text.length};
  });

test('the route answers any request as the model of the contract does', async (t) => {
  t.mock.method(console, 'warn', () => undefined);
  const viewers = {
    ada: {externalId: 'ada'},
    creator: {externalId: 'ada', creatorMode: true},
    nobody: null,
    bad: {externalId: 'Ada'},
  };
  await fc.assert(
    fc.asyncProperty(asked, async (one) => {
      const errors: unknown[] = [];
      const cube = replyTo(() =>
        one.cube === 200 ? Response.json({sessionId: 'session-1'}) : new Response('{}', {status: one.cube}),
      );
      const handler = createSessionHandler({
        baseUrl: 'https://acme.cubecloud.dev',
        apiKey: 'sk_test_0123456789',
        deploymentId: 32,
        allowedOrigins: [allowed],
        identify: () => {
          if (one.viewer === 'throws') throw new Error('host');
          return viewers[one.viewer];
        },
        fetch: cube.fetch,
        onError: (error) => errors.push(error),
      });
      const headers = new Headers();
      if (one.type) headers.set('content-type', one.type);
      if (one.site) headers.set('sec-fetch-site', one.site);
      if (one.origin) headers.set('origin', one.origin);
      const body = one.method === 'GET' ? null : new Blob([JSON.stringify(one.body).padEnd(one.size)]);
      const answer = await handler(new Request(`${own}/api`, {method: one.method, headers, body}));
      assert.equal(answer.status, expected(one));
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(answer.headers.get('access-control-allow-origin'), one.origin === allowed ? allowed : null);
      assert.equal(errors.length, [500, 502].includes(answer.status) ? 1 : 0);
      if (answer.status !== 200) assert.equal(((await answer.json()) as {status: number}).status, answer.status);
    }),
    bounded,
  );
});
