import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {createServer as createHttp2Server, connect as connectHttp2} from 'node:http2';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {createRequire} from 'node:module';
import type {AddressInfo} from 'node:net';
import {Readable} from 'node:stream';
import {describe, test} from 'node:test';
import type * as AzureFunctions from '@azure/functions';
import {toFetchResponse, toReqRes} from 'fetch-to-node';
import {createMocks, createRequest, createResponse, type RequestMethod} from 'node-mocks-http';
import {createSessionHandler, toNodeHandler, type SessionHandlerOptions} from '../../src/server/index.js';
import {replyTo, type FetchedCube} from './support/fetched-cube.js';

// CommonJS whose exports Node's loader doesn't find.
const {HttpRequest} = createRequire(import.meta.url)('@azure/functions') as typeof AzureFunctions;

const good = {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'};
const text = JSON.stringify(good);
const bytes = new TextEncoder().encode(text);
const json = {'content-type': 'application/json'};
const long = JSON.stringify({...good, more: 'x'.repeat(17_000)});

const createRoute = (change: Partial<SessionHandlerOptions> = {}) => {
  const cube: FetchedCube = replyTo();
  const handler = createSessionHandler({
    baseUrl: 'https://acme.cubecloud.dev',
    apiKey: 'sk_test_0123456789',
    deploymentId: 32,
    identify: () => ({externalId: 'ada'}),
    fetch: cube.fetch,
    ...change,
  });
  return {cube, handler};
};

/** Passes an object that only looks like Node's request, and a response; returns the response's status. */
const statusFor = async (req: unknown, res: ServerResponse & {statusCode: number}, change = {}): Promise<number> => {
  await toNodeHandler(createRoute(change).handler)(req as IncomingMessage, res);
  return res.statusCode;
};

const textStream = (body: string): ReadableStream<string> => {
  const pieces = body.match(/.{1,100}/g) ?? [];
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
};

const bodies: readonly (readonly [what: string, body: () => unknown])[] = [
  ['an object', () => good],
  ['an object without a prototype', () => ({__proto__: null, ...good})],
  ['a string', () => text],
  ['a Buffer', () => Buffer.from(text)],
  ['a Uint8Array', () => bytes],
  ['a view into a larger buffer', () => new Uint8Array([0, ...bytes, 0]).subarray(1, -1)],
  ['a DataView', () => new DataView(bytes.slice().buffer)],
  ['an ArrayBuffer', () => bytes.slice().buffer],
  ['a Blob', () => new Blob([text])],
  ['a File', () => new File([text], 'request.json')],
  ['a ReadableStream', () => new Blob([text]).stream()],
  ['a ReadableStream of text', () => textStream(text)],
  ['a stream of Node', () => Readable.from([Buffer.from(text)])],
];
const longBodies: readonly (readonly [what: string, body: () => unknown])[] = [
  ['an object', () => ({...good, more: 'x'.repeat(17_000)})],
  ['a string', () => long],
  ['a Buffer', () => Buffer.from(long)],
  ['an ArrayBuffer', () => new TextEncoder().encode(long).buffer],
  ['a Blob', () => new Blob([long])],
  ['a ReadableStream', () => new Blob([long]).stream()],
  ['a ReadableStream of text', () => textStream(long)],
  ['a stream of Node', () => Readable.from([Buffer.from(long)])],
];

describe('node-mocks-http', () => {
  const statusOf = (change: Parameters<typeof createRequest>[0]): Promise<number> => {
    const {req, res} = createMocks({method: 'POST', url: '/api/cube/session', headers: json, ...change});
    return statusFor(req, res);
  };

  test('a body leads to a session', async () => assert.equal(await statusOf({body: good}), 200));
  test('the answer holds the session', async () => {
    const {req, res} = createMocks({method: 'POST' as RequestMethod, headers: json, body: good});
    await toNodeHandler(createRoute().handler)(req, res);
    assert.equal((JSON.parse(String(res._getData())) as {sessionId: string}).sessionId, 'session-for-ada');
    assert.equal(res.getHeader('cache-control'), 'no-store');
  });
  test('a missing body leads to 400', async () => assert.equal(await statusOf({}), 400));
  test('a long body leads to 413', async () =>
    assert.equal(await statusOf({body: {...good, more: 'x'.repeat(17_000)}}), 413));
  test('GET leads to 405', async () => assert.equal(await statusOf({method: 'GET'}), 405));
  test('a body in chunks leads to a session', async () => {
    const {req, res} = createMocks({method: 'POST', url: '/', headers: json}, {eventEmitter: EventEmitter});
    const status = statusFor(req, res);
    req.emit('data', Buffer.from(text));
    req.emit('end');
    assert.equal(await status, 200);
  });
});

describe('fetch-to-node', () => {
  const answerTo = async (body: string, change: Partial<SessionHandlerOptions> = {}): Promise<Response> => {
    const {req, res} = toReqRes(new Request('https://app.example.com/api', {method: 'POST', headers: json, body}));
    await toNodeHandler(createRoute(change).handler)(req, res);
    return toFetchResponse(res);
  };
  test('a body leads to a session', async () => assert.equal((await answerTo(text)).status, 200));
  test('a long body leads to 413', async () => assert.equal((await answerTo(long)).status, 413));
  test('identify sees the body', async () => {
    let seen: unknown;
    await answerTo(text, {identify: async (request) => ((seen = await request.json()), null)});
    assert.deepEqual(seen, good);
  });
});

describe('the request of Azure Functions', () => {
  const azure = (body: string, headers: Record<string, string> = json): Request =>
    new HttpRequest({
      url: 'https://app.example.com/api',
      method: 'POST',
      headers,
      body: {string: body},
    }) as unknown as Request;

  test('a body leads to a session', async () => assert.equal((await createRoute().handler(azure(text))).status, 200));
  test('a long body leads to 413', async () => assert.equal((await createRoute().handler(azure(long))).status, 413));
  test('another content type leads to 415', async () =>
    assert.equal((await createRoute().handler(azure(text, {'content-type': 'text/plain'}))).status, 415));
  test('another origin leads to 403', async (t) => {
    t.mock.method(console, 'warn', () => undefined);
    const request = azure(text, {...json, origin: 'https://evil.example'});
    assert.equal((await createRoute().handler(request)).status, 403);
  });
  test('identify gets a Request, with headers and body', async () => {
    let seen: unknown;
    const {handler} = createRoute({
      identify: async (request) => {
        seen = [request instanceof Request, request.url, request.headers.get('cookie'), await request.clone().json()];
        return null;
      },
    });
    assert.equal((await handler(azure(text, {...json, cookie: 'a=1'}))).status, 401);
    assert.deepEqual(seen, [true, 'https://app.example.com/api', 'a=1', good]);
  });
});

describe('a web request that only looks like one', () => {
  const read = (body: string) => ({arrayBuffer: async () => new Blob([body]).arrayBuffer()});
  const statusOf = async (members: object): Promise<number> => {
    const request = {method: 'POST', url: 'https://app.example.com/api', headers: new Headers(json), ...members};
    return (await createRoute().handler(request as Request)).status;
  };
  const shapes: readonly (readonly [what: string, members: (body: string) => object])[] = [
    ['whose body only a method reads', read],
    ['whose body is a stream of Node', (body) => ({body: Readable.from([Buffer.from(body)]), ...read(body)})],
    ['whose body is a stream of text', (body) => ({body: textStream(body), ...read(body)})],
  ];
  for (const [what, members] of shapes) {
    test(`a request ${what} leads to a session`, async () => assert.equal(await statusOf(members(text)), 200));
    test(`a long request ${what} leads to 413`, async () => assert.equal(await statusOf(members(long)), 413));
  }
  test('a request without a body and without methods leads to 400', async () => assert.equal(await statusOf({}), 400));
  test('a request whose stream is in use leads to 400', async () => {
    const {body} = new Response(text);
    body?.getReader();
    assert.equal(await statusOf({body}), 400);
  });
});

describe('a platform’s shim, which is not a stream', () => {
  /** As Nuxt's presets create it: it never emits an event, and has the body in a member. */
  const shim = (members: object): unknown => ({
    method: 'POST',
    url: '/api/cube/session',
    httpVersion: '1.1',
    httpVersionMajor: 1,
    headers: {host: 'app.example.com', ...json},
    readableDidRead: false,
    on: () => undefined,
    ...members,
  });

  for (const [what, body] of bodies) {
    test(`${what} in req.body is read as the body`, async () =>
      assert.equal(await statusFor(shim({body: body()}), createResponse()), 200));
  }
  for (const [what, body] of longBodies) {
    test(`${what} over 16 KiB leads to 413`, async () =>
      assert.equal(await statusFor(shim({body: body()}), createResponse()), 413));
  }
  for (const [what, body] of [
    ['null', null],
    ['a number', 7],
    ['a list', []],
  ] as const) {
    test(`${what} in req.body leads to 400 at once`, async () =>
      assert.equal(await statusFor(shim({body}), createResponse()), 400));
  }
  test('a circular object leads to 400', async () => {
    const circle: Record<string, unknown> = {...good};
    circle['self'] = circle;
    assert.equal(await statusFor(shim({body: circle}), createResponse()), 400);
  });
  test('a stream in req.body that never ends leads to 400 in time', async () =>
    assert.equal(await statusFor(shim({body: new ReadableStream()}), createResponse(), {timeoutMs: 50}), 400));
  test('an empty object of a parser beside a stream that never ends leads to 400 in time', async () =>
    assert.equal(await statusFor(shim({body: {}}), createResponse(), {timeoutMs: 50}), 400));
  test('a request without events has no body', async () =>
    assert.equal(await statusFor(shim({on: undefined}), createResponse()), 400));

  const stream = (encoding?: BufferEncoding, body = text): Readable => {
    const readable = Readable.from([Buffer.from(body).subarray(0, 9), Buffer.from(body).subarray(9)]);
    if (encoding) readable.setEncoding(encoding);
    return Object.assign(readable, {method: 'POST', url: '/', headers: json});
  };
  for (const encoding of [undefined, 'utf8', 'latin1', 'base64', 'hex'] as const) {
    test(`a bare stream after setEncoding(${String(encoding)}) is read`, async () =>
      assert.equal(await statusFor(stream(encoding), createResponse()), 200));
    test(`the limit holds for a bare stream after setEncoding(${String(encoding)})`, async () =>
      assert.equal(await statusFor(stream(encoding, long), createResponse()), 413));
  }
  test('a stream that lacks off() and pause() is read, and its limit holds', async () => {
    for (const [body, status] of [
      [text, 200],
      [long, 413],
    ] as const) {
      const events = new EventEmitter();
      const req = shim({on: (name: string, listener: () => void) => void events.on(name, listener)});
      const answered = statusFor(req, createResponse());
      events.emit('data', Buffer.from(body));
      events.emit('end');
      assert.equal(await answered, status);
    }
  });
  test('a stream that was read elsewhere and left no body leads to 400 without another look at it', async () => {
    let heard = 0;
    for (const members of [{readableDidRead: true}, {readableEnded: true}, {readableDidRead: true, body: {}}]) {
      assert.equal(await statusFor(shim({on: () => void (heard += 1), ...members}), createResponse()), 400);
    }
    assert.equal(heard, 0);
  });
  for (const [what, body, status] of [
    ['after its end', text, 200],
    ['after the limit', long, 413],
  ] as const) {
    test(`a stream that fails ${what} ends no process`, async () => {
      const req = stream(undefined, body);
      assert.equal(await statusFor(req, createResponse()), status);
      // An event `error` that nothing listens for is thrown.
      assert.ok(req.emit('error', new Error('late')));
    });
  }
  test('a stream that was destroyed with an error leads to 400, and its error ends no process', async () => {
    const req = stream();
    req.destroy(new Error('gone'));
    assert.equal(await statusFor(req, createResponse()), 400);
    assert.ok(req.emit('error', new Error('late')));
  });
  test('a response that lacks on() and off() gets its session', async () => {
    const res = {setHeader: () => undefined, end: () => undefined};
    const identify = () => Promise.resolve({externalId: 'ada'});
    assert.equal(await statusFor(shim({body: good}), res as never, {identify}), 200);
  });
  test('a stream of neither bytes nor text leads to 400', async () => {
    const events = new EventEmitter();
    const answered = statusFor(shim({on: events.on.bind(events)}), createResponse());
    events.emit('data', {type: 'dashboard'});
    assert.equal(await answered, 400);
  });
  test('a stream that fails without a reason leads to 400', async () => {
    const events = new EventEmitter();
    const answered = statusFor(shim({on: events.on.bind(events)}), createResponse());
    events.emit('error');
    assert.equal(await answered, 400);
  });
});

describe('toNodeHandler never throws for unusable objects', () => {
  const broken: readonly (readonly [what: string, req: unknown, status: number | undefined])[] = [
    ['no request', undefined, 400],
    ['null', null, 400],
    ['an empty object', {}, 400],
    ['headers that are null', {method: 'POST', url: '/', headers: null}, 400],
    ['a URL that is no text', {method: 'POST', url: 7, headers: json}, 400],
    ['an on() that throws', {method: 'POST', url: '/', headers: json, on: () => assert.fail('on')}, 400],
    [
      'a getter that throws',
      {
        method: 'POST',
        url: '/',
        headers: json,
        get body(): unknown {
          throw new Error('body');
        },
      },
      400,
    ],
  ];
  for (const [what, req, status] of broken) {
    test(`${what} leads to ${status}`, async () => assert.equal(await statusFor(req, createResponse()), status));
  }
  for (const res of [undefined, null, {}, {setHeader: () => assert.fail('setHeader')}, {end: 7}]) {
    test(`a response that is ${JSON.stringify(res)} throws nothing`, async () => {
      await toNodeHandler(createRoute().handler)(
        {method: 'POST', url: '/', headers: json, body: good} as unknown as IncomingMessage,
        res as unknown as ServerResponse,
      );
    });
  }
  test('an application’s own handler gets a parsed body, and a stream of text', async () => {
    const echo = toNodeHandler(async (request) => new Response(await request.text()));
    for (const members of [{body: good}, {body: new Blob([text])}]) {
      const res = createResponse();
      await echo(createRequest({method: 'POST', headers: json, ...members} as object), res);
      assert.equal(String(res._getBuffer()), text);
    }
  });
});

describe('the Host header', () => {
  const statusWith = (headers: object): Promise<number> =>
    statusFor({method: 'POST', url: '/', headers: {...json, ...headers}, body: good}, createResponse());

  for (const host of [
    'a@b',
    'h/x?y',
    'h?x',
    'h#x',
    'h\\x',
    'u:p@h',
    'a b',
    '',
    'h:x',
    'h:1:2',
    'h:999999',
    '[::1',
    '%61',
    'a,b c',
  ]) {
    test(`${JSON.stringify(host)} leads to 400`, async () => assert.equal(await statusWith({host}), 400));
  }
  for (const host of [
    'intranet',
    'intranet:8080',
    'app.example.com',
    '127.0.0.1:3000',
    '[::1]:3000',
    'my_host',
    'bücher.example',
  ]) {
    test(`${host} is accepted`, async () => assert.equal(await statusWith({host}), 200));
  }
  test('an Origin on plain http with a port is the own one where Host has the port', async (t) => {
    t.mock.method(console, 'warn', () => undefined);
    const origin = 'http://intranet:8080';
    assert.equal(await statusWith({host: 'intranet:8080', origin}), 200);
    assert.equal(await statusWith({host: 'intranet', origin}), 403);
  });
});

test('over HTTP/2 without TLS behind a proxy the own Origin passes, and another one does not', async (t) => {
  t.mock.method(console, 'warn', () => undefined);
  const handle = toNodeHandler(createRoute().handler);
  // @ts-expect-error: HTTP/2's compatibility API has other types, and Express-like code takes it for the same.
  const server = createHttp2Server((req, res) => void handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    const ask = (origin: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const stream = client.request({
          ':method': 'POST',
          ':path': '/',
          ':authority': 'app.example.com',
          ...json,
          origin,
        });
        stream.on('response', (headers) => resolve(headers[':status'])).on('error', reject);
        stream.resume().end(text);
      });
    assert.equal(await ask('https://app.example.com'), 200);
    assert.equal(await ask('https://evil.example'), 403);
  } finally {
    client.destroy();
    server.close();
  }
});
