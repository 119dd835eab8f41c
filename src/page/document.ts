/**
 * What is read off a document, by accessors that are taken before the page can hold `<img name="createElement">` or
 * `<form name="body">`: such a name takes the place of the document's own. On a server there is no document, and these
 * are never called.
 */
const documentPrototype = (globalThis as Partial<typeof globalThis>).Document?.prototype;
const nodePrototype = (globalThis as Partial<typeof globalThis>).Node?.prototype;
const targetPrototype = (globalThis as Partial<typeof globalThis>).EventTarget?.prototype;

/** Reads a member by the getter of a prototype; undefined where the browser has no such member. */
const reader = <T>(prototype: object | undefined, name: string): ((document: Document) => T) => {
  const accessor = prototype && Object.getOwnPropertyDescriptor(prototype, name);
  return (document) => accessor?.get?.call(document) as T;
};

/** The window of a document; null where the document is shown nowhere: a parser's, a template's, a closed window's. */
export const windowOf = reader<(Window & typeof globalThis) | null>(documentPrototype, 'defaultView');
export const isHidden = reader<boolean>(documentPrototype, 'hidden');
export const isPrerendering = reader<boolean | undefined>(documentPrototype, 'prerendering');
export const readyStateOf = reader<DocumentReadyState>(documentPrototype, 'readyState');
export const activeElementOf = reader<Element | null>(documentPrototype, 'activeElement');
export const bodyOf = reader<HTMLElement | null>(documentPrototype, 'body');
/** The element at the root of a document; null in an empty one. */
export const rootOf = reader<HTMLElement | null>(documentPrototype, 'documentElement');
/** The URL that relative ones are resolved against. */
export const baseUriOf = reader<string>(nodePrototype, 'baseURI');

const {createElement} = (documentPrototype ?? {}) as {createElement?: (this: Document, name: string) => HTMLElement};

/** Creates an element of a document. */
export const createIn = <K extends keyof HTMLElementTagNameMap>(
  document: Document,
  name: K,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] => {
  const element = createElement!.call(document, name) as HTMLElementTagNameMap[K];
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
  targetPrototype!.addEventListener.call(target, type, listener as EventListener);
  signal.addEventListener('abort', () =>
    targetPrototype!.removeEventListener.call(target, type, listener as EventListener),
  );
}
