/** Tells whether only this machine answers for a host, as a URL spells it. A trailing dot makes another origin of it. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

/** Reads a URL; null for what is none. `URL.parse`, which does the same, browsers have only since 2024. */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/**
 * Reads the origin of a Cube tenant: https, or http on a loopback host; no credentials, path, query or fragment. White
 * space around it is ignored, as in every URL of HTML: templates leave it there.
 *
 * The check is a fence, not a nicety: a `javascript:` URL in a frame's `src` runs in the host page's own origin, even
 * with a sandbox. `blob:` and `https:\\host` spellings are refused by comparing what was read with what was written.
 *
 * @returns the origin, or null where the text is anything else
 */
export function parseTenantOrigin(text: string): string | null {
  if (!/^[\t\n\f\r ]*https?:\/\/[^/\\?#@\s\0-\x1f]+\/?[\t\n\f\r ]*$/i.test(text)) return null;
  const url = parseUrl(text);
  const isPlain = url && (url.protocol === 'https:' || isLoopback(url.hostname));
  return isPlain && !url.hostname.endsWith('.') ? url.origin : null;
}

/** Tells whether a tenant may get a session on the markup's word alone: under `cubecloud.dev`, or on this machine. */
export function isOwnTenant(origin: string): boolean {
  const {hostname, protocol} = new URL(origin);
  return isLoopback(hostname) || (protocol === 'https:' && hostname.endsWith('.cubecloud.dev'));
}
