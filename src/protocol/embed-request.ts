import {filterValue, hideParameters, memberParameters, wordValue} from './embed-parameters.js';
import {invalidConfig, invalidValue} from './errors.js';
import type {Surface} from './surface.js';
import {parseTenantOrigin} from './tenant.js';

/** What the markup says, attribute by attribute; an empty text is an absent attribute. */
export interface RawEmbed {
  readonly type: Surface;
  readonly id: string;
  readonly dashboardId: string;
  readonly baseUrl: string;
  /** A text where it is no positive integer. */
  readonly deploymentId: number | string | null;
  readonly sessionEndpoint: string;
  readonly fetchSession?: unknown;
  readonly private: boolean;
  readonly allowExport: boolean;
  readonly hide: string;
  readonly granularities?: unknown;
  readonly fields?: unknown;
  readonly sandbox: string;
  readonly allow: string;
  readonly referrerpolicy: string;
}

/** What the page around the element decides. */
export interface PageContext {
  readonly origin: string;
  /** What a relative session endpoint is resolved against. */
  readonly baseUri: string;
  /** The only origins of Cube that the page allows; null restricts nothing. */
  readonly origins: readonly string[] | null;
  /** The only session endpoints that the page allows; null restricts nothing. */
  readonly endpoints: readonly string[] | null;
}

/** One embed, validated: what it takes to ask for a session and to build a frame. A change of any of it is a new embed. */
export interface EmbedRequest {
  readonly surface: Surface;
  readonly id: string | undefined;
  readonly origin: string | undefined;
  readonly deploymentId: number | undefined;
  /** The absolute URL to ask for a session; undefined where `fetchSession` does it, or nobody. */
  readonly endpoint: string | undefined;
  readonly private: boolean;
  /** Whether the host's own function gets the sessions. */
  readonly fetchesItself: boolean;
  /** URL parameters of the frame that are fixed for its life. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly sandbox: string;
  readonly allow: string;
  readonly referrerpolicy: string;
  /** The attribute that is still required; the request can't be used before it is there. */
  readonly missing: string | undefined;
}

/**
 * Checks that an origin is one that a frame may be pointed at.
 *
 * @returns the origin, or a sentence part that says what is wrong
 */
export function checkOrigin(origin: string, page: PageContext): string | undefined {
  if (origin === page.origin) return `${origin} is the page's own origin`;
  if (page.origins && !page.origins.includes(origin)) return `${origin} is not in configure({origins})`;
  return undefined;
}

/** White space around a URL is ignored, as in HTML; nothing but white space is an absent attribute. */
const isBlank = (url: string): boolean => !/[^\t\n\f\r ]/.test(url);

function parseBaseUrl(text: string, page: PageContext): string {
  const origin = parseTenantOrigin(text);
  if (!origin) {
    throw invalidConfig('base-url must be an origin, as https://acme.cubecloud.dev.');
  }
  const wrong = checkOrigin(origin, page);
  if (wrong) throw invalidConfig(`base-url: ${wrong}.`);
  return origin;
}

/** Reads an http(s) URL without credentials, resolved against the page's base; undefined for anything else. */
function parseHttpUrl(text: string, baseUri: string): string | undefined {
  try {
    const {protocol, username, password, href} = new URL(text, baseUri);
    return /^https?:$/.test(protocol) && !username && !password ? href : undefined;
  } catch {
    return undefined;
  }
}

function parseEndpoint(text: string, page: PageContext): string {
  const url = parseHttpUrl(text, page.baseUri);
  if (!url) throw invalidConfig('session-endpoint must be an http(s) URL.');
  if (page.endpoints && !page.endpoints.includes(url)) {
    throw invalidConfig('session-endpoint is not in configure({endpoints}).');
  }
  return url;
}

/**
 * Reads the `sign-in-url` attribute; empty where there is none.
 *
 * @throws CubeEmbedError `invalid-config` for what is no http(s) URL
 */
export function parseSignInUrl(text: string, baseUri: string): string {
  if (isBlank(text)) return '';
  const url = parseHttpUrl(text, baseUri);
  if (!url) throw invalidValue('sign-in-url must be an http(s) URL.');
  return url;
}

/**
 * Reads the markup into a request, before anything is asked of anybody.
 *
 * @throws CubeEmbedError `invalid-config`, naming the attribute and what was expected
 */
export function parseEmbedRequest(raw: RawEmbed, page: PageContext): EmbedRequest {
  const {type: surface, deploymentId} = raw;
  const id = surface === 'dashboard' ? raw.dashboardId || raw.id : '';
  if (id && !/^[\w-]{1,128}$/.test(id))
    throw invalidConfig('id (or dashboard-id) must be 1 to 128 of A-Z a-z 0-9 _ -.');
  if (typeof deploymentId === 'string') {
    throw invalidConfig('deployment-id must be a positive integer.');
  }
  const origin = isBlank(raw.baseUrl) ? undefined : parseBaseUrl(raw.baseUrl, page);
  const endpoint =
    raw.private || raw.fetchSession || isBlank(raw.sessionEndpoint)
      ? undefined
      : parseEndpoint(raw.sessionEndpoint, page);
  const missing =
    surface === 'dashboard' && !id
      ? 'id'
      : raw.private
        ? origin
          ? surface === 'app' && !deploymentId && 'deployment-id'
          : 'base-url'
        : !endpoint && !raw.fetchSession && 'session-endpoint';
  return {
    surface,
    id: id || undefined,
    origin,
    deploymentId: deploymentId ?? undefined,
    endpoint,
    private: raw.private,
    fetchesItself: !!raw.fetchSession,
    parameters: [
      ...memberParameters('granularities', 'tg_', raw.granularities, wordValue),
      ...memberParameters('fields', 'ms_', raw.fields, wordValue),
      ...(raw.allowExport ? [['allowExport', 'true'] as const] : []),
      ...hideParameters(raw.hide),
    ],
    sandbox: raw.sandbox,
    allow: raw.allow,
    referrerpolicy: raw.referrerpolicy,
    missing: missing || undefined,
  };
}

/** Reads the `filters` attribute into Cube's `f_` parameters. */
export const parseFilters = (filters: unknown): [string, string][] =>
  memberParameters('filters', 'f_', filters, filterValue);
