import {type Exchange, type HeaderFields} from './exchange.js';

/** Whether a request may pass, by the page that it comes from. */
export interface RequestOrigin {
  readonly passes: boolean;
  /** Whether its origin is one of `allowedOrigins`. */
  readonly isAllowed: boolean;
  /** The CORS headers of every answer to an allowed origin; empty for all others. */
  readonly corsHeaders: HeaderFields;
}

const none: HeaderFields = Object.freeze({});

/**
 * Returns whether the page has the origin that its request went to. Behind a proxy that ends TLS the server's scheme is not the
 * browser's, and some frameworks put the host that they listen on into a request's URL: the Host header is the browser's own. Go 1.25's CrossOriginProtection compares the same: https://pkg.go.dev/net/http#CrossOriginProtection
 */
const isOwn = (origin: string, {origin: requested, host}: Exchange): boolean => {
  if (origin === requested) return true;
  // With the page's scheme, whose default port is dropped: some proxies write it into Host.
  const own = URL.canParse(origin) && `${new URL(origin).protocol}//${host ?? ''}`;
  return !!own && URL.canParse(own) && new URL(own).origin === origin;
};

/**
 * Decides whether a request may ask for a session, by the headers that browsers set themselves: Sec-Fetch-Site,
 * https://www.w3.org/TR/fetch-metadata/, and Origin. X-Forwarded-Host doesn't count: any client may send it.
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
  // A client that sends neither header is not a browser, and no page can make it send a request.
  return {passes: origin === null || isOwn(origin, exchange), isAllowed, corsHeaders};
};

/** The log's sentence about a refused request. Both origins come from its sender, and are cut. */
export const originRefusal = (exchange: Exchange): string => {
  const from = exchange.header('origin') ?? `a page elsewhere (Sec-Fetch-Site: ${exchange.header('sec-fetch-site')})`;
  return (
    `A request from ${from.slice(0, 200)} to ${exchange.origin.slice(0, 200)} was refused. If that page is yours, add its ` +
    'origin to allowedOrigins; if both are one site, let the proxy pass on the Host header unchanged, port included. ' +
    'Later refusals are not logged.'
  );
};

const headerNames = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;

/** The headers that grant a preflight: POST, and the headers that it names where they are header names. */
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
