import {isDeploymentId} from '../protocol/session-answer.js';
import {type RequestedEmbed} from '../protocol/session-request.js';
import {parseTenantOrigin} from '../protocol/tenant.js';
import {type FetchCube} from './cube/call-cube.js';
import {type CubeViewer} from './cube/viewer.js';
import {createMemoryRateLimit, type RateLimiter, type RateLimitOptions} from './rate-limits.js';
import {createReport, type Report} from './report.js';
import {type SessionStore} from './session-stores.js';

/** A new session, as `onSession` gets it. */
export interface IssuedSession {
  /** A secret that works once: keep it on the server, for `revokeSession` at logout. */
  readonly sessionId: string;
  /** The viewer that `identify` returned. */
  readonly viewer: CubeViewer;
  readonly embed: RequestedEmbed;
}

/** The second argument of `identify` at logout. */
export interface LogoutRequest {
  readonly reason: 'logout';
}

/**
 * Finds the viewer by the authentication of your application, never by what the request's body says: the body of Generate
 * Session without `deploymentId`, or null or undefined for a visitor who is not signed in (401). A thrown `HttpError` answers
 * with its status; any other error, and no answer within `timeoutMs`, is a 500. For `type: "app"` the viewer must have
 * `creatorMode: true`, else the answer is 403.
 *
 * `request` has its URL, method, headers and a body that can be read and cloned; `context` is what your server has beside it:
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
   * Gets the error behind each 500, 502, 503 and 504, once, and each failure of your own functions that did not stop the answer.
   * An error that it throws is ignored. Default: one line by `console.error`, with Cube's own sentence, never the key.
   */
  readonly onError?: (error: unknown) => unknown;
  /** The longest time for a call to Cube with its answer, for the body of the request, and for each of your functions; ms, default 10000. */
  readonly timeoutMs?: number;
  /** Calls Cube. Default: the global `fetch`; behind `toNodeHandler` Node's own client, unless `fetch` may have been replaced. */
  readonly fetch?: FetchCube;
}

/** Options of `createSessionHandler`. */
export interface SessionHandlerOptions<Context = unknown> extends RouteOptions {
  /** The deployment that every session is for. */
  readonly deploymentId: number;
  /** Finds the viewer. `embed` is what the browser asks for: check its `id` before you use it for a decision. */
  readonly identify: Identify<RequestedEmbed, Context>;
  /** Called with each new session and awaited for at most `timeoutMs`. Where it fails, `onError` gets the error and the viewer the session. */
  readonly onSession?: (issued: IssuedSession) => unknown;
  /** Limits how often a viewer may ask: `true` or numbers count in this process, a `RateLimiter` counts by itself. Default: no limit. */
  readonly rateLimit?: boolean | RateLimitOptions | RateLimiter;
  /** Stores each session for `createLogoutHandler`. Where it fails, `onError` gets the error and the viewer the session. */
  readonly sessions?: SessionStore;
}

/** Options of `createLogoutHandler`. */
export interface LogoutHandlerOptions<Context = unknown> extends RouteOptions {
  /** Finds the viewer who leaves: the same `externalId` or `internalId` and embed tenant as at the session route. */
  readonly identify: Identify<LogoutRequest, Context>;
  /** The store that the session route fills. */
  readonly sessions: SessionStore;
}

/** The options that every route has, as its parser read them. */
export interface RouteSettings {
  readonly baseUrl: string | undefined;
  readonly apiKey: string | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly timeoutMs: number;
  readonly report: Report;
  readonly fetch?: FetchCube;
}

/** Reads `baseUrl` into its origin; returns undefined where it is missing. Throws a `TypeError` for an unusable one. */
export const parseBaseUrl = (value: unknown): string | undefined => {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  const origin = typeof value === 'string' ? parseTenantOrigin(value) : null;
  if (origin === null) {
    throw new TypeError(
      'baseUrl must be the origin of your Cube tenant, such as https://acme.cubecloud.dev: https (http on a loopback host only), no credentials, path or query.',
    );
  }
  return origin;
};

/**
 * Reads `apiKey`; returns undefined where it is missing. `fetch` would quote a key with a line break in its error: this throws
 * a `TypeError` that holds nothing of the key.
 */
export const parseApiKey = (value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,4096}$/.test(value)) {
    throw new TypeError(
      'apiKey must be visible ASCII characters without spaces or line breaks; its value is not shown.',
    );
  }
  return value;
};

/**
 * Reads an origin as browsers send it in `Origin`: http and https as the URL standard serializes them, any other scheme (an
 * app's web view, an extension) unchanged, since URLs of such schemes have no origin there. Undefined for anything else.
 */
const parseOrigin = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\/[^\s/?#@\\*]+\/?$/i.exec(value) ?? [];
  if (!/^https?$/i.test(scheme)) return scheme ? value.replace(/\/$/, '') : undefined;
  return URL.canParse(value) ? new URL(value).origin : undefined;
};

/** Reads a list of origins into a set; throws a `TypeError` that names the option. */
const parseOrigins = (value: unknown, option: string): ReadonlySet<string> => {
  if (value === undefined) return new Set();
  if (!Array.isArray(value)) throw new TypeError(`${option} must be a list of origins.`);
  return new Set(
    value.map((entry) => {
      const origin = parseOrigin(entry);
      if (origin === undefined) {
        throw new TypeError(
          `${option} must hold origins such as https://app.example.com or capacitor://localhost, no "*", "null" or path.`,
        );
      }
      return origin;
    }),
  );
};

/** Reads a number of milliseconds; throws a `TypeError` that names the option. */
export const parseTimeoutMs = (value: unknown, fallback: number): number => {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !(value > 0 && value <= 2 ** 31 - 1)) {
    throw new TypeError('timeoutMs must be a number of milliseconds above 0.');
  }
  return value;
};

/** Throws a `TypeError` for an option that is not a function, or that is required and missing. */
export const checkFunction = (value: unknown, option: string, required = false): void => {
  if (value === undefined ? required : typeof value !== 'function')
    throw new TypeError(`${option} must be a function.`);
};

/** Throws a `TypeError` unless the value is a positive integer. */
const checkDeploymentId = (value: unknown): void => {
  if (!isDeploymentId(value)) throw new TypeError('deploymentId must be a positive integer.');
};

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
const parseRouteOptions = (options: RouteOptions, name: string): RouteSettings => {
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

/** Reads the options once: a later change of the object doesn't change who may ask. Throws a `TypeError`. */
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
