import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {
  checkOrigin,
  parseEmbedRequest,
  parseFilters,
  type EmbedRequest,
  type PageContext,
  type RawEmbed,
} from '../../src/protocol/embed-request.js';
import {readingOf} from '../support/readings.js';

const origin = 'https://acme.cubecloud.dev';

const rawEmbed: RawEmbed = {
  type: 'dashboard',
  id: 'OwVQpbdaZmBT',
  dashboardId: '',
  baseUrl: origin,
  deploymentId: null,
  sessionEndpoint: '/api/cube/session',
  private: false,
  allowExport: false,
  hide: '',
  sandbox: '',
  allow: '',
  referrerpolicy: 'strict-origin-when-cross-origin',
};
const hostPage: PageContext = {
  origin: 'https://host.example',
  baseUri: 'https://host.example/app/page?q=1',
  origins: null,
  endpoints: null,
};

const parse = (raw: Partial<RawEmbed> = {}, page: Partial<PageContext> = {}): EmbedRequest =>
  readingOf((refuse) => parseEmbedRequest({...rawEmbed, ...raw}, {...hostPage, ...page}, refuse));

const refuses = (name: string, message: RegExp, raw: Partial<RawEmbed>, page: Partial<PageContext> = {}): void => {
  test(`refuses ${name}`, () => assert.throws(() => parse(raw, page), {code: 'invalid-config', message}));
};

test('reads a whole embed', () =>
  assert.deepEqual(
    parse({
      deploymentId: 32,
      allowExport: true,
      hide: 'title',
      granularities: {'orders.created_at': 'week'},
      fields: {'orders.status': 'users_city'},
      sandbox: 'allow-modals',
      allow: 'fullscreen',
      referrerpolicy: 'no-referrer',
    }),
    {
      surface: 'dashboard',
      id: 'OwVQpbdaZmBT',
      origin,
      deploymentId: 32,
      endpoint: 'https://host.example/api/cube/session',
      private: false,
      fetchesItself: false,
      parameters: [
        ['tg_orders.created_at', 'week'],
        ['ms_orders.status', 'users_city'],
        ['allowExport', 'true'],
        ['showDashboardTitle', 'false'],
      ],
      sandbox: 'allow-modals',
      allow: 'fullscreen',
      referrerpolicy: 'no-referrer',
      missing: undefined,
    } satisfies EmbedRequest,
  ));

describe('id', () => {
  const bad = ['../../admin', '..', '.', '%2e%2e', 'a/b', 'a\\b', 'a?session=EVIL', 'a#x', 'a&session=E', 'a b', 'a.b'];
  for (const id of [...bad, 'a\0b', 'a\n', 'é', '🙂', 'x'.repeat(129)]) {
    refuses(`the id ${inspect(id)}`, /\bid\b/, {id});
    refuses(`the dashboard-id ${inspect(id)}`, /dashboard-id/, {id: 'fine', dashboardId: id});
  }
  for (const id of ['a', '0', '-', '_', 'Az09_-', '__proto__', 'x'.repeat(128)]) {
    test(`takes ${id.slice(0, 20)}`, () => assert.equal(parse({id}).id, id));
  }
  test('dashboard-id wins, and then id is the page’s own', () =>
    assert.equal(parse({id: 'my element!', dashboardId: 'OwVQ'}).id, 'OwVQ'));
  for (const type of ['chat', 'app'] as const) {
    test(`on a ${type} both are the page’s own`, () =>
      assert.equal(parse({type, id: 'a b/../c', dashboardId: '?', deploymentId: 1}).id, undefined));
  }
});

describe('base-url', () => {
  const bad = [
    'javascript:alert(1)',
    'blob:https://acme.cubecloud.dev/x',
    'https:\\\\evil.test',
    `${origin}.`,
    '//evil',
  ];
  for (const baseUrl of [...bad, 'http://acme.cubecloud.dev', `${origin}/x`, 'x']) {
    refuses(`the base-url ${inspect(baseUrl)}`, /base-url/, {baseUrl});
  }
  test('credentials are refused and not repeated', () =>
    assert.throws(
      () => parse({baseUrl: 'https://me:hunter2@acme.cubecloud.dev'}),
      (error: Error) => {
        assert.doesNotMatch(error.message, /hunter2/);
        return true;
      },
    ));
  refuses('the page’s own origin', /own origin/, {baseUrl: 'https://HOST.example/'});
  refuses(
    'an origin outside of configure()',
    /configure\(\{origins\}\)/,
    {},
    {origins: ['https://other.cubecloud.dev']},
  );
  refuses('every origin where configure() lists none', /configure/, {}, {origins: []});
  refuses('a look-alike of a listed origin', /configure/, {baseUrl: `${origin}.evil.test`}, {origins: [origin]});
  refuses('another port of a listed origin', /configure/, {baseUrl: `${origin}:8443`}, {origins: [origin]});
  test('a listed origin is taken', () =>
    assert.equal(parse({}, {origins: ['https://a.example', origin]}).origin, origin));
  for (const baseUrl of [` ${origin}`, `${origin}\n`, `\n\t ${origin}/\r\n`]) {
    test(`white space around it is ignored: ${inspect(baseUrl)}`, () => assert.equal(parse({baseUrl}).origin, origin));
  }
  for (const baseUrl of ['', ' ', '\n\t']) {
    test(`${inspect(baseUrl)} is absent`, () => assert.equal(parse({baseUrl}).origin, undefined));
  }
  test('only the origin is used', () =>
    assert.equal(parse({baseUrl: 'HTTPS://ACME.cubecloud.dev:443/'}).origin, origin));
  test('http is for this machine', () =>
    assert.equal(parse({baseUrl: 'http://localhost:4280'}).origin, 'http://localhost:4280'));
});

describe('deployment-id', () => {
  for (const deploymentId of ['0', '-1', '1.5', 'x', '32 ', '1e3', '0x10']) {
    refuses(`the deployment-id ${deploymentId}`, /deployment-id/, {deploymentId});
  }
  test('a number is taken', () => assert.equal(parse({deploymentId: 32}).deploymentId, 32));
  test('absent is undefined', () => assert.equal(parse().deploymentId, undefined));
});

describe('session-endpoint', () => {
  const resolved: readonly (readonly [endpoint: string, href: string])[] = [
    ['/api', 'https://host.example/api'],
    ['session', 'https://host.example/app/session'],
    ['?x=1', 'https://host.example/app/page?x=1'],
    ['//api.example/s', 'https://api.example/s'],
    ['https://api.example', 'https://api.example/'],
    ['http://api.example/s', 'http://api.example/s'],
    [' /api\n', 'https://host.example/api'],
    ['\n\thttps://api.example/s ', 'https://api.example/s'],
  ];
  for (const [sessionEndpoint, href] of resolved) {
    test(`${inspect(sessionEndpoint)} is ${href}`, () => assert.equal(parse({sessionEndpoint}).endpoint, href));
  }
  const bad = ['javascript:alert(1)', 'jAva\tscript:x', 'data:application/json,{}', 'blob:https://host.example/x'];
  for (const sessionEndpoint of [...bad, 'file:///x', 'ftp://x.test/', 'ws://x.test', 'https://', 'http://a:b:c']) {
    refuses(`the endpoint ${inspect(sessionEndpoint)}`, /session-endpoint/, {sessionEndpoint});
  }
  for (const sessionEndpoint of [
    'https://u:hunter2@api.example/',
    'https://u@api.example/',
    '//:hunter2@host.example/s',
  ]) {
    refuses(`credentials in ${sessionEndpoint}`, /^(?!.*hunter2).*session-endpoint/, {sessionEndpoint});
  }
  const endpoints = ['https://host.example/api/cube/session'];
  test('a listed endpoint is taken', () => assert.equal(parse({}, {endpoints}).endpoint, endpoints[0]));
  for (const sessionEndpoint of [
    '/account/delete',
    '/api/cube/session/',
    '/api/cube/session?x',
    '/api/cube/session#x',
  ]) {
    refuses(`${sessionEndpoint} outside of configure()`, /configure\(\{endpoints\}\)/, {sessionEndpoint}, {endpoints});
  }
  refuses('every endpoint where configure() lists none', /configure/, {}, {endpoints: []});
  refuses('what a later <base> makes of a listed one', /configure/, {}, {endpoints, baseUri: 'https://evil.test/'});
});

describe('who asks for the session', () => {
  test('fetchSession is used instead of an endpoint, which isn’t looked at', () => {
    const {endpoint, fetchesItself, missing} = parse({fetchSession: () => '', sessionEndpoint: 'javascript:x'});
    assert.deepEqual([endpoint, fetchesItself, missing], [undefined, true, undefined]);
  });
  test('two functions make equal requests', () =>
    assert.deepEqual(parse({fetchSession: () => 1}), parse({fetchSession: () => 2})));
  test('nobody asks for a private embed', () => {
    const request = parse({private: true, sessionEndpoint: 'javascript:x'});
    assert.deepEqual([request.endpoint, request.private, request.missing], [undefined, true, undefined]);
  });
});

describe('what is missing', () => {
  const cases: readonly (readonly [raw: Partial<RawEmbed>, missing: string | undefined])[] = [
    [{id: ''}, 'id'],
    [{id: '', sessionEndpoint: ''}, 'id'],
    [{sessionEndpoint: ''}, 'session-endpoint'],
    [{sessionEndpoint: ' \n'}, 'session-endpoint'],
    [{type: 'chat', sessionEndpoint: ''}, 'session-endpoint'],
    [{type: 'app', sessionEndpoint: ''}, 'session-endpoint'],
    [{type: 'chat', id: ''}, undefined],
    // The answer may bring what the markup leaves out.
    [{baseUrl: ''}, undefined],
    [{type: 'app', baseUrl: ''}, undefined],
    // But nobody answers a private embed.
    [{private: true, baseUrl: ''}, 'base-url'],
    [{private: true, id: ''}, 'id'],
    [{private: true, type: 'app'}, 'deployment-id'],
    [{private: true, type: 'app', deploymentId: 32}, undefined],
    [{private: true, type: 'chat', sessionEndpoint: ''}, undefined],
  ];
  for (const [raw, missing] of cases) {
    test(`of ${inspect(raw)}: ${missing}`, () => assert.equal(parse(raw).missing, missing));
  }
});

describe('parameters', () => {
  test('are equal for equal contents', () =>
    assert.deepEqual(
      parse({granularities: {b: 'day', a: 'week'}, fields: {y: '1', x: '2'}}).parameters,
      parse({granularities: {a: 'week', b: 'day'}, fields: {x: '2', y: '1'}}).parameters,
    ));
  for (const attribute of ['granularities', 'fields'] as const) {
    for (const value of ['{', '[]', '"x"', {a: 7}, {a: 'two words'}, {'a b': 'x'}, {a: ['x']}]) {
      refuses(`${attribute} ${inspect(value)}`, new RegExp(attribute), {[attribute]: value});
    }
    const many = Object.fromEntries(Array.from({length: 40}, (_none, i) => [`orders.a${i}`, 'x'.repeat(170)]));
    refuses(`${attribute} that are too long for a URL`, /fields: too long for a URL/, {[attribute]: many});
  }
});

test('filters are Cube’s f_ parameters', () => {
  const read = (filters: unknown): unknown => readingOf((refuse) => parseFilters(filters, refuse));
  assert.deepEqual(read({'orders.status': 'completed', 'orders.country': ['US', 'DE'], 'a.b': null}), [
    ['f_orders.country', '{"value":["US","DE"]}'],
    ['f_orders.status', '{"value":"completed"}'],
  ]);
  assert.throws(() => read('{'), {code: 'invalid-config', fatal: false, message: /filters/});
  assert.throws(() => read({a: 1n}), {code: 'invalid-config', fatal: false, message: /filters/});
});

for (const filters of [new Map([['orders.status', 'x']]), new Set(['x']), new Date(), new URLSearchParams('a=b')]) {
  test(`filters that are ${Object.prototype.toString.call(filters)} are refused, not taken for none`, () => {
    const refused: string[] = [];
    assert.deepEqual(
      parseFilters(filters, (message) => refused.push(message)),
      [],
    );
    assert.deepEqual(refused, ['filters must be a JSON object.']);
  });
}

test('checkOrigin says what is wrong, or nothing', () => {
  assert.equal(checkOrigin(origin, hostPage), undefined);
  assert.equal(checkOrigin(origin, {...hostPage, origins: [origin]}), undefined);
  assert.match(checkOrigin(hostPage.origin, {...hostPage, origins: [hostPage.origin]}) ?? '', /own origin/);
  assert.match(checkOrigin(origin, {...hostPage, origins: []}) ?? '', /configure/);
});
