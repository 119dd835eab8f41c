import {BodyTooLarge, readBody} from '../body.js';
import {AnswerBroken, answerLimit, type CubeTransport, isRedirect} from './call-cube.js';

/** The part of `fetch` that is used; any `fetch` fits. */
export type FetchCube = (url: string, init: RequestInit) => Promise<Response>;

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

/** Reaches Cube by `fetch`. */
export const fetchTransport =
  (fetchCube: FetchCube): CubeTransport =>
  async ({url, headers, body}, signal) => {
    let response: Response;
    try {
      response = await fetchCube(url, {...uncached(), method: 'POST', headers, body, redirect: 'manual', signal});
    } catch (error) {
      throw showsBytes(error) ? new AnswerBroken() : error;
    }
    // Browsers and Workers hide a redirect's status.
    const status = response.type === 'opaqueredirect' ? 302 : response.status;
    if (isRedirect(status)) {
      response.body?.cancel().catch(() => undefined);
      return {status, retryAfter: null, bytes: new Uint8Array()};
    }
    try {
      const bytes = await readBody(response.body, answerLimit, signal);
      return {status, retryAfter: response.headers.get('retry-after'), bytes};
    } catch (error) {
      throw error instanceof BodyTooLarge ? error : new AnswerBroken();
    }
  };
