import {type RequestedEmbed} from '../../protocol/session-request.js';
import {type FetchCube} from '../cube/fetch-transport.js';
import {type CubeViewer} from '../cube/viewer.js';
import {checkDeploymentId, checkFunction, parseApiKey, parseBaseUrl, parseOrigins, parseTimeoutMs} from '../options.js';
import {createMemoryRateLimit, type RateLimiter, type RateLimitOptions} from '../rate-limits.js';
import {createReport} from '../report.js';
import {type SessionStore} from '../session-stores.js';
import {type RouteSettings} from './route.js';

/** A session that was just made, as `onSession` gets it. */
export interface IssuedSession {
  /** A secret that works once: keep it on the server, for `revokeSession` at logout. */
  readonly sessionId: string;
  /** The viewer that `identify` returned. */
  readonly viewer: CubeViewer;
  readonly embed: RequestedEmbed;
}

/** What `identify` is asked at logout. */
export interface LogoutRequest {
  readonly reason: 'logout';
}

/**
 * Finds the viewer by the authentication of your application, never by what the request's body says: the body of Generate
 * Session without `deploymentId`, or null or undefined for a visitor who is not signed in (401). A thrown `HttpError` answers
 * with its status; any other error, and no answer within `timeoutMs`, is a 500. For `type: "app"` the viewer must have
 * `creatorMode: true`, else the answer is 403.
 *
 * `request` has its URL, method, headers and a body that can be read and copied; `context` is what your server has beside it:
 * `{req, res}` behind `toNodeHandler`, Workers' `env`, Hono's `c`.
 */
export type Identify<Asked, Context> = (
  request: Request,
  asked: Asked,
  context: Context,
) => CubeViewer | null | undefined | Promise<CubeViewer | null | undefined>;

interface RouteOptions {
  /** The origin of the Cube tenant: https, or http on a loopback host. Where it is missing, requests are answered by 500. */
  readonly baseUrl: string | undefined;
  /** An admin's API key, best one that is scoped to the deployment. Where it is missing, requests are answered by 500. */
  readonly apiKey: string | undefined;
  /**
   * Other origins whose pages may ask, with credentials, compared exactly; web views of apps too, such as
   * `capacitor://localhost`. Default: none.
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Gets the error behind each 500, 502, 503 and 504, once, and the failures of your own functions that did not stop the answer.
   * Its own errors are ignored. Default: one line by `console.error`, with Cube's own sentence, never the key.
   */
  readonly onError?: (error: unknown) => unknown;
  /** The most that a call to Cube with its answer may take, the body of the request, and each of your functions; ms, default 10000. */
  readonly timeoutMs?: number;
  /** Reaches Cube. Default: the global `fetch`; behind `toNodeHandler` Node's own client, unless `fetch` may have been replaced. */
  readonly fetch?: FetchCube;
}

/** Options of `createSessionHandler`. */
export interface SessionHandlerOptions<Context = unknown> extends RouteOptions {
  /** The deployment that every session is for. */
  readonly deploymentId: number;
  /** Finds the viewer. `embed` is what the browser asks for: check its `id` before you let it decide anything. */
  readonly identify: Identify<RequestedEmbed, Context>;
  /** Awaited with each new session, at most for `timeoutMs`. Where it fails `onError` is called and the viewer gets the session. */
  readonly onSession?: (issued: IssuedSession) => unknown;
  /** Limits how often a viewer may ask: `true` or numbers count in this process, a `RateLimiter` wherever it likes. Off by default. */
  readonly rateLimit?: boolean | RateLimitOptions | RateLimiter;
  /** Remembers each session for `createLogoutHandler`. Where it fails `onError` is called and the viewer gets the session. */
  readonly sessions?: SessionStore;
}

/** Options of `createLogoutHandler`. */
export interface LogoutHandlerOptions<Context = unknown> extends RouteOptions {
  /** Finds the viewer who leaves: the same `externalId` or `internalId` and embed tenant as at the session route. */
  readonly identify: Identify<LogoutRequest, Context>;
  /** The store that the session route fills. */
  readonly sessions: SessionStore;
}

const hasMethods = (value: unknown, names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => typeof Reflect.get(value, name) === 'function');

const isRateLimiter = (value: object): value is RateLimiter => hasMethods(value, ['take']);

const parseRateLimiter = (value: unknown): RateLimiter | undefined => {
  if (value === undefined || value === false) return undefined;
  if (value === true) return createMemoryRateLimit();
  if (typeof value !== 'object' || value === null) {
    throw new TypeError('rateLimit must be true, {burst, perMinute} or an object with a method take().');
  }
  return isRateLimiter(value) ? value : createMemoryRateLimit(value);
};

const checkStore = (value: unknown): void => {
  if (!hasMethods(value, ['add', 'list', 'remove'])) {
    throw new TypeError(
      'sessions must be a store with the methods add(), list() and remove(), such as createSessionStore().',
    );
  }
};

/** Reads the options that every route has. Throws a `TypeError`. */
const parseRouteOptions = (options: RouteOptions, name: string): RouteSettings & {readonly fetch?: FetchCube} => {
  if (typeof options !== 'object' || options === null) throw new TypeError(`${name} takes an object of options.`);
  checkFunction(options.onError, 'onError');
  checkFunction(options.fetch, 'fetch');
  const apiKey = parseApiKey(options.apiKey);
  return {
    baseUrl: parseBaseUrl(options.baseUrl),
    apiKey,
    allowedOrigins: parseOrigins(options.allowedOrigins, 'allowedOrigins'),
    timeoutMs: parseTimeoutMs(options.timeoutMs, 10_000),
    report: createReport(options.onError, apiKey),
    ...(options.fetch ? {fetch: options.fetch} : {}),
  };
};

/** Reads the options once, so that nothing that happens to the object later changes who may ask. Throws a `TypeError`. */
export const parseSessionOptions = <Context>(options: SessionHandlerOptions<Context>) => {
  const route = parseRouteOptions(options, 'createSessionHandler');
  checkFunction(options.identify, 'identify', true);
  checkFunction(options.onSession, 'onSession');
  checkDeploymentId(options.deploymentId);
  if (options.sessions !== undefined) checkStore(options.sessions);
  return {
    route,
    deploymentId: options.deploymentId,
    identify: options.identify,
    onSession: options.onSession,
    limiter: parseRateLimiter(options.rateLimit),
    sessions: options.sessions,
  };
};

/** Reads the options of the logout route once. Throws a `TypeError`. */
export const parseLogoutOptions = <Context>(options: LogoutHandlerOptions<Context>) => {
  const route = parseRouteOptions(options, 'createLogoutHandler');
  checkFunction(options.identify, 'identify', true);
  checkStore(options.sessions);
  return {route, identify: options.identify, sessions: options.sessions};
};
