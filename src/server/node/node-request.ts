// `import type`: `import {type …}` would leave an import in the bundle, which a runtime without Node can't load.
import type {IncomingMessage, ServerResponse} from 'node:http';
import {BodyTooLarge, bytesIn, chunkBytes as anyChunkBytes, isStream, joinChunks, readBody} from '../body.js';
import {inTime, TimeIsUp, type Caller} from '../deadline.js';
import {type Exchange} from '../route/exchange.js';

// Many objects only look like Node's request: mocks of tests, shims of serverless platforms and of frameworks. They lack
// members of the real one, and the streams of some never emit an event. This file relies on `headers` and `on` alone.

/** Node's request as frameworks leave it: with the path as it was before a router cut it, and the body where it was parsed. */
export type NodeRequest = IncomingMessage & {readonly originalUrl?: string; readonly body?: unknown};

/** What `identify` gets as its context behind `toNodeHandler`. */
export interface NodeContext<Req = IncomingMessage, Res = ServerResponse> {
  readonly req: Req;
  readonly res: Res;
}

const isEncrypted = ({socket}: Partial<Pick<IncomingMessage, 'socket'>>): boolean =>
  !!socket && 'encrypted' in socket && socket.encrypted === true;

const hostOf = ({headers}: NodeRequest): string => String(headers[':authority'] ?? headers.host ?? 'localhost');

/** The whole URL. Throws where the Host header is not a host: with `a@b` or `h/x?y` the sender would choose the URL. */
export const requestUrl = (req: NodeRequest): URL => {
  const host = hostOf(req);
  if (!/^(?:\[[\da-f:.]+\]|[^\s\0-\x1f/?#@\\:%[\]]+)(?::\d{1,5})?$/i.test(host)) throw new TypeError('No host.');
  const base = `${isEncrypted(req) ? 'https' : 'http'}://${host}`;
  const path = req.originalUrl ?? req.url ?? '/';
  // Joined by hand: `new URL('//elsewhere/', base)` would take the path's host.
  return new URL(path.startsWith('/') ? base + path : base);
};

/** The headers as pairs, without the names of HTTP/2 that begin with a colon. */
export const requestHeaders = ({headers}: NodeRequest): [string, string][] => {
  const pairs: [string, string][] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) pairs.push([name, String(one)]);
  }
  return pairs;
};

/** What gives its chunks by events: Node's streams, and what imitates them. */
export type EventStream = Pick<IncomingMessage, 'on'> & Partial<IncomingMessage>;

const isEventStream = (value: object): value is EventStream => 'on' in value && typeof value.on === 'function';

/** A body that is there already, or a stream of it; null where there is none. */
type HeldBody = Uint8Array | ReadableStream<unknown> | EventStream | null;

const isBlob = (value: unknown): value is Blob =>
  /^\[object (Blob|File)\]$/.test(Object.prototype.toString.call(value));

/** Reads the `req.body` of a parser or a platform: text and bytes as they are; anything else was parsed from JSON. */
const heldBody = (body: unknown): HeldBody => {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return anyChunkBytes(body);
  const bytes = bytesIn(body);
  if (bytes) return bytes;
  if (isBlob(body)) return body.stream();
  if (isStream(body) || (typeof body === 'object' && isEventStream(body))) return body;
  return anyChunkBytes(JSON.stringify(body) ?? '');
};

/** Some parsers leave an empty object where they parsed nothing. */
const isEmptyObject = (body: unknown): boolean =>
  typeof body === 'object' && !!body && Object.getPrototypeOf(body) === Object.prototype && !Object.keys(body).length;

/**
 * Finds the body: in `req.body`, or else in the stream. A parsed body wins: the stream may have been read, or never end.
 * Platforms without a stream set null where there is no body.
 */
export const bodyOf = (req: NodeRequest): HeldBody => {
  const isHeld = req.body !== undefined && !isEmptyObject(req.body);
  const wasRead = req.readableDidRead || req.readableEnded;
  return isHeld || wasRead || !isEventStream(req) ? heldBody(req.body) : req;
};

const isEncoding = (value: unknown): value is BufferEncoding => typeof value === 'string' && Buffer.isEncoding(value);

/** A chunk of the stream as bytes: after `setEncoding()` it is text. */
export const chunkBytes = (chunk: unknown, encoding: unknown): Uint8Array =>
  typeof chunk === 'string' && isEncoding(encoding) ? Buffer.from(chunk, encoding) : anyChunkBytes(chunk);

/** Reads the stream, and stops listening at the first chunk that passes the limit: the rest stays in the socket. */
const readEvents = (stream: EventStream, limit: number, timeoutMs: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    let isOver = false;
    const stop = (error?: unknown): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      // A stream that fails afterwards ends the process where nothing listens for its `error`.
      for (const [event, listener] of listeners) if (event !== 'error') stream.off?.(event, listener);
      if (error === undefined) return resolve(joinChunks(chunks, size));
      stream.pause?.();
      reject(error instanceof Error ? error : new Error('The stream failed.'));
    };
    const take = (chunk: unknown): void => {
      if (isOver) return;
      try {
        const bytes = chunkBytes(chunk, stream.readableEncoding);
        size += bytes.byteLength;
        if (size > limit) stop(new BodyTooLarge());
        else chunks.push(bytes);
      } catch (error) {
        stop(error);
      }
    };
    const cutOff = (): void => stop(new Error('The client went away.'));
    const listeners = [
      ['data', take],
      ['end', () => stop()],
      ['error', (error?: unknown) => stop(error ?? new Error('The stream failed.'))],
      ['close', cutOff],
    ] as const;
    const timer = setTimeout(() => stop(new TimeIsUp()), timeoutMs);
    for (const [event, listener] of listeners) stream.on(event, listener);
    if (stream.destroyed) cutOff();
  });

const readHeld = async (body: HeldBody, limit: number, timeoutMs: number, client: Caller): Promise<Uint8Array> => {
  if (isStream(body)) return inTime(timeoutMs, client, (ended) => readBody(body, limit, ended));
  if (body && isEventStream(body)) return readEvents(body, limit, timeoutMs);
  const bytes = body ?? new Uint8Array();
  if (bytes.byteLength > limit) throw new BodyTooLarge();
  return bytes;
};

/** The client, which gives up by closing the connection before the answer is written. */
const clientOf = (res: ServerResponse): Caller => ({
  get gaveUp() {
    return res.destroyed === true && !res.writableFinished;
  },
  get reason() {
    return new Error('The client went away.');
  },
  onGiveUp(listener) {
    const closed = (): void => {
      if (!res.writableFinished) listener();
    };
    res.on?.('close', closed);
    return () => void res.off?.('close', closed);
  },
});

/**
 * A request whose signal aborts when the client goes away. The signal is created when it is read: one for the constructor costs
 * a listener and a finalizer for each request, and few applications read it.
 */
class ClientRequest extends Request {
  readonly #client: Caller;
  #signal: AbortSignal | undefined;

  constructor(url: URL, init: RequestInit, client: Caller) {
    super(url, init);
    this.#client = client;
  }

  override get signal(): AbortSignal {
    // The constructor of `Request` may read it before there is a client.
    if (!(#client in this)) return super.signal;
    if (!this.#signal) {
      const controller = new AbortController();
      if (this.#client.gaveUp) controller.abort();
      else this.#client.onGiveUp(() => controller.abort());
      this.#signal = controller.signal;
    }
    return this.#signal;
  }
}

/** Creates the exchange of a request in Node. Throws where the Host header is not a host, or the response is missing. */
export const nodeExchange = <Req extends NodeRequest, Res extends ServerResponse>(
  req: Req,
  res: Res,
): Exchange<NodeContext<Req, Res>> => {
  if (typeof res !== 'object' || !res) throw new TypeError('There is no response.');
  const url = requestUrl(req);
  const client = clientOf(res);
  const method = req.method ?? 'GET';
  return {
    method,
    origin: url.origin,
    host: hostOf(req),
    client,
    context: {req, res},
    header(name) {
      const value = req.headers[name];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    readBody: async (limit, timeoutMs) => readHeld(bodyOf(req), limit, timeoutMs, client),
    requestWith: (body) =>
      new ClientRequest(url, {method, headers: requestHeaders(req), body: new Uint8Array(body)}, client),
  };
};
