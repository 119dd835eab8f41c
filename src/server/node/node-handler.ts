// `import type`: `import {type …}` would leave an import in the bundle, which a runtime without Node can't load.
import type {IncomingMessage, ServerResponse} from 'node:http';
import {answererOf, type Answer} from '../route/exchange.js';
import {isStream} from '../body.js';
import {
  bodyOf,
  chunkBytes,
  nodeExchange,
  requestHeaders,
  requestUrl,
  type EventStream,
  type NodeContext,
} from './node-request.js';
import {nodeTransport} from './node-transport.js';

/** The body as a stream that reads one chunk for each pull, and none before the first. */
const streamBody = (stream: EventStream): ReadableStream<Uint8Array> => {
  const chunks = stream.iterator?.({destroyOnReturn: false});
  if (!chunks) throw new TypeError('The stream can only be listened to.');
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(new Uint8Array(chunkBytes(next.value, stream.readableEncoding)));
      },
    },
    {highWaterMark: 0},
  );
};

const toRequest = (req: IncomingMessage, res: ServerResponse): Request => {
  const client = new AbortController();
  res.on?.('close', () => {
    if (!res.writableFinished) client.abort();
  });
  const method = req.method ?? 'GET';
  const held = method === 'GET' || method === 'HEAD' ? null : bodyOf(req);
  const body =
    held === null || isStream(held) ? held : held instanceof Uint8Array ? new Uint8Array(held) : streamBody(held);
  return new Request(requestUrl(req), {
    method,
    headers: requestHeaders(req),
    signal: client.signal,
    ...(body === null ? {} : {body, duplex: 'half'}),
  });
};

/** Ends the response without waiting for the rest of a refused body. */
const end = (req: IncomingMessage, res: ServerResponse, body: Uint8Array | string | null): void => {
  if (req.complete === false && req.httpVersionMajor < 2) res.setHeader('connection', 'close');
  if (body === null) res.end();
  else res.end(body);
};

const sendAnswer = ({status, headers, body}: Answer, req: IncomingMessage, res: ServerResponse): void => {
  res.statusCode = status;
  for (const name in headers) res.setHeader(name, headers[name] ?? '');
  end(req, res, body);
};

const sendResponse = async (response: Response, req: IncomingMessage, res: ServerResponse): Promise<void> => {
  const cookies = response.headers.getSetCookie();
  res.statusCode = response.status;
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') res.setHeader(name, value);
  });
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  // Not any other view: a mock of Node's response writes those as text.
  end(req, res, Buffer.from(await response.arrayBuffer()));
};

/** Answers a request that no handler answered; it leaves an unusable response alone. */
const refuse = (res: ServerResponse, status: number): void => {
  try {
    if (res.headersSent) return void res.destroy();
    res.statusCode = status;
    res.setHeader('cache-control', 'no-store');
    res.setHeader('content-type', 'application/problem+json');
    res.end(JSON.stringify({type: 'about:blank', title: status === 400 ? 'Bad request.' : 'Internal error.', status}));
  } catch {
    // The response can't be written.
  }
};

/** Returns the result of `make`; where that throws, it answers 400 and returns undefined. */
const open = <T>(res: ServerResponse, make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    refuse(res, 400);
    return undefined;
  }
};

/**
 * Turns a handler of web requests into one for Node: for `http`, Express, and Fastify with `reply.hijack()`, `request.raw`
 * and `reply.raw`. `identify` gets `{req, res}` as its context. Where the body was parsed already, or the stream gives
 * nothing, `req.body` is used: an object, a string, a Buffer, any view, an `ArrayBuffer`, a `ReadableStream` or a `Blob`. A client
 * that goes away aborts the request's signal. It never throws and its promise never rejects: a request that can't be used, such
 * as one whose Host header is not a host, gets the answer 400.
 */
export const toNodeHandler = <Req extends IncomingMessage, Res extends ServerResponse>(
  handler: (request: Request, context: NodeContext<Req, Res>) => Promise<Response>,
): ((req: Req, res: Res) => Promise<void>) => {
  // This package's handlers are called without web objects: a stream, a Request and a Response would cost as much as the call to Cube.
  const answer = answererOf<NodeContext<Req, Res>>(handler, nodeTransport);
  return async (req, res) => {
    try {
      if (answer) {
        const exchange = open(res, () => nodeExchange(req, res));
        if (exchange) sendAnswer(await answer(exchange), req, res);
      } else {
        const request = open(res, () => toRequest(req, res));
        if (request) await sendResponse(await handler(request, {req, res}), req, res);
      }
    } catch {
      refuse(res, 500);
    }
  };
};
