import {inTime, TimeIsUp, type Caller} from './deadline.js';
import {CubeServerError} from './errors.js';
import {BodyTooLarge, readBody} from './read-body.js';

/** The part of `fetch` that is used; any `fetch` fits. */
export type FetchCube = (url: string, init: RequestInit) => Promise<Response>;

/** What came back from Cube, read whole. */
export interface CubeAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

export interface CubeCall {
  readonly url: string;
  readonly apiKey: string;
  readonly body: string;
  readonly fetch: FetchCube;
  readonly timeoutMs: number;
  readonly caller: Caller | undefined;
}

const answerLimit = 64 * 1024;

let noStore: RequestInit | undefined;

/**
 * Frameworks that cache what `fetch` brings must not cache a session that works once; Workers before their compatibility date
 * of November 2024 throw on the very option.
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

/** Tells whether the failure itself shows that Cube had begun to answer: Node's parser stumbled over bytes of an answer. */
const showsBytes = (error: unknown): boolean => {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  return typeof code === 'string' && /^HPE_|HEADERS_OVERFLOW/.test(code);
};

const send = (call: CubeCall, signal: AbortSignal): Promise<Response> =>
  call.fetch(call.url, {
    ...uncached(),
    method: 'POST',
    headers: {
      authorization: `Api-Key ${call.apiKey}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: call.body,
    redirect: 'manual',
    signal,
  });

/** One retry, and only where `fetch` itself failed: before an answer had begun, so that no answer is asked for twice. */
const sendTwice = async (call: CubeCall, signal: AbortSignal): Promise<Response> => {
  try {
    return await send(call, signal);
  } catch (error) {
    if (signal.aborted || showsBytes(error)) throw error;
    return send(call, signal);
  }
};

const exchange = async (call: CubeCall, signal: AbortSignal): Promise<CubeAnswer> => {
  const response = await sendTwice(call, signal);
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    response.body?.cancel().catch(() => undefined);
    throw new CubeServerError(
      'cube-redirected',
      502,
      'Cube answered with a redirect, which is not followed: check baseUrl.',
    );
  }
  const bytes = await readBody(response.body, answerLimit, signal);
  return {status: response.status, headers: response.headers, bytes};
};

/**
 * Posts to Cube and reads the whole answer, at most 64 KiB, in time. Redirects are not followed: they would carry the
 * viewer's attributes elsewhere. Throws a `CubeServerError` without a cause, or the caller's reason.
 */
export const callCube = async (call: CubeCall): Promise<CubeAnswer> => {
  try {
    return await inTime(call.timeoutMs, call.caller, (signal) => exchange(call, signal));
  } catch (error) {
    if (error instanceof TimeIsUp) {
      throw new CubeServerError('cube-timeout', 504, `Cube did not finish its answer within ${call.timeoutMs} ms.`);
    }
    if (call.caller?.gaveUp) throw call.caller.reason;
    if (error instanceof CubeServerError) throw error;
    if (error instanceof BodyTooLarge) {
      throw new CubeServerError('cube-invalid-answer', 502, 'Cube answered with more than 64 KiB.');
    }
    // What fetch threw is left behind: its text, cause and request may quote the Authorization header.
    throw new CubeServerError('cube-unreachable', 502, `Cube could not be reached at ${new URL(call.url).origin}.`);
  }
};
