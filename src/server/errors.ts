/** What went wrong on the secret side, as a closed set of words. */
export type CubeServerErrorCode =
  | 'missing-base-url'
  | 'missing-api-key'
  | 'invalid-session-params'
  | 'identify-failed'
  | 'on-session-failed'
  | 'rate-limit-failed'
  | 'cube-refused'
  | 'cube-redirected'
  | 'cube-unreachable'
  | 'cube-invalid-answer'
  | 'cube-timeout'
  | 'unexpected';

/**
 * Is what this package reports about itself or about Cube: a code, a status and a text of its own.
 * It never carries a `cause`: what `fetch` throws may quote the Authorization header.
 */
export class CubeServerError extends Error {
  readonly code: CubeServerErrorCode;
  /** The status that the browser is answered with; of a `CubeApiError` the one that Cube answered with. */
  readonly status: number;

  constructor(code: CubeServerErrorCode, status: number, message: string) {
    super(message);
    this.name = 'CubeServerError';
    this.code = code;
    this.status = status;
  }
}

/** Says that Cube answered with a status that is no success. */
export class CubeApiError extends CubeServerError {
  /** Cube's answer: parsed where it is JSON, else text; at most 4 KiB, with the API key masked. Loggers don't print it. */
  declare readonly body: unknown;
  /** Cube's Retry-After header where it is well formed: digits or an HTTP date. */
  declare readonly retryAfter: string | undefined;

  constructor(status: number, body: unknown, retryAfter?: string) {
    super('cube-refused', status, `Cube answered with the status ${status}. What it said is in the property "body".`);
    this.name = 'CubeApiError';
    // Not enumerable: an answer that a logger prints by itself is an answer that ends up where nobody looks for it.
    Object.defineProperty(this, 'body', {value: body});
    Object.defineProperty(this, 'retryAfter', {value: retryAfter});
  }
}

/** Says which of the two options is missing that come from the environment. */
export const missingOption = (baseUrl: string | undefined): CubeServerError =>
  baseUrl === undefined
    ? new CubeServerError('missing-base-url', 500, 'baseUrl is missing: set it to the origin of your Cube tenant.')
    : new CubeServerError('missing-api-key', 500, 'apiKey is missing: set it from the environment of the server.');

/** Is thrown by `identify` to answer the browser with a status of its choice, 400 to 499; any other is a `RangeError`. */
export class HttpError extends Error {
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
