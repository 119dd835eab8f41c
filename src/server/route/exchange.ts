import {readBody} from '../body.js';
import {type TransportTo} from '../cube/cube-client.js';
import {type Caller, callerOf, inTime} from '../deadline.js';

/** One request on its way through the session handler, whichever server it came by. Nothing is made before it is asked for. */
export interface Exchange {
  readonly method: string;
  /** The value of a header, by its lowercase name. */
  header(name: string): string | null;
  /** The origin that the request was sent to. */
  readonly origin: string;
  /** Gives up by going away. */
  readonly client: Caller;
  /** Reads the body whole. Rejected by `BodyTooLarge` above the limit, by anything else where it breaks off or takes too long. */
  readBody(limit: number, timeoutMs: number): Promise<Uint8Array>;
  /** The request as `identify` sees it: its body has been read. */
  readonly request: Request;
}

/** What the browser is told. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Answers whatever it is asked: it is never rejected. */
export type Answerer = (exchange: Exchange) => Promise<Answer>;

/** A handler as web-standard servers take it: Workers, Next, Hono, Deno, Bun. */
export type WebHandler = (request: Request) => Promise<Response>;

const webExchange = (request: Request): Exchange => ({
  request,
  method: request.method,
  header: (name) => request.headers.get(name),
  get origin() {
    return new URL(request.url).origin;
  },
  client: callerOf(request.signal),
  readBody: (limit, timeoutMs) =>
    inTime(timeoutMs, callerOf(request.signal), (signal) => readBody(request.body, limit, signal)),
});

/** Creates what answers; `transportTo` is the server's own way to Cube, where it has one. */
export type CreateAnswerer = (transportTo?: TransportTo) => Answerer;

const creators = new WeakMap<WebHandler, CreateAnswerer>();

/** Makes a web handler, which reaches Cube by `fetch`. */
export const toWebHandler = (createAnswerer: CreateAnswerer): WebHandler => {
  const answer = createAnswerer();
  const handler: WebHandler = async (request) => {
    const {status, headers, body} = await answer(webExchange(request));
    return new Response(body, {status, headers});
  };
  creators.set(handler, createAnswerer);
  return handler;
};

/**
 * Makes of a handler that `toWebHandler` made one that a server of another kind asks directly, without web objects in
 * between, and that reaches Cube in that server's own way; undefined for any other handler.
 */
export const answererOf = (handler: WebHandler, transportTo: TransportTo): Answerer | undefined =>
  creators.get(handler)?.(transportTo);
