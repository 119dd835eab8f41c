/**
 * The connection to the tenant, opened while the session is still asked for.
 *
 * A browser opens one only where it will use it: connections are kept apart by the sites that want them.
 * - Firefox (153) and WebKit (2.50) key a connection by the page's site: a plain `<link rel=preconnect>` is right.
 * - Chromium (156) also keys it by whether the document that asks is of another site than the page
 *   (https://fetch.spec.whatwg.org/#network-partition-keys), as a tenant's document in a frame is. A link in the page
 *   fills a pool that the frame never looks into. But the navigation of a frame opens its connection before anything
 *   else, and is refused after that where its URL has a user name: nothing is sent, and the connection stays.
 * - Where Chromium blocks third-party cookies, frames use a pool that no hint reaches, and no page can find that out.
 *
 * `test/e2e/connections.test.ts` counts the connections. When Chromium drops the second key, the link is right there, too.
 */
import {createIn} from '../page/document.js';
import {pageMemory} from '../page/page-memory.js';

/** Chromium keeps a connection that nothing has used yet for ten seconds: until then a second hint opens nothing. */
const keptMs = 10_000;

/** When a connection to an origin was last opened ahead, on the steady clock. */
const openedAt = pageMemory('connections', new Map<string, number>());

/**
 * Has the browser open the connection that a frame of this origin will navigate by. It leaves nothing in the page: what
 * it inserts goes in the same task.
 *
 * @param host the element that will hold the frame
 */
export function openConnection({ownerDocument: document, shadowRoot}: HTMLElement, origin: string): void {
  const now = performance.now();
  // Of an origin that isn't known the difference is no number, and nothing is less.
  if (now - openedAt.get(origin)! < keptMs) return;
  openedAt.set(origin, now);
  const frame = createIn(document, 'iframe');
  // Only Chromium has this attribute, and only Chromium keys connections by the document that asks.
  const isChromium = 'csp' in frame;
  const hint = isChromium ? frame : createIn(document, 'link', {rel: 'preconnect', href: origin});
  try {
    shadowRoot!.append(hint);
    // What Chromium says of a refused navigation it says to the frame around it, which is gone by then.
    const inner = isChromium && frame.contentDocument;
    if (inner) inner.body.append(createIn(inner, 'iframe', {src: origin.replace('//', '//hint@')}));
  } catch {
    // A hint is only a help: where a page gets in its way, the embed goes on without it.
  }
  hint.remove();
}
