// Of types alone, in this form: the other one leaves an import in the bundle that a runtime without Node stumbles over.
import type {IncomingMessage, ServerResponse} from 'node:http';

/** Node's request as Express leaves it: with the path as it was before a router cut it, and the body where a parser read it. */
type NodeRequest = IncomingMessage & {readonly originalUrl?: string; readonly body?: unknown};

const requestUrl = (req: NodeRequest): URL => {
  const isEncrypted = 'encrypted' in req.socket && req.socket.encrypted === true;
  const host = req.headers[':authority'] ?? req.headers.host ?? 'localhost';
  const base = `${isEncrypted ? 'https' : 'http'}://${String(host)}`;
  const path = req.originalUrl ?? req.url ?? '/';
  // Joined by hand: `new URL('//elsewhere/', base)` would take the path's host.
  return new URL(path.startsWith('/') ? base + path : base);
};

const requestHeaders = ({headers}: NodeRequest): [string, string][] => {
  const pairs: [string, string][] = [];
  for (const name in headers) {
    const value = headers[name];
    // The names of HTTP/2 that begin with a colon are no headers.
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) pairs.push([name, one]);
  }
  return pairs;
};

/** What a body parser made of the body, as it came: bytes or text stay, anything else was JSON. */
const parsedBody = (body: unknown): BodyInit | null => {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
};

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

const toRequest = (req: NodeRequest, signal: AbortSignal): Request => {
  const method = req.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const wasRead = req.readableDidRead || req.readableEnded;
  const body = !hasBody ? null : wasRead ? parsedBody(req.body) : streamBody(req);
  return new Request(requestUrl(req), {
    method,
    headers: requestHeaders(req),
    signal,
    ...(body === null ? {} : {body, duplex: 'half'}),
  });
};

const send = async (response: Response, req: NodeRequest, res: ServerResponse): Promise<void> => {
  const cookies = response.headers.getSetCookie();
  res.statusCode = response.status;
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') res.setHeader(name, value);
  });
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  // What is left of a body that was refused is not waited for.
  if (!req.complete && req.httpVersionMajor < 2) res.setHeader('connection', 'close');
  res.end(new Uint8Array(await response.arrayBuffer()));
};

const refuse = (res: ServerResponse, status: number): void => {
  if (res.headersSent) return void res.destroy();
  res.writeHead(status, {'cache-control': 'no-store', 'content-type': 'application/problem+json'});
  res.end(JSON.stringify({type: 'about:blank', title: status === 400 ? 'Bad request.' : 'Internal error.', status}));
};

/**
 * Makes of a handler of web requests one of Node's: for `http`, Express, and Fastify with `reply.hijack()`, `request.raw`
 * and `reply.raw`. Where a body parser has read the stream, `req.body` is used. A client that goes away aborts the
 * request's signal. The promise is never rejected.
 */
export const toNodeHandler =
  (handler: (request: Request) => Promise<Response>) =>
  async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const controller = new AbortController();
    const abort = (): void => {
      if (!res.writableFinished) controller.abort();
    };
    res.on('close', abort);
    try {
      let request: Request;
      try {
        request = toRequest(req, controller.signal);
      } catch {
        return refuse(res, 400);
      }
      await send(await handler(request), req, res);
    } catch {
      refuse(res, 500);
    }
  };
