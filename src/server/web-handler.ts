import {callerOf, inTime} from './deadline.js';
import {type Answerer, type Exchange} from './exchange.js';
import {readBody} from './read-body.js';

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

const answerers = new WeakMap<WebHandler, Answerer>();

/** Makes a web handler. `toNodeHandler` finds what stands behind it, and asks that without making web objects in between. */
export const toWebHandler = (answer: Answerer): WebHandler => {
  const handler: WebHandler = async (request) => {
    const {status, headers, body} = await answer(webExchange(request));
    return new Response(body, {status, headers});
  };
  answerers.set(handler, answer);
  return handler;
};

/** What stands behind a handler that `toWebHandler` made; undefined for any other. */
export const answererOf = (handler: WebHandler): Answerer | undefined => answerers.get(handler);
