import {writeSessionAnswer, type EmbedSession} from '../../protocol/session-answer.js';
import {readBodyOf} from '../body.js';
import {type TransportTo} from '../cube/call-cube.js';
import {callerOf, inTime, type Caller} from '../deadline.js';

/** A request as a handler sees it, the same for every server. Each part is made when it is needed. */
export interface Exchange<Context = unknown> {
  readonly method: string;
  /** The value of a header, by its lowercase name. */
  header(name: string): string | null;
  /** The origin that the request was sent to. */
  readonly origin: string;
  /** The host and port that the browser sent: the `Host` header, `:authority` of HTTP/2. */
  readonly host: string | null;
  /** The client, which gives up by going away; undefined where the server does not show that. */
  readonly client: Caller | undefined;
  /** What the server passes to the handler beside the request. */
  readonly context: Context;
  /** Reads the whole body. Rejects with `BodyTooLarge` above the limit, with any other error where it breaks off or takes too long. */
  readBody(limit: number, timeoutMs: number): Promise<Uint8Array>;
  /** The request as `identify` gets it, with the body that was read. */
  requestWith(body: Uint8Array): Request;
}

/** The answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The constant titles of the refusals: no answer holds any part of a request, of Cube's answer or of an error. */
const titles: Readonly<Record<number, string>> = {
  400: 'The request is not a session request.',
  401: 'Sign in to see this.',
  403: 'This is not allowed.',
  405: 'Use POST.',
  413: 'The request is too large.',
  415: 'Send application/json.',
  429: 'Too many requests. Try again later.',
  500: 'The session could not be made.',
  502: 'The analytics service did not give a session.',
  503: 'The sessions could not be looked up. Open frames may go on.',
  504: 'The analytics service did not answer in time.',
};

/** The title of a refusal by origin, which tells it from one by `identify`. */
export const otherOriginTitle = 'Pages of another origin may not ask here.';

const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/** Header fields by their lowercase names. */
export type HeaderFields = Readonly<Record<string, string>>;

/** An answer without a body. */
export const emptyAnswer = (headers: HeaderFields): Answer => ({
  status: 204,
  headers: {...always, ...headers},
  body: null,
});

/** An answer with a JSON body. */
export const jsonAnswer = (status: number, body: string, headers: HeaderFields): Answer => ({
  status,
  headers: {...always, ...headers, 'content-type': 'application/json'},
  body,
});

/** The answer that brings a session. */
export const sessionAnswer = (session: Required<EmbedSession>, headers: HeaderFields): Answer =>
  jsonAnswer(200, writeSessionAnswer(session), headers);

/** A refusal as problem details, RFC 9457. */
export const problemAnswer = (status: number, headers: HeaderFields, title?: string): Answer => ({
  status,
  headers: {...always, ...headers, 'content-type': 'application/problem+json'},
  body: JSON.stringify({type: 'about:blank', title: title ?? titles[status] ?? 'The request was refused.', status}),
});

/** Answers an exchange; it never rejects. */
export type Answerer<Context> = (exchange: Exchange<Context>) => Promise<Answer>;

/** Creates an answerer; `transportTo` is the server's own way to Cube, where it has one. */
export type CreateAnswerer<Context> = (transportTo?: TransportTo) => Answerer<Context>;

/**
 * A handler as web-standard servers take it: Workers, Next, Hono, Deno, Bun. What the server has beside the request (`env` of
 * Workers, `c` of Hono) goes to `identify` as it is.
 */
export type WebHandler<Context = unknown> = (request: Request, context?: Context) => Promise<Response>;

/**
 * Some servers pass an object that only looks like a `Request`: without a signal (Azure Functions), or of another realm. Of a
 * real one a clone is read, so that `identify` gets the original unread: subclasses of frameworks have more members.
 */
const webExchange = <Context>(request: Request, context: Context): Exchange<Context> => {
  const signal: unknown = request.signal;
  const client = signal instanceof AbortSignal ? callerOf(signal) : undefined;
  const isReal: boolean = request instanceof Request;
  return {
    method: request.method,
    header: (name) => request.headers.get(name),
    get origin() {
      return new URL(request.url).origin;
    },
    host: request.headers.get('host'),
    client,
    context,
    async readBody(limit, timeoutMs) {
      const read = isReal ? request.clone() : request;
      try {
        return await inTime(timeoutMs, client, (ended) => readBodyOf(read, limit, ended));
      } catch (error) {
        // The original of the clone would keep the rest of the body.
        if (isReal) request.body?.cancel().catch(() => undefined);
        throw error;
      }
    },
    requestWith: (body) =>
      isReal
        ? request
        : new Request(request.url, {method: request.method, headers: [...request.headers], body: new Uint8Array(body)}),
  };
};

const toResponse = ({status, headers, body}: Answer): Response => new Response(body, {status, headers});

const createsAnswerer = Symbol('createAnswerer');

type OwnHandler<Context> = WebHandler<Context> & {readonly [createsAnswerer]: CreateAnswerer<Context>};

const isOwn = <Context>(handler: object): handler is OwnHandler<Context> => createsAnswerer in handler;

/** Creates a web handler, which calls Cube by `fetch`. */
export const toWebHandler = <Context>(createAnswerer: CreateAnswerer<Context>): WebHandler<Context> => {
  const answer = createAnswerer();
  const handler: WebHandler<Context> = async (request, context) => {
    let exchange: Exchange<Context>;
    try {
      // A server that has a context hands it over with each request; `identify` is typed for that server.
      exchange = webExchange(request, context as Context);
    } catch {
      return toResponse(problemAnswer(400, {}));
    }
    return toResponse(await answer(exchange));
  };
  return Object.assign(handler, {[createsAnswerer]: createAnswerer});
};

/**
 * Returns the answerer of a handler that `toWebHandler` made, for servers of another kind: without web objects in between, and
 * with the server's own way to Cube. Undefined for any other handler.
 */
export const answererOf = <Context>(handler: object, transportTo: TransportTo): Answerer<Context> | undefined =>
  isOwn<Context>(handler) ? handler[createsAnswerer](transportTo) : undefined;
