/** Every error code, and whether the same request may succeed later. Each code has a page under `docs/errors/`. */
const retryableByCode = {
  'invalid-config': false,
  'session-network': true,
  'session-timeout': true,
  'session-unauthorized': false,
  'session-forbidden': false,
  'session-rate-limited': true,
  'session-unavailable': true,
  'session-rejected': false,
  'session-invalid': false,
  'session-expired': true,
  'frame-blocked': false,
  'frame-timeout': true,
  'frame-origin': false,
  'embed-error': false,
  unexpected: false,
} as const;

/** The closed set of error codes. */
export type ErrorCode = keyof typeof retryableByCode;

/** The closed set of error codes, as a list. */
export const errorCodes = Object.keys(retryableByCode) as readonly ErrorCode[];

/** What a {@link CubeEmbedError} is made from; only `code` is required. */
export interface CubeEmbedErrorInit {
  /** What went wrong, as one of the closed set. */
  readonly code: ErrorCode;
  /** For developers: what happened and what to do. */
  readonly message?: string;
  /** Whether the element gives up because of it. Default true. */
  readonly fatal?: boolean;
  /** Whether the same request may succeed later. Default: as the code says. */
  readonly retryable?: boolean;
  /** The HTTP status of the session endpoint's answer, where there was one. */
  readonly status?: number;
  /** How many requests were sent, the first included. */
  readonly attempts?: number;
  /** How long the server asked to be left alone, at most 60,000 ms; 0 where it didn't. */
  readonly retryAfterMs?: number;
  /** What stands behind it, for developers; `toJSON()` leaves it out. */
  readonly cause?: unknown;
}

/** The one error class of the package: a closed set of codes, a message for developers that says what to do. */
export class CubeEmbedError extends Error {
  /** What went wrong, as one of a closed set of words. */
  declare readonly code: ErrorCode;
  /** Whether the element gave up because of it. */
  declare readonly fatal: boolean;
  /** Whether the same request may succeed later. */
  declare readonly retryable: boolean;
  /** The HTTP status of the session endpoint's answer, where there was one. */
  declare readonly status?: number;
  /** How many session requests were sent, the first included. */
  declare readonly attempts?: number;
  /** How long the server asked to be left alone, in ms, at most 60,000. */
  declare readonly retryAfterMs?: number;
  /** What stands behind it: what `fetch` threw, or Cube's own payload. */
  declare readonly cause?: unknown;

  /** Always `CubeEmbedError`, whichever copy of the package made it. */
  // No assignment, which throws where a page has frozen `Error.prototype`.
  override get name(): string {
    return 'CubeEmbedError';
  }

  constructor({code, message = '', fatal = true, retryable = retryableByCode[code], ...rest}: CubeEmbedErrorInit) {
    super(`${code}: ${message} https://unpkg.com/cube-embed/docs/errors/${code}.md`);
    Object.assign(this, {code, fatal, retryable}, rest);
  }

  /** What `JSON.stringify` writes: the message and every fact, never `cause`, which may hold what a page keeps secret. */
  toJSON(): object {
    const {name, message} = this;
    return {...this, name, message, cause: undefined};
  }
}

/** Makes the same error with other facts: an error that was made stays as it is. */
export const withFacts = (
  error: CubeEmbedError,
  facts: Readonly<Pick<CubeEmbedErrorInit, 'fatal' | 'attempts'>>,
): CubeEmbedError => Object.defineProperty(new CubeEmbedError({...error, ...facts}), 'message', {value: error.message});

/** Makes the error for an exception that nothing foresaw, or gives back the error that it is. */
export const asCubeEmbedError = (error: unknown): CubeEmbedError =>
  isCubeEmbedError(error)
    ? error
    : new CubeEmbedError({code: 'unexpected', message: 'An exception (see cause).', cause: error});

/** Tells whether a value is a `CubeEmbedError`, of this copy of the package or of another one on the page. */
export const isCubeEmbedError = (value: unknown): value is CubeEmbedError =>
  value instanceof Error && value.name === 'CubeEmbedError' && errorCodes.includes((value as CubeEmbedError).code);

/** Builds the error for configuration that is missing or unusable. */
export const invalidConfig = (message: string): CubeEmbedError => new CubeEmbedError({code: 'invalid-config', message});

/**
 * Takes what is wrong with a configuration, in a sentence that names the attribute; all of it goes into one error. What a
 * running embed can do without is not fatal: what was before goes on.
 */
export type Refuse = (message: string, fatal?: boolean) => void;
