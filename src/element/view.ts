import {activeElementOf, bodyOf, createIn} from '../page/document.js';
import type {Look, Panel} from './look.js';

/** A text runs as its own language does, whatever the page around it. */
const textDirection = {dir: 'auto'};

/** The loader shows after this time, so that a fast answer is no flicker. */
const loaderDelayMs = 200;

/** The element's small DOM. */
export interface View {
  /** Puts a frame under the cover. */
  insertFrame(frame: HTMLIFrameElement): void;
  /** Takes the frame away; the focus, where it was inside, goes to what is shown next. */
  removeFrame(): void;
  /** Shows what is to be seen now. */
  update(look: Look): void;
  /** Sets the colour scheme of the element's own panels; empty is the page's. */
  setColorScheme(scheme: string): void;
  focus(options?: FocusOptions): void;
}

/**
 * Builds the DOM once; it is updated by hand: without a template engine it is small, and lives under a policy of
 * `trusted-types 'none'`. The live regions are there, empty, before anything is said in them.
 */
export function createView(root: ShadowRoot, onRetry: () => void): View {
  const {ownerDocument: document} = root;
  const create = <K extends keyof HTMLElementTagNameMap>(
    name: K,
    attributes: Readonly<Record<string, string>> = {},
    ...children: Node[]
  ): HTMLElementTagNameMap[K] => {
    const element = createIn(document, name, attributes);
    element.append(...children);
    return element;
  };
  const loadingText = create('p', textDirection);
  const loader = create('slot', {name: 'loading'}, create('div', {class: 'ring'}), loadingText);
  const loading = create('div', {part: 'loading', role: 'status'});
  const heading = create('h2', textDirection);
  const sentence = create('p', textDirection);
  const code = create('code');
  const retry = create('button', {type: 'button', part: 'retry'});
  retry.addEventListener('click', onRetry);
  const signIn = create('a', textDirection);
  const card = create('div', {class: 'card'}, heading, sentence, code);
  const panel = create('slot', {name: 'error'}, card);
  const error = create('div', {part: 'error', role: 'alert'});
  const cover = create('div', {class: 'cover', tabindex: '-1'}, loading, error);
  const noticeText = create('span', textDirection);
  const notice = create('div', {class: 'notice', part: 'error', role: 'status'});
  const box = create('div', {class: 'box'}, notice);
  cover.hidden = notice.hidden = true;
  root.append(box, cover);

  let frame: HTMLIFrameElement | null = null;
  let loaderTimer: ReturnType<typeof setTimeout> | undefined;
  /** What a viewer can do about the error. */
  let action: HTMLElement | null = null;
  /** What had the focus is gone, and nothing that could have it has come yet. */
  let hasLostFocus = false;
  /** The look of the cover that a timer is under way for, or that is shown. */
  let shown: Panel = 'none';

  /**
   * The focus follows what takes the place of what had it; where it has gone elsewhere since, it stays there. The page
   * isn't scrolled: the viewer may have gone on to another place of it.
   */
  const restoreFocus = (): void => {
    const target = cover.hidden ? frame : cover;
    if (!hasLostFocus || !target) return;
    hasLostFocus = false;
    const {ownerDocument} = root;
    const active = activeElementOf(ownerDocument);
    if (active === bodyOf(ownerDocument) || active === root.host) {
      target.focus({preventScroll: true});
    }
  };

  return {
    insertFrame(inserted) {
      frame = inserted;
      box.append(frame);
    },
    removeFrame() {
      if (!frame) return;
      hasLostFocus ||= root.activeElement === frame;
      frame.remove();
      frame = null;
    },
    update(look) {
      const {messages} = look;
      const isCovered = look.panel !== 'none';
      const focused = root.activeElement;
      cover.hidden = !isCovered;
      if (look.panel !== shown) {
        clearTimeout(loaderTimer);
        shown = look.panel;
        loader.remove();
        panel.remove();
        if (shown === 'loading') loaderTimer = setTimeout(() => loading.append(loader), loaderDelayMs);
        if (shown === 'error') error.append(panel);
      }
      for (const region of [loader, panel, notice]) {
        if (look.lang) region.lang = look.lang;
        else region.removeAttribute('lang');
      }
      setText(loadingText, look.isSlow ? messages.slow : messages.loading);
      setText(heading, look.heading);
      setText(sentence, look.sentence);
      setText(code, look.code);
      setText(retry, messages.retry);
      setText(signIn, messages.signIn);
      signIn.href = look.signInUrl;
      action = look.signInUrl ? signIn : look.canRetry ? retry : null;
      for (const other of [retry, signIn]) if (other !== action) other.remove();
      setText(noticeText, messages.slow);
      if (look.notice === notice.hidden) {
        notice.hidden = !look.notice;
        notice.replaceChildren(...(look.notice ? [noticeText] : []));
      }
      const before = look.notice ? noticeText : sentence;
      if (action && action.previousSibling !== before) before.after(action);
      if (frame) {
        frame.inert = isCovered;
        frame.title = look.frameTitle;
      }
      if (focused && (!focused.isConnected || focused.closest('[hidden], [inert]'))) hasLostFocus = true;
      restoreFocus();
    },
    setColorScheme(scheme) {
      cover.style.colorScheme = notice.style.colorScheme = scheme;
    },
    focus(options) {
      (cover.hidden ? frame : action?.isConnected ? action : cover)?.focus(options);
    },
  };
}

/** Changes a text only where it differs: a live region says again what is set again. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
