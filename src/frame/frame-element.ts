/** What a frame is built with; none of it changes in its life. */
export interface FrameSettings {
  readonly url: string;
  readonly sandbox: string;
  readonly allow: string;
  readonly referrerpolicy: string;
  readonly title: string;
}

// Taken before the page can hold `<img name="createElement">`, which would take the method's place on `document`.
// On a server there is no document, and none is asked of it.
const prototype = globalThis.Document?.prototype as
  {createElement?: (this: Document, name: string) => HTMLElement} | undefined;
const createElement = prototype?.createElement;

/** Creates an element of a document, whatever markup has done to the document's own names. */
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
 * Builds a detached frame, one for each session. `src` comes last: what stands before it holds from the first byte, and
 * a frame whose `src` never changes makes no history entry, so Back can't ask for a spent session again.
 */
export function buildFrame(document: Document, {url, ...attributes}: FrameSettings): HTMLIFrameElement {
  const frame = createIn(document, 'iframe', {part: 'frame', ...attributes});
  frame.inert = true;
  frame.src = url;
  return frame;
}
