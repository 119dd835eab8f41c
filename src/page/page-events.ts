import {untilEvent} from './environment.js';

/** Resolves when a prerendered page is shown; null where it isn't prerendered. Rejects when the signal aborts. */
export function untilActivated(document: Document, signal: AbortSignal): Promise<void> | null {
  return (document as {readonly prerendering?: boolean}).prerendering
    ? untilEvent(document, 'prerenderingchange', signal)
    : null;
}

/** Resolves when the page has loaded; rejects when the signal aborts. */
export const untilLoaded = async (document: Document, signal: AbortSignal): Promise<void> => {
  if (document.readyState !== 'complete') await untilEvent(document.defaultView!, 'load', signal);
};

export interface PageListener {
  /** The page came online, became visible or is shown again. */
  awake(): void;
  /** The page goes, perhaps into the back/forward cache. */
  left(): void;
  /** The page is back from the back/forward cache. */
  restored(): void;
}

/** Hears the page's own life until the signal aborts. No `unload`: it would keep the page out of the cache. */
export function watchPage(document: Document, listener: PageListener, signal: AbortSignal): void {
  const window = document.defaultView!;
  const awake = (): void => {
    if (!document.hidden) listener.awake();
  };
  window.addEventListener('online', () => listener.awake(), {signal});
  document.addEventListener('visibilitychange', awake, {signal});
  window.addEventListener('pagehide', () => listener.left(), {signal});
  window.addEventListener(
    'pageshow',
    (event) => {
      if (event.persisted) listener.restored();
      awake();
    },
    {signal},
  );
}
