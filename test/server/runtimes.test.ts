import assert from 'node:assert/strict';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {test} from 'node:test';
import {serve} from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import {Hono} from 'hono';
import {createSessionHandler, toNodeHandler} from '../../src/server/index.js';
import {startFakeCube} from './support/fake-cube.js';

type Handler = ReturnType<typeof createSessionHandler>;
interface Running {
  readonly port: number;
  close(): unknown;
}
const path = '/api/cube/session';

const listening = async (server: Server): Promise<Running> => {
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {port: (server.address() as AddressInfo).port, close: () => (server.closeAllConnections(), server.close())};
};

const runtimes: Readonly<Record<string, (handler: Handler) => Promise<Running>>> = {
  'Node http': (handler) => {
    const handle = toNodeHandler(handler);
    return listening(createServer((req, res) => void handle(req, res)));
  },
  'Express 5': (handler) => listening(createServer(express().all(path, toNodeHandler(handler)))),
  'Express 5 with a JSON parser': (handler) =>
    listening(createServer(express().use(express.json()).all(path, toNodeHandler(handler)))),
  'Express 5 with a raw parser': (handler) =>
    listening(
      createServer(
        express()
          .use(express.raw({type: '*/*'}))
          .all(path, toNodeHandler(handler)),
      ),
    ),
  'Express 5 with a text parser, in a router': (handler) =>
    listening(
      createServer(
        express()
          .use(express.text({type: '*/*'}))
          .use('/api', express.Router().all('/cube/session', toNodeHandler(handler))),
      ),
    ),
  Fastify: async (handler) => {
    const app = fastify();
    const handle = toNodeHandler(handler);
    app.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: path,
      // Before Fastify's own parser reads the body.
      async onRequest(request, reply) {
        reply.hijack();
        await handle(request.raw, reply.raw);
      },
      handler: () => undefined,
    });
    await app.listen({port: 0, host: '127.0.0.1'});
    return {port: (app.server.address() as AddressInfo).port, close: () => app.close()};
  },
  Hono: async (handler) => {
    const app = new Hono().all(path, (context) => handler(context.req.raw));
    return new Promise((resolve) => {
      const server = serve({fetch: app.fetch, port: 0, hostname: '127.0.0.1'}, ({port}) =>
        resolve({port, close: () => server.close()}),
      );
    });
  },
};

for (const [name, start] of Object.entries(runtimes)) {
  test(`${name} gives sessions and refusals, each to its own request`, async () => {
    await using cube = await startFakeCube();
    const handler = createSessionHandler({
      baseUrl: cube.baseUrl,
      apiKey: 'sk_test_0123456789',
      deploymentId: 32,
      identify: (request) => {
        const externalId = request.headers.get('x-user');
        return externalId === null ? null : {externalId};
      },
    });
    const server = await start(handler);
    const ask = (headers: Record<string, string>, body: string, method = 'POST') =>
      fetch(`http://127.0.0.1:${server.port}${path}`, {
        method,
        headers: {'content-type': 'application/json', ...headers},
        ...(method === 'GET' ? {} : {body}),
      });
    try {
      const good = JSON.stringify({type: 'dashboard', id: 'abc', reason: 'initial'});
      const answer = await ask({'x-user': 'ada'}, good);
      assert.equal(answer.status, 200);
      assert.deepEqual(await answer.json(), {sessionId: 'session-for-ada', baseUrl: cube.baseUrl, deploymentId: 32});
      const own = await ask({'x-user': 'ada', origin: `http://127.0.0.1:${server.port}`}, good);
      assert.equal(own.status, 200);
      for (const [status, headers, body, method] of [
        [401, {}, good, 'POST'],
        [403, {'x-user': 'ada', origin: 'https://evil.example'}, good, 'POST'],
        [400, {'x-user': 'ada'}, '{}', 'POST'],
        [
          413,
          {'x-user': 'ada'},
          JSON.stringify({type: 'chat', reason: 'initial', more: 'x'.repeat(17 * 1024)}),
          'POST',
        ],
        [415, {'x-user': 'ada', 'content-type': 'text/plain'}, good, 'POST'],
        [405, {'x-user': 'ada'}, '', 'GET'],
      ] as const) {
        const refused = await ask({...headers}, body, method);
        assert.equal(refused.status, status);
        assert.equal(refused.headers.get('cache-control'), 'no-store');
      }
      const users = Array.from({length: 50}, (_, index) => `user-${index}`);
      const sessions = await Promise.all(
        users.map(
          async (user) => ((await (await ask({'x-user': user}, good)).json()) as {sessionId: string}).sessionId,
        ),
      );
      assert.deepEqual(
        sessions,
        users.map((user) => `session-for-${user}`),
      );
    } finally {
      await server.close();
    }
  });
}
