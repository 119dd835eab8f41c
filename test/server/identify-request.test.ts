import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {describe, test} from 'node:test';
import {createSessionHandler, toNodeHandler, type SessionHandlerOptions} from '../../src/server/index.js';
import {replyTo} from './support/fetched-cube.js';

const good = {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'};
const text = JSON.stringify(good);
const json = {'content-type': 'application/json'};

/** The ways in which login libraries read a request. */
const uses: Readonly<Record<string, (request: Request) => Promise<unknown>>> = {
  'reads its JSON': (request) => request.json(),
  'copies it, and reads both': async (request) => {
    const copy = request.clone();
    const bodies: unknown[] = [await request.json(), await copy.json()];
    return bodies;
  },
  'makes a new one of it': (request) => new Request(request).json(),
  'makes a new one with other headers': async (request) => {
    const other = new Request(request, {headers: {...Object.fromEntries(request.headers), 'x-more': '1'}});
    const body: unknown = await other.json();
    return [other.headers.get('x-more'), other.headers.get('cookie'), body];
  },
  'reads its bytes': async (request) => (await request.arrayBuffer()).byteLength,
  'asks for its method, path and cookie': (request) =>
    Promise.resolve([request.method, new URL(request.url).pathname, request.headers.get('cookie')]),
};

const runtimes: Readonly<Record<string, (options: SessionHandlerOptions) => Promise<number>>> = {
  'a web server': async (options) =>
    (
      await createSessionHandler(options)(
        new Request('http://app.example.com/api/session', {
          method: 'POST',
          headers: {...json, cookie: 'a=1'},
          body: text,
        }),
      )
    ).status,
  'Node’s server': async (options) => {
    const handle = toNodeHandler(createSessionHandler(options));
    const server = createServer((req, res) => void handle(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/session`;
      return (await fetch(url, {method: 'POST', headers: {...json, cookie: 'a=1'}, body: text})).status;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
};

const expected: Readonly<Record<string, unknown>> = {
  'reads its JSON': good,
  'copies it, and reads both': [good, good],
  'makes a new one of it': good,
  'makes a new one with other headers': ['1', 'a=1', good],
  'reads its bytes': text.length,
  'asks for its method, path and cookie': ['POST', '/api/session', 'a=1'],
};

for (const [runtime, ask] of Object.entries(runtimes)) {
  describe(`identify gets a complete request from ${runtime}`, () => {
    for (const [what, use] of Object.entries(uses)) {
      test(`for a library that ${what}`, async () => {
        let seen: unknown;
        const status = await ask({
          baseUrl: 'https://acme.cubecloud.dev',
          apiKey: 'sk_test_0123456789',
          deploymentId: 32,
          fetch: replyTo().fetch,
          async identify(request) {
            seen = await use(request);
            return {externalId: 'ada'};
          },
        });
        assert.equal(status, 200);
        assert.deepEqual(seen, expected[what]);
      });
    }
  });
}

test('behind toNodeHandler the context is Node’s request and response with what middleware added', async () => {
  const seen: unknown[] = [];
  const handle = toNodeHandler(
    createSessionHandler({
      baseUrl: 'https://acme.cubecloud.dev',
      apiKey: 'sk_test_0123456789',
      deploymentId: 32,
      identify: (_request, _embed, context) => (seen.push(context), null),
    }),
  );
  const req = {method: 'POST', url: '/', headers: json, body: good, user: {id: 'ada'}};
  const res = {setHeader: () => undefined, end: () => undefined};
  await handle(req as never, res as never);
  assert.deepEqual(seen, [{req, res: {...res, statusCode: 401}}]);
});
