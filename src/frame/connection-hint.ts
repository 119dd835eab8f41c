/**
 * The connection to the tenant, opened while the session is still asked for.
 *
 * A browser opens one only where it will use it: connections are kept apart by the sites that want them.
 * - Firefox (153) and WebKit (2.50) key a connection by the page's site: a plain `<link rel=preconnect>` is right.
 * - Chromium (156) also keys it by whether the document that asks is of another site than the page
 *   (https://fetch.spec.whatwg.org/#network-partition-keys), as a tenant's document in a frame is. A link in the page
 *   fills a pool that the frame never looks into. A link in a sandboxed `srcdoc` frame fills the right one, since an
 *   opaque origin is of no site.
 * - `srcdoc` is closed to scripts under Trusted Types; there is no hint then.
 * - Where Chromium blocks third-party cookies, frames use a pool that no hint reaches, and no page can find that out.
 *
 * `test/e2e/connections.test.ts` counts the connections. When Chromium drops the second key, the frame may go.
 */
import {createIn, windowOf} from '../page/document.js';
import {pageMemory} from '../page/page-memory.js';

/** Chromium keeps a connection that nothing has used yet for ten seconds: until then a second hint opens nothing. */
const keptMs = 10_000;

/** When a connection to an origin was last opened ahead, on the steady clock. */
const openedAt = pageMemory('connections', new Map<string, number>());

/**
 * Has the browser open the connection that a frame of this origin will navigate by.
 *
 * @param host the element that will hold the frame
 * @param signal aborts when the embed ends: a hint that still stands goes, and is forgotten, since what its document has
 *   asked for may go with it
 * @returns takes the hint away; the connection stays
 */
export function openConnection(host: HTMLElement, origin: string, signal: AbortSignal): () => void {
  const now = performance.now();
  // Of an origin that isn't known the difference is no number, and nothing is less.
  if (signal.aborted || now - openedAt.get(origin)! < keptMs) return () => {};
  openedAt.set(origin, now);
  const place = createIn(host.ownerDocument, 'span', {hidden: ''});
  const close = (): void => place.remove();
  signal.addEventListener('abort', () => {
    if (place.parentNode) openedAt.delete(origin);
    close();
  });
  try {
    // Closed: no style of the page reaches the hint, and no query takes it for the embed's frame.
    const root = place.attachShadow({mode: 'closed'});
    host.shadowRoot!.append(place);
    hintIn(root, origin, close);
  } catch {
    // A hint is only a help: under Trusted Types, or where a page gets in its way, the embed goes on without it.
    close();
  }
  return close;
}

/** @throws TypeError where Trusted Types are enforced */
function hintIn(root: ShadowRoot, origin: string, close: () => void): void {
  const {ownerDocument: document} = root;
  const frame = createIn(document, 'iframe');
  // Only Chromium has this attribute, and only Chromium keys connections by the document that asks.
  if ('csp' in frame && !isOfPageSite(document, origin)) {
    // To try in a living window whether a text may become code is to have a violation reported; the window of a frame
    // that is gone throws all the same, reports nothing, and runs nothing.
    root.append(frame);
    const {contentWindow} = frame;
    frame.remove();
    contentWindow!.setTimeout('');
    frame.sandbox = '';
    frame.srcdoc = `<link rel=preconnect href=${origin}>`;
    root.append(frame);
  } else {
    root.append(createIn(document, 'link', {rel: 'preconnect', href: origin}));
    close();
  }
}

/**
 * Whether a tenant seems to be of the site that the viewer visits: it has a name there (`analytics.example.com` in
 * `app.example.com`), or both are this machine. The list of public suffixes, which a browser goes by, no script can ask.
 */
function isOfPageSite(document: Document, origin: string): boolean {
  const {location} = windowOf(document)!;
  return siteOf([...location.ancestorOrigins].at(-1) ?? location.origin) === siteOf(origin);
}

/** The last two labels of a host name, whatever its scheme and port. */
const siteOf = (origin: string): string => /([^.:/]+\.)?[^.:/]+(?=(:\d+)?$)/.exec(origin)![0];
