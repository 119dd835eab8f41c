import {type RequestedEmbed} from '../../protocol/session-request.js';
import {type FetchCube} from '../cube/fetch-transport.js';
import {type CubeViewer} from '../cube/viewer.js';
import {checkDeploymentId, checkFunction, parseApiKey, parseBaseUrl, parseOrigins, parseTimeoutMs} from '../options.js';
import {createMemoryRateLimit, type RateLimiter, type RateLimitOptions} from '../rate-limits.js';

/** What `onSession` is told. */
export interface IssuedSession {
  /** A secret that works once: keep it on the server, for `revokeSession` at logout. */
  readonly sessionId: string;
  /** What `identify` returned. */
  readonly viewer: CubeViewer;
  readonly embed: RequestedEmbed;
}

/** Options of `createSessionHandler`. */
export interface SessionHandlerOptions {
  /** The origin of the Cube tenant: https, or http on a loopback host. Missing, requests are answered by 500. */
  readonly baseUrl: string | undefined;
  /** An admin's API key, best one that is scoped to the deployment. Missing, requests are answered by 500. */
  readonly apiKey: string | undefined;
  /** The deployment that every session is for. */
  readonly deploymentId: number;
  /**
   * Tells who asks, by the authentication of your application and never by what the request's body says: the body of Generate
   * Session without `deploymentId`, or null or undefined for a visitor who is not signed in (401). A thrown `HttpError`
   * answers with its status.
   */
  readonly identify: (
    request: Request,
    embed: RequestedEmbed,
  ) => CubeViewer | null | undefined | Promise<CubeViewer | null | undefined>;
  /** Origins of other hosts whose pages may ask for sessions, with credentials; default none. */
  readonly allowedOrigins?: readonly string[];
  /** Is awaited with each new session, to remember it for logout. Where it fails `onError` is told and the viewer gets the session. */
  readonly onSession?: (issued: IssuedSession) => unknown;
  /** Is told what stands behind each 500, 502 and 504, once; what it throws is ignored. */
  readonly onError?: (error: unknown) => unknown;
  /** Limits how often a viewer may ask: `true` or numbers count in this process, a `RateLimiter` wherever it likes. Off by default. */
  readonly rateLimit?: boolean | RateLimitOptions | RateLimiter;
  /** For the call to Cube with its answer, and for the body of the browser's request, in milliseconds; default 10000. */
  readonly timeoutMs?: number;
  /** Default: the global `fetch`; behind `toNodeHandler` Node's own client, unless somebody replaced `fetch` or its dispatcher. */
  readonly fetch?: FetchCube;
}

const isRateLimiter = (value: object): value is RateLimiter => 'take' in value && typeof value.take === 'function';

const parseRateLimiter = (value: unknown): RateLimiter | undefined => {
  if (value === undefined || value === false) return undefined;
  if (value === true) return createMemoryRateLimit();
  if (typeof value !== 'object' || value === null) {
    throw new TypeError('rateLimit must be true, {burst, perMinute} or an object with a method take().');
  }
  return isRateLimiter(value) ? value : createMemoryRateLimit(value);
};

/** Reads the options once, so that nothing that happens to the object later changes who may ask. Throws a `TypeError`. */
export const parseSessionOptions = (options: SessionHandlerOptions) => {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('createSessionHandler takes an object of options.');
  checkFunction(options.identify, 'identify', true);
  checkFunction(options.onSession, 'onSession');
  checkFunction(options.onError, 'onError');
  checkFunction(options.fetch, 'fetch');
  checkDeploymentId(options.deploymentId);
  return {
    baseUrl: parseBaseUrl(options.baseUrl),
    apiKey: parseApiKey(options.apiKey),
    deploymentId: options.deploymentId,
    identify: options.identify,
    onSession: options.onSession,
    onError: options.onError,
    fetch: options.fetch,
    allowedOrigins: parseOrigins(options.allowedOrigins, 'allowedOrigins'),
    limiter: parseRateLimiter(options.rateLimit),
    timeoutMs: parseTimeoutMs(options.timeoutMs, 10_000),
  };
};
