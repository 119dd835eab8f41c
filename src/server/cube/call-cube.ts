import {BodyTooLarge, isStream, readBodyOf} from '../body.js';
import {type Caller, inTime, TimeIsUp} from '../deadline.js';
import {CubeServerError} from '../errors.js';

/** A request to Cube. */
export interface CubePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Cube's answer, read whole; of a redirect the status alone. */
export interface CubeAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly bytes: Uint8Array;
}

/** The longest answer that is read, in bytes. */
export const answerLimit = 64 * 1024;

/** Thrown when an answer had begun and broke off: the call must not be made again. */
export class AnswerBroken extends Error {}

export const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/**
 * Posts once, follows no redirect, decompresses the answer, and closes the connection when the signal aborts. Rejects with
 * `BodyTooLarge` above the limit, with `AnswerBroken`, and with any other error where no answer had begun.
 */
export type CubeTransport = (post: CubePost, signal: AbortSignal) => Promise<CubeAnswer>;

/**
 * Returns the transport that should replace the global `fetch` for a URL; undefined where none should. A retry needs a new
 * connection: the kept ones may all be dead.
 */
export type TransportTo = (url: string, isRetry: boolean) => CubeTransport | undefined;

/** One call of Cube's API. */
export interface CubeCall {
  readonly url: string;
  readonly apiKey: string;
  readonly body: string;
  /** How the call is made, and its retry. */
  readonly transportFor: (isRetry: boolean) => CubeTransport;
  readonly timeoutMs: number;
  readonly caller: Caller | undefined;
}

/** Posts again where no answer had begun, and only there: no session is created twice. */
const postTwice = async ({transportFor}: CubeCall, post: CubePost, signal: AbortSignal): Promise<CubeAnswer> => {
  try {
    return await transportFor(false)(post, signal);
  } catch (error) {
    if (signal.aborted || error instanceof AnswerBroken || error instanceof BodyTooLarge) throw error;
    return transportFor(true)(post, signal);
  }
};

/**
 * Posts to Cube and reads the whole answer, at most 64 KiB, in time. Redirects are not followed: they would carry the
 * viewer's attributes elsewhere. Throws a `CubeServerError` without a cause, or the caller's reason.
 */
export const callCube = async (call: CubeCall): Promise<CubeAnswer> => {
  const {url, apiKey, body, timeoutMs, caller} = call;
  const headers = {
    authorization: `Api-Key ${apiKey}`,
    'content-type': 'application/json',
    accept: 'application/json',
  };
  let answer: CubeAnswer;
  try {
    answer = await inTime(timeoutMs, caller, (signal) => postTwice(call, {url, headers, body}, signal));
  } catch (error) {
    if (error instanceof TimeIsUp) {
      throw new CubeServerError('cube-timeout', 504, `Cube did not finish its answer within ${timeoutMs} ms.`);
    }
    if (caller?.gaveUp) throw caller.reason;
    if (error instanceof BodyTooLarge) {
      throw new CubeServerError('cube-invalid-answer', 502, 'Cube answered with more than 64 KiB.');
    }
    // The transport's error is dropped: its message, cause and request may quote the Authorization header.
    throw new CubeServerError('cube-unreachable', 502, `Cube could not be reached at ${new URL(url).origin}.`);
  }
  if (isRedirect(answer.status)) {
    throw new CubeServerError(
      'cube-redirected',
      502,
      'Cube answered with a redirect, which is not followed: check baseUrl.',
    );
  }
  return answer;
};

/** The part of `fetch` that is used; any `fetch` fits. */
export type FetchCube = (url: string, init: RequestInit) => Promise<Response>;

let noStore: RequestInit | undefined;

/**
 * Frameworks that cache the answers of `fetch` must not cache a session that works once. Workers with a compatibility date
 * before November 2024 throw on this option.
 */
const uncached = (): RequestInit => {
  if (!noStore) {
    try {
      new Request('https://cube.invalid/', {cache: 'no-store'});
      noStore = {cache: 'no-store'};
    } catch {
      noStore = {};
    }
  }
  return noStore;
};

/** Returns whether an error of `fetch` shows that Cube had begun to answer: Node's parser failed on bytes of an answer. */
const isParserError = (error: unknown): boolean => {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  return typeof code === 'string' && /^HPE_|HEADERS_OVERFLOW/.test(code);
};

/** Reads the answer of a `fetch`, which may be the application's own. */
const readAnswer = async (response: Response, signal: AbortSignal): Promise<CubeAnswer> => {
  // Some runtimes hide the status of a redirect, as browsers do.
  const status = response.type === 'opaqueredirect' ? 302 : response.status;
  if (isRedirect(status)) {
    if (isStream(response.body)) response.body.cancel().catch(() => undefined);
    return {status, retryAfter: null, bytes: new Uint8Array()};
  }
  const bytes = await readBodyOf(response, answerLimit, signal);
  return {status, retryAfter: response.headers.get('retry-after'), bytes};
};

/** Posts to Cube by `fetch`. */
export const fetchTransport =
  (fetchCube: FetchCube): CubeTransport =>
  async ({url, headers, body}, signal) => {
    let response: Response;
    try {
      response = await fetchCube(url, {...uncached(), method: 'POST', headers, body, redirect: 'manual', signal});
    } catch (error) {
      throw isParserError(error) ? new AnswerBroken() : error;
    }
    try {
      return await readAnswer(response, signal);
    } catch (error) {
      throw error instanceof BodyTooLarge ? error : new AnswerBroken();
    }
  };
