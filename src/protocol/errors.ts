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
  readonly cause?: unknown;
}

/** The one error class of the package: a closed set of codes, a message for developers that says what to do. */
export class CubeEmbedError extends Error {
  readonly code: ErrorCode;
  /** Whether the element gave up because of it; the element decides when it reports the error. */
  fatal: boolean;
  readonly retryable: boolean;
  readonly status: number | undefined;
  attempts: number | undefined;

  constructor(init: CubeEmbedErrorInit) {
    const {code, cause} = init;
    super(
      `${code}: ${init.message ?? ''} https://unpkg.com/cube-embed/docs/errors/${code}.md`,
      cause === undefined ? undefined : {cause},
    );
    this.name = 'CubeEmbedError';
    this.code = code;
    this.fatal = init.fatal ?? true;
    this.retryable = init.retryable ?? retryableByCode[code];
    this.status = init.status;
    this.attempts = init.attempts;
  }
}

/** Tells whether a value is a `CubeEmbedError`, of this copy of the package or of another one on the page. */
export const isCubeEmbedError = (value: unknown): value is CubeEmbedError =>
  value instanceof Error && value.name === 'CubeEmbedError' && 'code' in value && String(value.code) in retryableByCode;

/** Builds the error for configuration that is missing or unusable. */
export const invalidConfig = (message: string): CubeEmbedError => new CubeEmbedError({code: 'invalid-config', message});

/** The same for a value that a running embed can do without: what was before goes on. */
export const invalidValue = (message: string): CubeEmbedError =>
  new CubeEmbedError({code: 'invalid-config', message, fatal: false});
