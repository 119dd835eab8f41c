/** The content that a page of the host application may load. */
export interface PolicyOptions {
  readonly frames: readonly string[];
  /** Whether the page is the demo's own, whose only Trusted Types policy is Lit's. Other frameworks create their own. */
  readonly isOwnPage: boolean;
}

/** The Content-Security-Policy of every answer: strict, with Cube alone in `frame-src`. */
export const contentPolicy = ({frames, isOwnPage}: PolicyOptions): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${frames.join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isOwnPage ? ["require-trusted-types-for 'script'", 'trusted-types lit-html'] : []),
  ].join('; ');
