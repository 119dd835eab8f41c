import type {PageContext} from '../protocol/embed-request.js';
import {parseTenantOrigin} from '../protocol/tenant.js';

/** What a page may limit all of its embeds to; a list that is left out restricts nothing. */
export interface PagePolicy {
  /** The only Cube origins, such as `https://acme.cubecloud.dev`. */
  readonly origins?: readonly string[];
  /** The only session endpoints, resolved as the attribute is. */
  readonly endpoints?: readonly string[];
}

let policy: PagePolicy | null = null;

/** Sets the page's policy; the first call wins, since a later one may be an injected script's. */
export function configurePage({origins, endpoints}: PagePolicy): void {
  if (policy) return console.warn('<cube-embed>: configure() was called before; this call is ignored.');
  policy = {...(origins && {origins: [...origins]}), ...(endpoints && {endpoints: [...endpoints]})};
}

function resolve(url: string, base: string): string | null {
  try {
    return new URL(url, base).href;
  } catch {
    return null;
  }
}

/** Collects what the page around an element decides. What the policy lists but can't be read allows nothing. */
export function pageContext(document: Document): PageContext {
  const {baseURI} = document;
  return {
    origin: document.defaultView!.origin,
    baseUri: baseURI,
    origins: policy?.origins?.map((text) => parseTenantOrigin(text) ?? '') ?? null,
    endpoints: policy?.endpoints?.map((url) => resolve(url, baseURI) ?? '') ?? null,
  };
}
