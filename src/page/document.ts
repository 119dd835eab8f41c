/**
 * What is read off a document, by way of its prototypes: markup such as `<img name="createElement">` or
 * `<form name="body">` takes the place of the document's own members, and of a window's `addEventListener`. On a server
 * there are no prototypes, and none of this is called.
 */
const {Document, Node, EventTarget} = globalThis as Partial<typeof globalThis>;

/** Reads a member by the getter of a prototype; undefined where the browser has no such member. */
const reader =
  <T>(owner: {readonly prototype: object} | undefined, name: string): ((document: Document) => T) =>
  (document) =>
    Reflect.get(owner!.prototype, name, document) as T;

/** The window of a document; null where the document is shown nowhere: a parser's, a template's, a closed window's. */
export const windowOf = reader<(Window & typeof globalThis) | null>(Document, 'defaultView');
export const isHidden = reader<boolean>(Document, 'hidden');
export const isPrerendering = reader<boolean | undefined>(Document, 'prerendering');
export const readyStateOf = reader<DocumentReadyState>(Document, 'readyState');
export const activeElementOf = reader<Element | null>(Document, 'activeElement');
export const bodyOf = reader<HTMLElement | null>(Document, 'body');
/** The URL that relative ones are resolved against. */
export const baseUriOf = reader<string>(Node, 'baseURI');

/** Creates an element of a document. */
export const createIn = <K extends keyof HTMLElementTagNameMap>(
  document: Document,
  name: K,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] => {
  const element = Document!.prototype.createElement.call(document, name) as HTMLElementTagNameMap[K];
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
};

/**
 * Listens for as long as a signal lives. The listener is removed by hand: zone.js before 0.14.3 (Angular 12 to
 * 17.0) drops later listeners of the page's own when one with a `signal` option goes.
 */
export function listen<E extends Event>(
  target: EventTarget,
  type: string,
  listener: (event: E) => void,
  signal: AbortSignal,
): void {
  if (signal.aborted) return;
  EventTarget!.prototype.addEventListener.call(target, type, listener as EventListener);
  signal.addEventListener('abort', () =>
    EventTarget!.prototype.removeEventListener.call(target, type, listener as EventListener),
  );
}
