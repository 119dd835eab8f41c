/**
 * Whom a served emulator answers. It runs on a developer's machine, where any website that is open in the browser can send it
 * requests, and where a foreign name can be made to resolve to it (DNS rebinding). So:
 *
 * - every route wants a `Host` that is a loopback name or address, or was named when the emulator was started;
 * - its own control routes (`/emulator/…`) answer only requests without `Origin` (tools, tests), of the emulator's own origin
 *   (its pages) or of a loopback origin (a page under development);
 * - what control routes read is JSON, which a page of another origin can't send without asking first.
 *
 * `fetch` of the emulator object has no network between it and its caller: nothing of this holds there.
 */
import {getPath} from 'hono/utils/url';
import {isLoopback} from '../protocol/tenant.js';
import {forbidden, type HttpProblem} from './http-problem.js';

const hostPattern = /^(\[[0-9a-f:.]+\]|[^\s/?#@\\:[\]]+)(:\d{1,5})?$/i;

/** The host of a `Host` header or of an option, lowercase and without its port; null for anything else. */
const hostNameOf = (host: string): string | null => hostPattern.exec(host)?.[1]?.toLowerCase() ?? null;

/** An IPv6 address as it stands in a URL. */
export const urlHost = (hostname: string): string =>
  hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;

/** The hosts that a server was started for. Throws a `TypeError` for a text that is no host. */
export const namedHosts = (hosts: readonly string[]): ReadonlySet<string> =>
  new Set(
    hosts.map((host) => {
      const name = hostNameOf(host.split(':').length > 2 ? urlHost(host) : host);
      if (name === null) throw new TypeError('allowHosts takes host names such as "cube" or "192.168.1.7".');
      return name;
    }),
  );

const authorityOf = (origin: string): string => /^https?:\/\/([^/?#]+)$/i.exec(origin)?.[1]?.toLowerCase() ?? '';

/** Tells whether an `Origin` header names a page of this machine. `null` and anything that is no http(s) origin is none. */
export const isLoopbackOrigin = (origin: string): boolean => isLoopback(hostNameOf(authorityOf(origin)) ?? '');

const isJson = (contentType: string): boolean => /^application\/json\s*(;|$)/i.test(contentType);

/** Tells whether a request brings something that is not JSON, or that may be anything. */
const bringsOther = ({headers}: Request): boolean => {
  const contentType = headers.get('content-type');
  if (contentType !== null) return !isJson(contentType);
  return headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0;
};

/**
 * Why a served request is refused, or null. `host` is the `Host` header as it came.
 * The sentences quote no more than the host and the origin, which hold no secret.
 */
export const refusalOf = (
  request: Request,
  host: string | undefined,
  named: ReadonlySet<string>,
): HttpProblem | null => {
  const name = hostNameOf(host ?? '');
  if (host === undefined || name === null) return forbidden('The Host header is missing or no host.');
  if (!isLoopback(name) && !named.has(name)) {
    return forbidden(`The host "${name}" is not this emulator’s; start it with --allow-host ${name} if it should be.`);
  }
  // As the router reads it: `/%65mulator/faults` is a control route, too.
  if (!getPath(request).startsWith('/emulator/')) return null;
  const origin = request.headers.get('origin');
  if (origin !== null && authorityOf(origin) !== host.toLowerCase() && !isLoopbackOrigin(origin)) {
    return forbidden('The emulator’s control routes answer no page of another machine’s origin.');
  }
  return bringsOther(request) ? forbidden('The emulator’s control routes read application/json alone.') : null;
};
