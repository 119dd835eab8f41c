import {BodyTooLarge} from '../body.js';
import {type Caller, inTime, TimeIsUp} from '../deadline.js';
import {CubeServerError} from '../errors.js';

/** What is posted to Cube. */
export interface CubePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back from Cube, read whole; of a redirect the status alone. */
export interface CubeAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly bytes: Uint8Array;
}

/** No more than this is read of an answer, in bytes. */
export const answerLimit = 64 * 1024;

/** Rejects a call whose answer had begun and broke off: it must not be made again. */
export class AnswerBroken extends Error {}

export const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/**
 * Posts once, follows no redirect, unpacks a compressed answer, and closes the connection when the signal aborts. Rejects with
 * `BodyTooLarge` above the limit, with `AnswerBroken`, and with anything else where no answer had begun.
 */
export type CubeTransport = (post: CubePost, signal: AbortSignal) => Promise<CubeAnswer>;

/**
 * Finds a way to a URL that is better than the global `fetch`; undefined where there is none. A retry wants a connection of
 * its own: the kept ones may all be dead.
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

/** Tries once more where no answer had begun, and only there: no session is made twice. */
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
    // What the transport threw is left behind: its text, cause and request may quote the Authorization header.
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
