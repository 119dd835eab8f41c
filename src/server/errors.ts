/** The codes of errors on the server; no other code occurs. */
export type CubeServerErrorCode =
  | 'missing-base-url'
  | 'missing-api-key'
  | 'invalid-session-params'
  | 'identify-failed'
  | 'on-session-failed'
  | 'rate-limit-failed'
  | 'session-store-failed'
  | 'cube-refused'
  | 'cube-redirected'
  | 'cube-unreachable'
  | 'cube-invalid-answer'
  | 'cube-timeout'
  | 'unexpected';

/**
 * An error of this package's server side, or of Cube as it sees it: a code, a status and a message.
 * It never carries a `cause`: an error of `fetch` may quote the Authorization header.
 */
export class CubeServerError extends Error {
  /** Names the kind of failure. */
  readonly code: CubeServerErrorCode;
  /** The status of the answer to the browser; of a `CubeApiError` the status of Cube's answer. */
  readonly status: number;

  constructor(code: CubeServerErrorCode, status: number, message: string) {
    super(message);
    this.name = 'CubeServerError';
    this.code = code;
    this.status = status;
  }
}

/** The causes of these statuses by Cube's documentation: https://docs.cube.dev/reference/embed-apis/generate-session */
const meanings: Readonly<Record<number, string>> = {
  401: 'wrong key (apiKey)',
  403: "the key is not an admin's, or not for this deployment, or embedding is switched off",
  429: 'too many requests',
};

/** Thrown when Cube answers with an error status. */
export class CubeApiError extends CubeServerError {
  /** Cube's answer: parsed where it is JSON, else text; at most 4 KiB, with the API key masked. Loggers don't print it. */
  declare readonly body: unknown;
  /** Cube's Retry-After header where it is well formed: digits or an HTTP date. */
  declare readonly retryAfter: string | undefined;

  constructor(status: number, body: unknown, retryAfter?: string) {
    const meaning = meanings[status];
    super(
      'cube-refused',
      status,
      `Cube answered ${status}${meaning ? `: ${meaning}` : ''}. The property "body" has its answer.`,
    );
    this.name = 'CubeApiError';
    // Not enumerable: the answer may quote the viewer, and a logger would print it.
    Object.defineProperty(this, 'body', {value: body});
    Object.defineProperty(this, 'retryAfter', {value: retryAfter});
  }
}

/** Creates the error for a missing `baseUrl` or `apiKey`; it names the one that is missing. */
export const missingOption = (baseUrl: string | undefined): CubeServerError =>
  baseUrl === undefined
    ? new CubeServerError('missing-base-url', 500, 'baseUrl is missing: set it to the origin of your Cube tenant.')
    : new CubeServerError('missing-api-key', 500, 'apiKey is missing: set it from the environment of the server.');

/** Thrown by `identify` to answer the browser with a status from 400 to 499; any other status throws a `RangeError`. */
export class HttpError extends Error {
  /** The status of the answer. */
  readonly status: number;

  constructor(status: number, message = `HTTP ${status}`) {
    if (!Number.isInteger(status) || status < 400 || status > 499) {
      throw new RangeError('HttpError takes a status from 400 to 499.');
    }
    super(message);
    this.name = 'HttpError';
    this.status = status;
  }
}
