import {ownMember} from '../../protocol/own-member.js';
import {isRetryAfter} from '../../protocol/retry-after.js';
import {isSessionId} from '../../protocol/session-answer.js';
import {parseJson} from '../body.js';
import {type Caller, callerOf} from '../deadline.js';
import {CubeApiError, CubeServerError, missingOption} from '../errors.js';
import {checkFunction, parseApiKey, parseBaseUrl, parseTimeoutMs} from '../options.js';
import {nodeTransport} from '../node/node-transport.js';
import {readErrorBody} from '../secrets.js';
import {callCube, fetchTransport, type CubeAnswer, type FetchCube, type TransportTo} from './call-cube.js';
import {checkParams} from './check-params.js';
import {type GenerateSessionParams} from './viewer.js';

/** Options of `createCubeClient`. */
export interface CubeClientOptions {
  /** The origin of the Cube tenant: https, or http on a loopback host. Where it is missing, each call rejects. */
  readonly baseUrl: string | undefined;
  /** An admin's API key, best one that is scoped to the deployment. Where it is missing, each call rejects. */
  readonly apiKey: string | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: FetchCube;
  /** For one call with its answer, in milliseconds; default 10000. */
  readonly timeoutMs?: number;
}

/** Options of one call. */
export interface CubeCallOptions {
  /** Ends the call; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | null | undefined;
}

/** A client of the two endpoints of Cube that need the API key. */
export interface CubeClient {
  /**
   * Creates a session that works once, within 5 minutes: https://docs.cube.dev/reference/embed-apis/generate-session.
   * Rejects with a `CubeServerError` for parameters that Cube would refuse (it sends nothing) and for failures on the way, with
   * a `CubeApiError` where Cube answers with an error, with the signal's reason where that aborts.
   */
  generateSession(params: GenerateSessionParams, options?: CubeCallOptions): Promise<{sessionId: string}>;
  /**
   * Revokes a session, used or not; Cube counts one that is already gone as revoked. Success is 204, or 200 with an empty or JSON body.
   * Rejects like `generateSession`.
   */
  revokeSession(sessionId: string, options?: CubeCallOptions): Promise<void>;
}

/** The two calls, without the check of their parameters. */
export interface CubeEndpoints {
  mint(params: GenerateSessionParams, caller?: Caller): Promise<string>;
  revoke(sessionId: string, caller?: Caller): Promise<void>;
}

/** `fetch` can't be asked for a new connection: a retry uses Node's client where there is one. */
const retryByNode: TransportTo = (url, isRetry) => (isRetry ? nodeTransport(url, isRetry) : undefined);

const isEmpty = (bytes: Uint8Array): boolean => new TextDecoder().decode(bytes).trim() === '';

/** Reads the options and keeps the API key in a closure, out of every error. Throws like `createCubeClient`. */
export const createCubeEndpoints = (
  options: CubeClientOptions,
  transportTo: TransportTo = retryByNode,
): CubeEndpoints => {
  const baseUrl = parseBaseUrl(options.baseUrl);
  const apiKey = parseApiKey(options.apiKey);
  const timeoutMs = parseTimeoutMs(options.timeoutMs, 10_000);
  checkFunction(options.fetch, 'fetch');
  const ownTransport = options.fetch && fetchTransport(options.fetch);
  // Looked up at each call: frameworks and tests replace the global one after this module was loaded.
  const globalTransport = fetchTransport((url, init) => fetch(url, init));

  const post = async (path: string, body: object, caller?: Caller): Promise<CubeAnswer> => {
    if (baseUrl === undefined || apiKey === undefined) throw missingOption(baseUrl);
    const url = `${baseUrl}/api/v1/embed/${path}`;
    const answer = await callCube({
      url,
      apiKey,
      body: JSON.stringify(body),
      transportFor: (isRetry) => ownTransport ?? transportTo(url, isRetry) ?? globalTransport,
      timeoutMs,
      caller,
    });
    if (answer.status < 200 || answer.status > 299) {
      const {status, bytes, retryAfter} = answer;
      // A malformed Retry-After is not passed on.
      throw new CubeApiError(status, readErrorBody(bytes, apiKey), isRetryAfter(retryAfter) ? retryAfter : undefined);
    }
    return answer;
  };

  return {
    async mint(params, caller) {
      const answer: unknown = parseJson((await post('generate-session', params, caller)).bytes);
      const sessionId = ownMember(answer, 'sessionId');
      if (!isSessionId(sessionId)) {
        throw new CubeServerError(
          'cube-invalid-answer',
          502,
          'Cube answered without a usable sessionId: check baseUrl.',
        );
      }
      return sessionId;
    },
    async revoke(sessionId, caller) {
      const {status, bytes} = await post('session/revoke', {sessionId}, caller);
      // A tenant answers an unknown route with 200 and a page of HTML.
      if (status !== 204 && (status !== 200 || !(isEmpty(bytes) || parseJson(bytes) !== undefined))) {
        throw new CubeServerError(
          'cube-invalid-answer',
          502,
          `Cube answered the revocation with ${status} and no JSON: check baseUrl.`,
        );
      }
    },
  };
};

/**
 * Creates a client of Cube's API that keeps the API key to itself. Throws a `TypeError` for an option that can't be used; a
 * missing `baseUrl` or `apiKey` rejects the first call instead, since builds run without secrets.
 */
export const createCubeClient = (options: CubeClientOptions): CubeClient => {
  const cube = createCubeEndpoints(options);
  return {
    async generateSession(params, {signal} = {}) {
      checkParams(params);
      if (params.deploymentId == null) {
        throw new CubeServerError('invalid-session-params', 500, 'Not sent to Cube: deploymentId is missing.');
      }
      return {sessionId: await cube.mint(params, signal ? callerOf(signal) : undefined)};
    },
    async revokeSession(sessionId, {signal} = {}) {
      if (!isSessionId(sessionId)) {
        throw new CubeServerError('invalid-session-params', 500, 'Not sent to Cube: sessionId is not a session id.');
      }
      await cube.revoke(sessionId, signal ? callerOf(signal) : undefined);
    },
  };
};
