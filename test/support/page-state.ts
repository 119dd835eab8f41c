/** The page's own state, as a test sets it: every change is told by the event that the browser would tell it by. */
let isChanged = false;

const set = (target: object, name: string, value: unknown): void => {
  isChanged = true;
  Object.defineProperty(target, name, {configurable: true, get: () => value});
};

export function setHidden(isHidden: boolean): void {
  set(document, 'hidden', isHidden);
  set(document, 'visibilityState', isHidden ? 'hidden' : 'visible');
  document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
}

export function setOnline(isOnline: boolean): void {
  set(navigator, 'onLine', isOnline);
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** The page goes into the back/forward cache. */
export const leavePage = (): boolean => window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));

/** The page is back from there. */
export const returnToPage = (): boolean => window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));

/** Takes what was set away; tells nobody. */
export function restorePage(): void {
  if (!isChanged) return;
  for (const name of ['hidden', 'visibilityState']) Reflect.deleteProperty(document, name);
  Reflect.deleteProperty(navigator, 'onLine');
  isChanged = false;
}
