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

/** Is what a transport rejects with when an answer had begun and can't be had: it must not be asked for again. */
export class AnswerBroken extends Error {}

export const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/**
 * Posts once, follows no redirect, and lets go of the connection when the signal aborts. Rejected by `BodyTooLarge` above the limit,
 * by `AnswerBroken`, and by anything else where no answer had begun.
 */
export type CubeTransport = (post: CubePost, signal: AbortSignal) => Promise<CubeAnswer>;
