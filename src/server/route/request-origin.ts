import {type Exchange} from './exchange.js';

/** What is thought of where a request comes from. */
export interface RequestOrigin {
  readonly passes: boolean;
  /** Whether its origin is in the list of others that may ask. */
  readonly isAllowed: boolean;
  /** The CORS headers of every answer to an allowed origin; empty for everybody else. */
  readonly corsHeaders: Readonly<Record<string, string>>;
}

const none: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Tells whether the page comes from where its request went. The scheme that a server knows is not the browser's behind a proxy
 * that ends TLS, and the host that a framework puts into a request's URL may be the one that it listens on: the Host header
 * is what the browser wrote. Go 1.25's CrossOriginProtection compares the same: https://pkg.go.dev/net/http#CrossOriginProtection
 */
const isOwn = (origin: string, exchange: Exchange): boolean =>
  origin === exchange.origin || (URL.canParse(origin) && new URL(origin).host === exchange.header('host'));

/**
 * Decides from what browsers send by themselves, https://www.w3.org/TR/fetch-metadata/ and the Origin header, whether a
 * request may ask for a session. X-Forwarded-Host is not believed: anybody may send it.
 */
export const judgeOrigin = (exchange: Exchange, allowedOrigins: ReadonlySet<string>): RequestOrigin => {
  const origin = exchange.header('origin');
  const site = exchange.header('sec-fetch-site');
  const isAllowed = origin !== null && allowedOrigins.has(origin);
  const corsHeaders = isAllowed
    ? {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After',
        vary: 'Origin',
      }
    : none;
  if (isAllowed) return {passes: true, isAllowed, corsHeaders};
  if (site !== null) return {passes: site === 'same-origin', isAllowed, corsHeaders};
  // With neither header it is no browser: it can't be led to ask by somebody else's page.
  return {passes: origin === null || isOwn(origin, exchange), isAllowed, corsHeaders};
};

const headerNames = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;

/** Answers what a preflight asks for: POST, and the headers it names where they are header names. */
export const preflightHeaders = (exchange: Exchange): Record<string, string> => {
  const wanted = exchange.header('access-control-request-headers');
  return {
    'access-control-allow-methods': 'POST',
    ...(wanted !== null && wanted.length <= 2048 && headerNames.test(wanted)
      ? {'access-control-allow-headers': wanted}
      : {}),
    vary: 'Origin, Access-Control-Request-Headers',
  };
};
