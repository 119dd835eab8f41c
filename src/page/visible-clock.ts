import {isHidden, listen, windowOf} from './document.js';
import {abortable} from './environment.js';

declare global {
  /** TypeScript's DOM doesn't know the second one yet. */
  interface IntersectionObserverInit {
    scrollMargin?: string;
  }
}

/** Tells whether an element is in the viewport, and calls back when that changes. */
export interface ViewportWatch {
  readonly isInViewport: boolean;
}

/**
 * Watches an element's place in the viewport until the signal aborts. The margin (CSS) counts around the viewport and
 * around what scrolls inside the page. Where the browser can't tell, the element counts as seen.
 */
export function watchViewport(
  element: Element,
  margin: string,
  changed: () => void,
  signal: AbortSignal,
): ViewportWatch {
  const watch = {isInViewport: !('IntersectionObserver' in window)};
  if (watch.isInViewport) {
    queueMicrotask(changed);
    return watch;
  }
  const observer = new IntersectionObserver(
    (entries) => {
      watch.isInViewport = entries.at(-1)!.isIntersecting;
      changed();
    },
    {rootMargin: margin, scrollMargin: margin},
  );
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  return watch;
}

/** How far from the viewport a lazy embed begins, as frames do in Chromium on a fast network. */
const lazyMargin = '1250px';

/** Resolves when an element is near the viewport of a visible page; rejects when the signal aborts. */
export const untilSeen = (element: Element, signal: AbortSignal): Promise<void> =>
  abortable(signal, (resolve, settled) => {
    const {ownerDocument: document} = element;
    const look = (): void => {
      if (watch.isInViewport && !isHidden(document)) resolve();
    };
    const watch = watchViewport(element, lazyMargin, look, settled);
    listen(document, 'visibilitychange', look, settled);
  });

/**
 * Calls back after a time that counts only while the page is visible and online and the element in the viewport: a frame
 * that is out of sight may be throttled, and is not late.
 */
export function afterSeenFor(ms: number, element: Element, callback: () => void, signal: AbortSignal): void {
  const document = element.ownerDocument;
  const window = windowOf(document);
  let leftMs = ms;
  let startedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    leftMs -= performance.now() - startedAt;
  };
  const update = (): void => {
    if (signal.aborted) return;
    if (!watch.isInViewport || isHidden(document) || !navigator.onLine) pause();
    else if (timer === undefined) {
      startedAt = performance.now();
      timer = setTimeout(callback, Math.max(leftMs, 0));
    }
  };
  const watch = watchViewport(element, '0px', update, signal);
  listen(document, 'visibilitychange', update, signal);
  if (window) for (const type of ['online', 'offline']) listen(window, type, update, signal);
  signal.addEventListener('abort', pause);
}
