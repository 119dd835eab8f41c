import {untilEvent} from './environment.js';
import {isHidden, isPrerendering, listen, readyStateOf, windowOf} from './document.js';

/** Resolves when a prerendered page is shown; null where it isn't prerendered. Rejects when the signal aborts. */
export const untilActivated = (document: Document, signal: AbortSignal): Promise<void> | null =>
  isPrerendering(document) ? untilEvent(document, 'prerenderingchange', signal) : null;

/** Resolves when the page has loaded; rejects when the signal aborts. */
export const untilLoaded = async (document: Document, signal: AbortSignal): Promise<void> => {
  const window = windowOf(document);
  if (window && readyStateOf(document) !== 'complete') await untilEvent(window, 'load', signal);
};

/**
 * What happens to a page: it comes `online`; it is `shown`, from a hidden tab or from the back/forward cache; it has
 * `left`, into that cache, or it is `gone` for good, as a closed window is; it is `restored` from the cache.
 */
export type PageHappening = 'online' | 'shown' | 'left' | 'gone' | 'restored';

/** Watches the page's own life until the signal aborts. No `unload`: it would keep the page out of the cache. */
export function watchPage(document: Document, happened: (happening: PageHappening) => void, signal: AbortSignal): void {
  const window = windowOf(document);
  if (!window) return;
  const onVisible = (): void => {
    if (!isHidden(document)) happened('shown');
  };
  listen(document, 'visibilitychange', onVisible, signal);
  listen(window, 'online', () => happened('online'), signal);
  listen<PageTransitionEvent>(window, 'pagehide', ({persisted}) => happened(persisted ? 'left' : 'gone'), signal);
  listen<PageTransitionEvent>(
    window,
    'pageshow',
    ({persisted}) => {
      if (persisted) happened('restored');
      onVisible();
    },
    signal,
  );
}
