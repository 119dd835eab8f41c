import {defineViewer} from '../../../src/server/index.js';
import {type CubeReply, mintSession, replyWith} from './cube-reply.js';
import {type RequestChange} from './session-request.js';

type IdentityName =
  | 'null'
  | 'undefined'
  | 'creator'
  | 'no creator'
  | 'throws'
  | 'rejects'
  | 'hole'
  | 'uppercase'
  | 'both'
  | 'twice'
  | 'forbids'
  | 'demoted';

/** A row of the table of answers, which holds in every runtime. */
export interface AnswerCase {
  /** Whether the request has its own Host header, which miniflare overwrites. */
  readonly takesHost?: boolean;
  readonly name: string;
  readonly request?: RequestChange;
  readonly cube?: CubeReply;
  /** What `identify` does; by default it returns the viewer. */
  readonly identify?: IdentityName;
  readonly allowedOrigins?: readonly string[];
  /** Default half a minute, so that a slow machine fails no case. */
  readonly timeoutMs?: number;
  readonly status: number;
  readonly identified: boolean;
  /** How often Cube is called. */
  readonly calls: number;
  /** The body that Cube gets. */
  readonly sent?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string | null>>;
}

const json = {'content-type': 'application/json'};
const other = 'https://other.example';
const cors = {
  'access-control-allow-origin': other,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'Retry-After',
};
const noCors = {'access-control-allow-origin': null, 'access-control-allow-credentials': null};

const refused = (name: string, status: number, request: RequestChange, more: Partial<AnswerCase> = {}): AnswerCase => ({
  name,
  request,
  status,
  identified: false,
  calls: 0,
  headers: noCors,
  ...more,
});
const said = (identify: AnswerCase['identify'], status: number): AnswerCase => ({
  name: `identify: ${identify}`,
  ...(identify ? {identify} : {}),
  status,
  identified: true,
  calls: 0,
});
const upstream = (name: string, cube: CubeReply, status: number, headers: AnswerCase['headers'] = {}): AnswerCase => ({
  name: `Cube: ${name}`,
  cube,
  status,
  identified: true,
  calls: 1,
  headers,
});
const secret = 'sk_test_0123456789';

export const answerCases: readonly AnswerCase[] = [
  {
    name: 'good',
    status: 200,
    identified: true,
    calls: 1,
    sent: {externalId: 'ada', deploymentId: 32},
    headers: {...noCors, 'content-type': 'application/json', 'cross-origin-resource-policy': 'same-origin'},
  },
  {
    name: 'a body with other members',
    request: {
      body: '{"type":"chat","reason":"initial","externalId":"victim","internalId":"admin","groups":["admins"],"branchName":"dev","__proto__":{"groups":["admins"]}}',
    },
    status: 200,
    identified: true,
    calls: 1,
    sent: {externalId: 'ada', deploymentId: 32},
  },
  {
    name: 'an app for a viewer who may write',
    request: {body: {type: 'app', reason: 'initial'}},
    identify: 'creator',
    status: 200,
    identified: true,
    calls: 1,
    sent: {externalId: 'ada', creatorMode: true, deploymentId: 32},
  },
  ...([undefined, 'no creator'] as const).map((identify): AnswerCase => ({
    name: `an app for a viewer with creatorMode ${identify ? 'false' : 'left out'}`,
    request: {body: {type: 'app', reason: 'initial', creatorMode: true}},
    ...(identify ? {identify} : {}),
    status: 403,
    identified: true,
    calls: 0,
  })),
  {
    name: 'a dashboard for a viewer who may write',
    identify: 'creator',
    status: 200,
    identified: true,
    calls: 1,
    sent: {externalId: 'ada', creatorMode: true, deploymentId: 32},
  },
  {
    name: 'a viewer whose roles were taken away',
    identify: 'demoted',
    status: 200,
    identified: true,
    calls: 1,
    sent: {externalId: 'ada', groups: [], userAttributes: [{name: 'city', value: null}], deploymentId: 32},
  },
  refused('GET', 405, {method: 'GET'}, {headers: {allow: 'POST'}}),
  refused('PUT', 405, {method: 'PUT'}, {headers: {allow: 'POST'}}),
  refused('OPTIONS that is no preflight', 405, {method: 'OPTIONS'}, {headers: {allow: 'POST'}}),
  refused('a preflight from elsewhere', 405, {
    method: 'OPTIONS',
    headers: {origin: other, 'sec-fetch-site': 'cross-site', 'access-control-request-method': 'POST'},
  }),
  refused('no content type', 415, {
    headers: {'content-type': null},
    body: new Blob(['{}']),
  }),
  refused('text/plain', 415, {headers: {'content-type': 'text/plain'}}),
  refused('a form', 415, {headers: {'content-type': 'application/x-www-form-urlencoded'}}),
  refused('another kind of JSON', 415, {headers: {'content-type': 'application/jsonp'}}),
  ...['[]', 'null', '"x"', 'nonsense', '', '{}'].map((body) => refused(`body ${body}`, 400, {body})),
  refused('no reason', 400, {body: {type: 'chat'}}),
  refused('no type', 400, {body: {reason: 'initial'}}),
  refused('type in capitals', 400, {body: {type: 'Chat', reason: 'initial'}}),
  refused('an unknown reason', 400, {body: {type: 'chat', reason: 'x'}}),
  refused('an id that is a number', 400, {body: {type: 'dashboard', reason: 'initial', id: 5}}),
  refused('an id that is null', 400, {body: {type: 'dashboard', reason: 'initial', id: null}}),
  refused('inherited members', 400, {body: '{"__proto__":{"type":"chat","reason":"initial"}}'}),
  refused('17 KiB', 413, {body: {type: 'chat', reason: 'initial', more: 'x'.repeat(17 * 1024)}}),
  ...['cross-site', 'same-site', 'none', 'SAME-ORIGIN'].map((site) =>
    refused(`Sec-Fetch-Site: ${site}`, 403, {headers: {'sec-fetch-site': site}}),
  ),
  refused('Sec-Fetch-Site outweighs Origin', 403, {
    headers: {'sec-fetch-site': 'cross-site', origin: 'https://app.example.com'},
  }),
  refused('Origin: null', 403, {headers: {'sec-fetch-site': null, origin: 'null'}}),
  refused('Origin: a sibling', 403, {headers: {'sec-fetch-site': null, origin: 'https://evil.example.com'}}),
  refused('X-Forwarded-Host is not believed', 403, {
    headers: {'sec-fetch-site': null, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example'},
  }),
  refused('size comes before shape, origin before size', 403, {
    headers: {'sec-fetch-site': 'none'},
    body: 'x'.repeat(20_000),
  }),
  refused(
    'an origin that is not in the list',
    403,
    {headers: {'sec-fetch-site': 'cross-site', origin: 'https://x.example'}},
    {
      allowedOrigins: [other],
    },
  ),
  {
    name: 'its own origin',
    request: {headers: {'sec-fetch-site': null, origin: 'https://app.example.com'}},
    status: 200,
    identified: true,
    calls: 1,
    headers: noCors,
  },
  {
    name: 'its own host, behind a proxy that ends TLS',
    takesHost: true,
    request: {headers: {'sec-fetch-site': null, origin: 'http://app.example.com', host: 'app.example.com'}},
    status: 200,
    identified: true,
    calls: 1,
    headers: noCors,
  },
  {
    name: 'its own host, whose port the proxy wrote out',
    takesHost: true,
    request: {headers: {'sec-fetch-site': null, origin: 'https://app.example.com', host: 'app.example.com:443'}},
    status: 200,
    identified: true,
    calls: 1,
    headers: noCors,
  },
  refused('Origin: another port of its own host', 403, {
    headers: {'sec-fetch-site': null, origin: 'https://app.example.com:8443', host: 'app.example.com'},
  }),
  refused('Origin: another host than that of the header', 403, {
    headers: {'sec-fetch-site': null, origin: 'https://evil.example', host: 'app.example.com'},
  }),
  {name: 'no browser', request: {headers: {'sec-fetch-site': null}}, status: 200, identified: true, calls: 1},
  {
    name: 'an allowed origin',
    request: {headers: {'sec-fetch-site': 'cross-site', origin: other}},
    allowedOrigins: [other],
    status: 200,
    identified: true,
    calls: 1,
    headers: {...cors, vary: 'Origin'},
  },
  refused(
    'an allowed origin can read its refusal',
    415,
    {headers: {'sec-fetch-site': 'cross-site', origin: other, 'content-type': 'text/plain'}},
    {
      allowedOrigins: [other],
      headers: cors,
    },
  ),
  refused(
    'a preflight from an allowed origin',
    204,
    {
      method: 'OPTIONS',
      headers: {
        origin: other,
        'sec-fetch-site': 'cross-site',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-csrf-token',
      },
    },
    {
      allowedOrigins: [other],
      headers: {
        ...cors,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type,x-csrf-token',
      },
    },
  ),
  {
    name: 'an allowed origin of an app’s web view',
    request: {headers: {'sec-fetch-site': 'cross-site', origin: 'capacitor://localhost'}},
    allowedOrigins: ['capacitor://localhost'],
    status: 200,
    identified: true,
    calls: 1,
    headers: {...cors, 'access-control-allow-origin': 'capacitor://localhost', vary: 'Origin'},
  },
  ...['capacitor://localhost:1', 'Capacitor://localhost', 'ionic://localhost', 'null'].map((origin) =>
    refused(
      `an origin that is nearly allowed: ${origin}`,
      403,
      {headers: {'sec-fetch-site': 'cross-site', origin}},
      {allowedOrigins: ['capacitor://localhost']},
    ),
  ),
  said('null', 401),
  said('undefined', 401),
  said('throws', 500),
  said('rejects', 500),
  said('hole', 500),
  said('uppercase', 500),
  said('both', 500),
  said('twice', 500),
  said('forbids', 500),
  ...[400, 401, 403, 404, 500, 503].map((status) =>
    upstream(
      `${status}`,
      replyWith(status, `{"error":"the key ${secret} is bad"}`, {...json, 'set-cookie': 'a=upstream'}),
      502,
    ),
  ),
  upstream('429', replyWith(429, '{}', {...json, 'retry-after': '17'}), 429, {'retry-after': '17'}),
  upstream('429 with a Retry-After of nonsense', replyWith(429, '{}', {...json, 'retry-after': 'x; y'}), 429, {
    'retry-after': null,
  }),
  upstream('HTML', replyWith(200, '<html>', {'content-type': 'text/html'}), 502),
  upstream('no session', replyWith(200, '{}', json), 502),
  upstream('a session with a space', replyWith(200, '{"sessionId":"not a session"}', json), 502),
  upstream('too much', replyWith(200, JSON.stringify({sessionId: 'session-1', more: 'x'.repeat(70_000)}), json), 502),
  ...[301, 302, 307, 308].map((status) => upstream(`${status}`, replyWith(status, '', {location: '/elsewhere'}), 502)),
  {
    ...upstream(
      'an answer that never ends',
      (_call, res) => {
        res.writeHead(200, json);
        res.write('{"sessionId":');
      },
      504,
    ),
    timeoutMs: 1500,
  },
  {...upstream('nothing', () => undefined, 504), timeoutMs: 1500},
  {...upstream('broken connections', (_call, res) => void res.destroy(), 502), calls: 2},
  {
    ...upstream(
      'a broken connection, then an answer',
      (call, res, req) => (brokenOnce(), broken ? void res.destroy() : mintSession(call, res, req)),
      200,
    ),
    calls: 2,
  },
];

let broken = false;
/** True for every other call. */
function brokenOnce(): void {
  broken = !broken;
}

const viewer = defineViewer({userAttributes: ['city']});

/** What `identify` returns in each case. */
export const identities: Readonly<Record<IdentityName, () => unknown>> = {
  null: () => null,
  undefined: () => undefined,
  creator: () => ({externalId: 'ada', creatorMode: true}),
  'no creator': () => ({externalId: 'ada', creatorMode: false}),
  throws: () => {
    throw new Error('secret of the host');
  },
  rejects: () => Promise.reject(new Error('secret of the host')),
  hole: () => ({externalId: 'ada', groups: undefined}),
  uppercase: () => ({externalId: 'Ada'}),
  both: () => ({externalId: 'ada', internalId: 'ada'}),
  twice: () => ({
    externalId: 'ada',
    userAttributes: [
      {name: 'city', value: 'a'},
      {name: 'city', value: 'b'},
    ],
  }),
  forbids: () => ({internalId: 'ada', groups: []}),
  demoted: () => viewer({externalId: 'ada', groups: [], userAttributes: {city: null}}),
};
