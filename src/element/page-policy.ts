import {baseUriOf, windowOf} from '../page/document.js';
import {pageMemory} from '../page/page-memory.js';
import type {PageContext} from '../protocol/embed-request.js';
import {parseTenantOrigin} from '../protocol/tenant.js';

/** What a page may limit all of its embeds to; a list that is left out restricts nothing. */
export interface PagePolicy {
  /** The only Cube origins, such as `https://acme.cubecloud.dev`. */
  readonly origins?: readonly string[];
  /** The only session endpoints, resolved as the attribute is. */
  readonly endpoints?: readonly string[];
}

const policy: {held?: Pick<PageContext, 'origins' | 'endpoints'>} = pageMemory('policy', {});

/**
 * Sets the page's policy; the first call wins, since a later one may be an injected script's. Endpoints are resolved now:
 * a `<base>` that comes later moves the attribute, but not what is allowed. What can't be read allows nothing.
 */
export function configurePage({origins, endpoints}: PagePolicy): void {
  if (policy.held) return console.warn('<cube-embed> configure() holds since its first call.');
  policy.held = {
    origins: origins?.map((text) => parseTenantOrigin(text) ?? '') ?? null,
    endpoints: endpoints?.map(resolve) ?? null,
  };
}

function resolve(url: string): string {
  try {
    return new URL(url, globalThis.document?.baseURI).href;
  } catch {
    return '';
  }
}

/** Collects what the page around an element decides. */
export function pageContext(document: Document): PageContext {
  return {
    origin: windowOf(document)!.origin,
    baseUri: baseUriOf(document),
    origins: policy.held?.origins ?? null,
    endpoints: policy.held?.endpoints ?? null,
  };
}
