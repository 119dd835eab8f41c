import assert from 'node:assert/strict';
import {createServer, request as httpRequest, type RequestListener} from 'node:http';
import {connect, type AddressInfo} from 'node:net';
import {describe, test} from 'node:test';
import {createSessionHandler, toNodeHandler, type SessionHandlerOptions} from '../../src/server/index.js';
import {mintSession} from './support/cube-reply.js';
import {startFakeCube} from './support/fake-cube.js';

const body = JSON.stringify({type: 'dashboard', id: 'abc', reason: 'initial'});
const json = {'content-type': 'application/json'};

const serve = async (listener: (...exchange: Parameters<RequestListener>) => unknown) => {
  const server = createServer((req, res) => void listener(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** The text that a server sends over a TCP connection until it closes that. */
const exchangeRaw = (port: number, ...pieces: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => pieces.forEach((piece) => socket.write(piece)));
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    // A server that has answered may reset the connection while the rest of the body is on its way.
    socket.on('error', (error: NodeJS.ErrnoException) => (text ? resolve(text) : reject(error)));
    socket.on('close', () => resolve(text));
  });

// The adapter calls a session handler directly; a handler that the application wraps gets web requests. Both must behave alike.
const wrappings = {
  'a session handler': (options: SessionHandlerOptions) => toNodeHandler(createSessionHandler(options)),
  'a handler of the host around it': (options: SessionHandlerOptions) => {
    const handler = createSessionHandler(options);
    return toNodeHandler((request) => handler(request));
  },
};

for (const [name, wrap] of Object.entries(wrappings)) {
  describe(`toNodeHandler with ${name}`, () => {
    const setUp = async (change: Partial<SessionHandlerOptions> = {}) => {
      const cube = await startFakeCube();
      const handle = wrap({
        baseUrl: cube.baseUrl,
        apiKey: 'sk_test_0123456789',
        deploymentId: 1,
        identify: () => ({externalId: 'ada'}),
        ...change,
      });
      let handled: (value: unknown) => void;
      const running = {
        cube,
        onRequest: (): unknown => undefined,
        /** Resolves when the adapter has finished the first request. */
        firstHandled: new Promise((resolve) => (handled = resolve)),
        ...(await serve((req, res) => {
          running.onRequest();
          void handle(req, res).then(handled);
        })),
      };
      const close = running[Symbol.asyncDispose];
      return Object.assign(running, {
        async [Symbol.asyncDispose]() {
          await close();
          await cube[Symbol.asyncDispose]();
        },
      });
    };

    test('identify gets the URL, the headers, a signal and the body of the request', async () => {
      let seen: unknown;
      await using t = await setUp({
        async identify(request) {
          seen = [
            request instanceof Request,
            request.method,
            new URL(request.url).pathname,
            request.headers.get('cookie'),
            request.signal.aborted,
            await request.text(),
          ];
          return {externalId: 'ada'};
        },
      });
      const answer = await fetch(`${t.url}/api/session?x=1`, {
        method: 'POST',
        headers: {...json, cookie: 'sid=1'},
        body,
      });
      assert.equal(answer.status, 200);
      assert.deepEqual(seen, [true, 'POST', '/api/session', 'sid=1', false, body]);
    });

    test('a client that goes away aborts the signal of the request and the call to Cube', async () => {
      const reported: unknown[] = [];
      let signal: AbortSignal | undefined;
      await using t = await setUp({
        identify: (request) => ((signal = request.signal), {externalId: 'ada'}),
        onError: (error) => reported.push(error),
      });
      const ended = new Promise<void>((resolve) => {
        t.cube.reply = (_call, res) => {
          res.on('close', resolve);
          client.destroy();
        };
      });
      const client = httpRequest(t.url, {method: 'POST', headers: json});
      client.on('error', () => undefined);
      client.end(body);
      await ended;
      assert.equal(signal?.aborted, true);
      assert.deepEqual(reported, []);
      assert.equal(t.cube.calls.length, 1);
    });

    test('a body without a length is refused at 16 KiB before its end, and the connection is closed', async () => {
      let identified = false;
      await using t = await setUp({identify: () => ((identified = true), null)});
      const head = `POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
      const chunk = `4400\r\n${'x'.repeat(0x4400)}\r\n`;
      const text = await exchangeRaw(t.port, head, chunk);
      assert.match(text, /^HTTP\/1\.1 413 /);
      assert.match(text, /\r\nconnection: close\r\n/i);
      assert.equal(identified, false);
    });

    test('a body that trickles in is refused at the deadline', async () => {
      await using t = await setUp({timeoutMs: 50});
      const head = 'POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 70\r\n\r\n{';
      assert.match(await exchangeRaw(t.port, head), /^HTTP\/1\.1 400 /);
    });

    test('identify is not called for a client that breaks off in the middle of its body', async () => {
      let identified = false;
      await using t = await setUp({identify: () => ((identified = true), null)});
      const client = httpRequest(t.url, {method: 'POST', headers: {...json, 'content-length': 70}});
      client.on('error', () => undefined);
      client.write('{');
      t.onRequest = () => client.destroy();
      await t.firstHandled;
      assert.equal(identified, false);
    });

    test('several requests on one connection get their own answers', async () => {
      await using t = await setUp({
        identify: (request) => ({externalId: request.headers.get('x-user') ?? 'nobody'}),
      });
      t.cube.reply = mintSession;
      const one = (user: string, last = false) =>
        `POST / HTTP/1.1\r\nhost: a\r\nx-user: ${user}\r\ncontent-type: application/json\r\n${last ? 'connection: close\r\n' : ''}content-length: ${body.length}\r\n\r\n${body}`;
      const text = await exchangeRaw(t.port, one('ada'), one('bob'), one('cy', true));
      assert.deepEqual(text.match(/session-for-\w+/g), ['session-for-ada', 'session-for-bob', 'session-for-cy']);
    });

    test('a Host header that is no host leads to 400', async () => {
      await using t = await setUp();
      const text = await exchangeRaw(
        t.port,
        'POST / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\ncontent-length: 0\r\n\r\n',
      );
      assert.match(text, /^HTTP\/1\.1 400 /);
      assert.match(text, /no-store/);
    });
  });
}

test('another handler of web requests keeps its stream, cookies and status; its error leads to 500 without its message', async () => {
  await using echo = await serve(
    toNodeHandler(async (request) => {
      const headers = new Headers({'x-method': request.method});
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return new Response(`${new URL(request.url).search} ${await request.text()}`, {status: 201, headers});
    }),
  );
  const answer = await fetch(`${echo.url}//x/?q=1`, {method: 'PUT', body: 'hello'});
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get('x-method'), 'PUT');
  assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2']);
  assert.equal(await answer.text(), '?q=1 hello');
  await using broken = await serve(toNodeHandler(() => Promise.reject(new Error('secret'))));
  const failed = await fetch(broken.url);
  assert.equal(failed.status, 500);
  assert.doesNotMatch(await failed.text(), /secret/);
});
