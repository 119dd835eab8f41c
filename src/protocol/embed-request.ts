import {filterValue, hideParameters, memberParameters, wordValue} from './embed-parameters.js';
import type {Refuse} from './errors.js';
import type {Surface} from './surface.js';
import {parseTenantOrigin, parseUrl} from './tenant.js';

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

function parseBaseUrl(text: string, page: PageContext, refuse: Refuse): string | undefined {
  if (isBlank(text)) return undefined;
  const origin = parseTenantOrigin(text);
  const wrong = origin ? checkOrigin(origin, page) : 'it must be an origin, as https://acme.cubecloud.dev';
  if (wrong) refuse(`base-url: ${wrong}.`, true);
  return origin ?? undefined;
}

/** Reads an http(s) URL without credentials, resolved against the page's base; undefined for anything else. */
function parseHttpUrl(text: string, baseUri: string): string | undefined {
  const url = parseUrl(text, baseUri);
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : undefined;
}

function parseEndpoint(text: string, page: PageContext, refuse: Refuse): string | undefined {
  if (isBlank(text)) return undefined;
  const url = parseHttpUrl(text, page.baseUri);
  if (!url) refuse('session-endpoint must be an http(s) URL.', true);
  else if (page.endpoints && !page.endpoints.includes(url)) {
    refuse('session-endpoint is not in configure({endpoints}).', true);
  }
  return url;
}

/** Reads the `sign-in-url` attribute; empty where there is none, and where it is refused: it must be an http(s) URL. */
export function parseSignInUrl(text: string, baseUri: string, refuse: Refuse): string {
  if (isBlank(text)) return '';
  const url = parseHttpUrl(text, baseUri);
  if (!url) refuse('sign-in-url must be an http(s) URL.');
  return url ?? '';
}

/** With the address and a session in it, too, a URL is sure to arrive. None of these characters is encoded there. */
const longestParameters = 7000;

/** Reads the markup into a request, before anything is asked of anybody; of no use where anything was refused. */
export function parseEmbedRequest(raw: RawEmbed, page: PageContext, refuse: Refuse): EmbedRequest {
  const {type: surface, deploymentId} = raw;
  const id = surface === 'dashboard' ? raw.dashboardId || raw.id : '';
  if (id && !/^[\w-]{1,128}$/.test(id)) refuse('id (or dashboard-id) must be 1 to 128 of A-Z a-z 0-9 _ -.', true);
  if (typeof deploymentId === 'string') refuse('deployment-id must be a positive integer.', true);
  const origin = parseBaseUrl(raw.baseUrl, page, refuse);
  const endpoint = raw.private || raw.fetchSession ? undefined : parseEndpoint(raw.sessionEndpoint, page, refuse);
  const missing =
    surface === 'dashboard' && !id
      ? 'id'
      : raw.private
        ? origin
          ? surface === 'app' && !deploymentId && 'deployment-id'
          : 'base-url'
        : !endpoint && !raw.fetchSession && 'session-endpoint';
  const parameters = [
    ...memberParameters('granularities', 'tg_', raw.granularities, wordValue, refuse),
    ...memberParameters('fields', 'ms_', raw.fields, wordValue, refuse),
    ...(raw.allowExport ? [['allowExport', 'true'] as const] : []),
    ...hideParameters(raw.hide),
  ];
  if (parameters.join('').length > longestParameters) refuse('granularities, fields: too long for a URL.');
  return {
    surface,
    id: id || undefined,
    origin,
    deploymentId: Number(deploymentId) || undefined,
    endpoint,
    private: raw.private,
    fetchesItself: !!raw.fetchSession,
    parameters,
    sandbox: raw.sandbox,
    allow: raw.allow,
    referrerpolicy: raw.referrerpolicy,
    missing: missing || undefined,
  };
}

/** Reads the `filters` attribute into Cube's `f_` parameters. */
export const parseFilters = (filters: unknown, refuse: Refuse): [string, string][] =>
  memberParameters('filters', 'f_', filters, filterValue, refuse);
