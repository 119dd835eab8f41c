// Of types alone, in this form: the other one leaves an import in the bundle that a runtime without Node stumbles over.
import type {IncomingMessage, ServerResponse} from 'node:http';
import {type Answer, answererOf, type WebHandler} from '../route/exchange.js';
import {nodeExchange, type NodeRequest, parsedBody, requestHeaders, requestUrl, wasRead} from './node-request.js';
import {nodeTransport} from './node-transport.js';

/** The body while it arrives: nothing is read before it is asked for, and no more than was asked for. */
const streamBody = (req: NodeRequest): ReadableStream<Uint8Array> => {
  const chunks: AsyncIterator<Uint8Array, undefined> = req.iterator({destroyOnReturn: false});
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(new Uint8Array(next.value));
      },
    },
    {highWaterMark: 0},
  );
};

const toRequest = (req: NodeRequest, res: ServerResponse): Request => {
  const client = new AbortController();
  res.on('close', () => {
    if (!res.writableFinished) client.abort();
  });
  const method = req.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = !hasBody ? null : wasRead(req) ? parsedBody(req.body) : streamBody(req);
  return new Request(requestUrl(req), {
    method,
    headers: requestHeaders(req),
    signal: client.signal,
    ...(body === null ? {} : {body: body as BodyInit, duplex: 'half'}),
  });
};

/** Ends the exchange: what is left of a body that was refused is not waited for. */
const end = (req: NodeRequest, res: ServerResponse, body: Uint8Array | string | null): void => {
  if (!req.complete && req.httpVersionMajor < 2) res.setHeader('connection', 'close');
  if (body === null) res.end();
  else res.end(body);
};

const sendAnswer = ({status, headers, body}: Answer, req: NodeRequest, res: ServerResponse): void => {
  res.statusCode = status;
  for (const name in headers) res.setHeader(name, headers[name] ?? '');
  end(req, res, body);
};

const sendResponse = async (response: Response, req: NodeRequest, res: ServerResponse): Promise<void> => {
  const cookies = response.headers.getSetCookie();
  res.statusCode = response.status;
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') res.setHeader(name, value);
  });
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  end(req, res, new Uint8Array(await response.arrayBuffer()));
};

const refuse = (res: ServerResponse, status: number): void => {
  if (res.headersSent) return void res.destroy();
  res.writeHead(status, {'cache-control': 'no-store', 'content-type': 'application/problem+json'});
  res.end(JSON.stringify({type: 'about:blank', title: status === 400 ? 'Bad request.' : 'Internal error.', status}));
};

/** Makes of the exchange what the handler takes; undefined, and answered, where it makes no request. */
const open = <T>(res: ServerResponse, make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    refuse(res, 400);
    return undefined;
  }
};

/**
 * Makes of a handler of web requests one of Node's: for `http`, Express, and Fastify with `reply.hijack()`, `request.raw`
 * and `reply.raw`. Where a body parser has read the stream, `req.body` is used. A client that goes away aborts the
 * request's signal. The promise is never rejected.
 */
export const toNodeHandler = (handler: WebHandler): ((req: IncomingMessage, res: ServerResponse) => Promise<void>) => {
  // A session handler is asked directly: a stream, a Request and a Response for each session would cost as much as the call to Cube.
  const answer = answererOf(handler, nodeTransport);
  return async (req, res) => {
    try {
      if (answer) {
        const exchange = open(res, () => nodeExchange(req, res));
        if (exchange) sendAnswer(await answer(exchange), req, res);
      } else {
        const request = open(res, () => toRequest(req, res));
        if (request) await sendResponse(await handler(request), req, res);
      }
    } catch {
      refuse(res, 500);
    }
  };
};
