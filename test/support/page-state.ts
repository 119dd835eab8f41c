/** The page's own state, as a test sets it: every change is told by the event that the browser would tell it by. */
const originals = new Map<string, PropertyDescriptor | undefined>();

/** Replaces a getter of `document`, on its prototype: markup can own the document's names, the package reads past it. */
export function setOfDocument(
  name: 'hidden' | 'visibilityState' | 'prerendering' | 'readyState',
  value: unknown,
): void {
  if (!originals.has(name)) originals.set(name, Object.getOwnPropertyDescriptor(Document.prototype, name));
  Object.defineProperty(Document.prototype, name, {configurable: true, get: () => value});
}

export function setHidden(isHidden: boolean): void {
  setOfDocument('hidden', isHidden);
  setOfDocument('visibilityState', isHidden ? 'hidden' : 'visible');
  document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
}

export function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => isOnline});
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** The page goes into the back/forward cache. */
export const leavePage = (): boolean => window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));

/** The page is back from there. */
export const returnToPage = (): boolean => window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));

/** Takes what was set away; no event is dispatched. */
export function restorePage(): void {
  for (const [name, original] of originals) {
    if (original) Object.defineProperty(Document.prototype, name, original);
    else Reflect.deleteProperty(Document.prototype, name);
  }
  originals.clear();
  Reflect.deleteProperty(navigator, 'onLine');
}
