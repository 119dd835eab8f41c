import {createIn} from '../page/document.js';

/** What a frame is built with; none of it changes in its life. */
export interface FrameSettings {
  readonly url: string;
  readonly sandbox: string;
  readonly allow: string;
  readonly referrerpolicy: string;
  readonly title: string;
}

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
