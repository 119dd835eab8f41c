// Of types alone, in this form: the other one leaves an import in the bundle that a runtime without Node stumbles over.
import type {IncomingMessage, ServerResponse} from 'node:http';
import {BodyTooLarge, joinChunks} from '../body.js';
import {type Caller, TimeIsUp} from '../deadline.js';
import {type Exchange} from '../route/exchange.js';

/** Node's request as Express leaves it: with the path as it was before a router cut it, and the body where a parser read it. */
export type NodeRequest = IncomingMessage & {readonly originalUrl?: string; readonly body?: unknown};

/** The whole URL; throws where the Host header makes none. */
export const requestUrl = (req: NodeRequest): URL => {
  const isEncrypted = 'encrypted' in req.socket && req.socket.encrypted === true;
  const host = req.headers[':authority'] ?? req.headers.host ?? 'localhost';
  const base = `${isEncrypted ? 'https' : 'http'}://${String(host)}`;
  const path = req.originalUrl ?? req.url ?? '/';
  // Joined by hand: `new URL('//elsewhere/', base)` would take the path's host.
  return new URL(path.startsWith('/') ? base + path : base);
};

export const requestHeaders = ({headers}: NodeRequest): [string, string][] => {
  const pairs: [string, string][] = [];
  for (const name in headers) {
    const value = headers[name];
    // The names of HTTP/2 that begin with a colon are no headers.
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) pairs.push([name, one]);
  }
  return pairs;
};

/** Tells whether a body parser was there first. */
export const wasRead = (req: NodeRequest): boolean => req.readableDidRead || req.readableEnded;

/** What a body parser made of the body, as it came: bytes or text stay, anything else was JSON. */
export const parsedBody = (body: unknown): Uint8Array | string | null => {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
};

/** Reads what arrives, and stops listening at the first chunk that passes the limit: what is left stays in the socket. */
const readStream = (req: NodeRequest, limit: number, timeoutMs: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const stop = (error?: Error): void => {
      clearTimeout(timer);
      req.off('data', take).off('end', stop).off('error', stop).off('close', cutOff);
      if (!error) return resolve(joinChunks(chunks, size));
      req.pause();
      reject(error);
    };
    const take = (chunk: Uint8Array): void => {
      size += chunk.byteLength;
      if (size > limit) stop(new BodyTooLarge());
      else chunks.push(chunk);
    };
    const cutOff = (): void => stop(new Error('The client went away.'));
    const timer = setTimeout(() => stop(new TimeIsUp()), timeoutMs);
    if (req.destroyed) return cutOff();
    req.on('data', take).on('end', stop).on('error', stop).on('close', cutOff);
  });

const readParsed = ({body}: NodeRequest, limit: number): Uint8Array => {
  const parsed = parsedBody(body) ?? '';
  const bytes = typeof parsed === 'string' ? new TextEncoder().encode(parsed) : parsed;
  if (bytes.byteLength > limit) throw new BodyTooLarge();
  return bytes;
};

/** The client at the other end: going away before it has its answer is giving up. */
const clientOf = (res: ServerResponse): Caller => ({
  get gaveUp() {
    return res.destroyed && !res.writableFinished;
  },
  get reason() {
    return new Error('The client went away.');
  },
  onGiveUp(listener) {
    const closed = (): void => {
      if (!res.writableFinished) listener();
    };
    res.on('close', closed);
    return () => res.off('close', closed);
  },
});

/** Ends with its client. Given to the constructor a signal would cost a listener and a finalizer each time, and few ask for it. */
class ClientRequest extends Request {
  readonly #client: Caller;
  #signal: AbortSignal | undefined;

  constructor(url: URL, init: RequestInit, client: Caller) {
    super(url, init);
    this.#client = client;
  }

  override get signal(): AbortSignal {
    // The platform's constructor may look before there is a client.
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

/** Makes of Node's request what the session handler asks for. Throws where the Host header makes no URL. */
export const nodeExchange = (req: NodeRequest, res: ServerResponse): Exchange => {
  const url = requestUrl(req);
  const client = clientOf(res);
  return {
    method: req.method ?? 'GET',
    origin: url.origin,
    client,
    header(name) {
      const value = req.headers[name];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    readBody: async (limit, timeoutMs) => (wasRead(req) ? readParsed(req, limit) : readStream(req, limit, timeoutMs)),
    get request() {
      return new ClientRequest(url, {method: req.method ?? 'GET', headers: requestHeaders(req)}, client);
    },
  };
};
