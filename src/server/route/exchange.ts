import {readBody} from '../body.js';
import {type TransportTo} from '../cube/call-cube.js';
import {callerOf, inTime, nobody, type Caller} from '../deadline.js';
import {problemAnswer} from './answers.js';

/** One request on its way through a handler, whichever server it came by. Nothing is made before it is needed. */
export interface Exchange<Context = unknown> {
  readonly method: string;
  /** The value of a header, by its lowercase name. */
  header(name: string): string | null;
  /** The origin that the request was sent to. */
  readonly origin: string;
  /** The host and port that the browser wrote: the `Host` header, `:authority` of HTTP/2. */
  readonly host: string | null;
  /** Gives up by going away. */
  readonly client: Caller;
  /** What the server handed over beside the request. */
  readonly context: Context;
  /** Reads the body whole. Rejected by `BodyTooLarge` above the limit, by anything else where it breaks off or takes too long. */
  readBody(limit: number, timeoutMs: number): Promise<Uint8Array>;
  /** The request as `identify` gets it, with the body that was read. */
  requestWith(body: Uint8Array): Request;
}

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Answers an exchange; it never rejects. */
export type Answerer<Context> = (exchange: Exchange<Context>) => Promise<Answer>;

/** Creates what answers; `transportTo` is the server's own way to Cube, where it has one. */
export type CreateAnswerer<Context> = (transportTo?: TransportTo) => Answerer<Context>;

/**
 * A handler as web-standard servers take it: Workers, Next, Hono, Deno, Bun. What the server has beside the request (`env` of
 * Workers, `c` of Hono) goes to `identify` as it is.
 */
export type WebHandler<Context = unknown> = (request: Request, context?: Context) => Promise<Response>;

/**
 * Some servers hand over an object that only looks like a `Request`: without a signal (Azure Functions), of another realm.
 * A copy is read where there is one, so that the original stays whole for `identify`: frameworks' own subclasses have more to
 * tell than a `Request`.
 */
const webExchange = <Context>(request: Request, context: Context): Exchange<Context> => {
  const signal: unknown = request.signal;
  const client = signal instanceof AbortSignal ? callerOf(signal) : nobody;
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
      const {body} = isReal ? request.clone() : request;
      try {
        return await inTime(timeoutMs, client, (ended) => readBody(body, limit, ended));
      } catch (error) {
        // The other half of what was copied would hold on to the rest of the body.
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

/** Makes a web handler, which reaches Cube by `fetch`. */
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
 * Makes of a handler that `toWebHandler` made one that a server of another kind asks directly, without web objects in
 * between, and that reaches Cube in that server's own way; undefined for any other handler.
 */
export const answererOf = <Context>(handler: object, transportTo: TransportTo): Answerer<Context> | undefined =>
  isOwn<Context>(handler) ? handler[createsAnswerer](transportTo) : undefined;
