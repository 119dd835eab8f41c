import {baseUriOf, windowOf} from '../page/document.js';
import {pageMemory} from '../page/page-memory.js';
import {warn} from '../page/warn.js';
import type {PageContext} from '../protocol/embed-request.js';
import {isRecord} from '../protocol/own-member.js';
import {parseTenantOrigin, parseUrl} from '../protocol/tenant.js';

/** What a page may limit all of its embeds to; a list that is left out restricts nothing. */
export interface PagePolicy {
  /** The only Cube origins, such as `https://acme.cubecloud.dev`. */
  readonly origins?: readonly string[];
  /** The only session endpoints, resolved as the attribute is. */
  readonly endpoints?: readonly string[];
}

/** An embed is judged again; true where it had begun already. */
type Judge = () => boolean;

const policy: {
  isSet: boolean;
  origins: readonly string[] | null;
  endpoints: readonly string[] | null;
  readonly embeds: Set<Judge>;
} = pageMemory('policy', {isSet: false, origins: null, endpoints: null, embeds: new Set<Judge>()});

/**
 * Sets the page's policy; the first call wins, since a later one may be an injected script's. Endpoints are resolved now:
 * a `<base>` that comes later moves the attribute, but not what is allowed. What can't be read allows nothing.
 *
 * @throws TypeError for anything but an object with lists; until a call is good, nothing is allowed
 */
export function configurePage(given: PagePolicy): void {
  if (policy.isSet) return warn('configure() holds since its first call.');
  // Without a prototype, which a page may have polluted with lists.
  const {origins, endpoints, ...others} = {__proto__: null, ...given} as PagePolicy;
  const isGood =
    isRecord(given) && !Object.keys(others).length && [origins, endpoints].every((list = []) => Array.isArray(list));
  policy.isSet = isGood;
  policy.origins = isGood ? (origins?.map((text) => parseTenantOrigin(String(text)) ?? '') ?? null) : [];
  policy.endpoints = isGood ? (endpoints?.map(resolve) ?? null) : [];
  if ([...policy.embeds].filter((judge) => judge()).length) warn('configure() came late.');
  if (!isGood) throw new TypeError('configure() takes {origins, endpoints}. Nothing is allowed.');
}

const resolve = (url: string): string => parseUrl(url, globalThis.document && baseUriOf(document))?.href ?? '';

/** Has an embed judged again when a policy comes late; returns what ends that. */
export function watchPolicy(judge: Judge): () => void {
  policy.embeds.add(judge);
  return () => policy.embeds.delete(judge);
}

/** Collects what the page around an element decides. */
export function pageContext(document: Document): PageContext {
  const {origins, endpoints} = policy;
  return {origin: windowOf(document)!.origin, baseUri: baseUriOf(document), origins, endpoints};
}
