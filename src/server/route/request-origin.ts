import {type HeaderFields} from './answers.js';
import {type Exchange} from './exchange.js';

/** The verdict on where a request comes from. */
export interface RequestOrigin {
  readonly passes: boolean;
  /** Whether its origin is one of `allowedOrigins`. */
  readonly isAllowed: boolean;
  /** The CORS headers of every answer to an allowed origin; empty for all others. */
  readonly corsHeaders: HeaderFields;
}

const none: HeaderFields = Object.freeze({});

/**
 * Tells whether the page comes from where its request went. The scheme that a server knows is not the browser's behind a proxy
 * that ends TLS, and the host that a framework puts into a request's URL may be the one that it listens on: the Host header
 * is the browser's own. Go 1.25's CrossOriginProtection compares the same: https://pkg.go.dev/net/http#CrossOriginProtection
 */
const isOwn = (origin: string, {origin: requested, host}: Exchange): boolean => {
  if (origin === requested) return true;
  // With the page's scheme, so that a port counts that is that scheme's default: some proxies write it into Host.
  const own = URL.canParse(origin) && `${new URL(origin).protocol}//${host ?? ''}`;
  return !!own && URL.canParse(own) && new URL(own).origin === origin;
};

/**
 * Decides from what browsers send by themselves, https://www.w3.org/TR/fetch-metadata/ and the Origin header, whether a
 * request may ask for a session. X-Forwarded-Host is not believed: any client may send it.
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
  // With neither header it is no browser: no page can make it ask.
  return {passes: origin === null || isOwn(origin, exchange), isAllowed, corsHeaders};
};

/** Says for the log where a refused request came from and went to; both are the sender's words. */
export const originRefusal = (exchange: Exchange): string => {
  const from = exchange.header('origin') ?? `a page elsewhere (Sec-Fetch-Site: ${exchange.header('sec-fetch-site')})`;
  return (
    `A request from ${from.slice(0, 200)} to ${exchange.origin.slice(0, 200)} was refused. If that page is yours, add its ` +
    'origin to allowedOrigins; if both are one site, let the proxy pass on the Host header unchanged, port included. ' +
    'Later refusals are not logged.'
  );
};

const headerNames = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;

/** Grants what a preflight asks for: POST, and the headers that it names where they are header names. */
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
