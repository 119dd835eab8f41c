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
} as const;

/** The closed set of error codes. */
export type ErrorCode = keyof typeof retryableByCode;

/** The closed set of error codes, as a list. */
export const errorCodes = Object.keys(retryableByCode) as readonly ErrorCode[];

/** What a {@link CubeEmbedError} is made from; only `code` is required. */
export interface CubeEmbedErrorInit {
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
  readonly cause?: unknown;
}

/** The one error class of the package: a closed set of codes, a message for developers that says what to do. */
export class CubeEmbedError extends Error {
  declare readonly code: ErrorCode;
  /** Whether the element gave up because of it; the element decides when it reports the error. */
  declare fatal: boolean;
  declare readonly retryable: boolean;
  declare readonly status?: number;
  declare attempts?: number;
  declare readonly retryAfterMs?: number;
  declare readonly cause?: unknown;

  constructor({code, message = '', fatal = true, retryable = retryableByCode[code], ...rest}: CubeEmbedErrorInit) {
    super(`${code}: ${message} https://unpkg.com/cube-embed/docs/errors/${code}.md`);
    Object.assign(this, rest, {name: 'CubeEmbedError', code, fatal, retryable});
  }
}

/** Tells whether a value is a `CubeEmbedError`, of this copy of the package or of another one on the page. */
export const isCubeEmbedError = (value: unknown): value is CubeEmbedError =>
  value instanceof Error && value.name === 'CubeEmbedError' && errorCodes.includes((value as CubeEmbedError).code);

/** Builds the error for configuration that is missing or unusable. */
export const invalidConfig = (message: string): CubeEmbedError => new CubeEmbedError({code: 'invalid-config', message});

/** The same for a value that a running embed can do without: what was before goes on. */
export const invalidValue = (message: string): CubeEmbedError =>
  new CubeEmbedError({code: 'invalid-config', message, fatal: false});
