import {createIn} from '../frame/frame-element.js';
import type {Messages} from './messages.js';

/** What the element shows over its frame; `plain` is the background alone. */
export type Panel = 'none' | 'plain' | 'loading' | 'error';

/** Everything that the view needs to know. */
export interface Look {
  readonly panel: Panel;
  /** Whether the loader says that it takes longer than usual. */
  readonly isSlow: boolean;
  /** Whether the slim notice stands above the frame. */
  readonly notice: boolean;
  readonly heading: string;
  readonly sentence: string;
  readonly code: string;
  readonly messages: Messages;
}

/** The loader shows after this time, so that a fast answer is no flicker. */
const loaderDelayMs = 200;

/**
 * The element's small DOM, built once and updated by hand: without a template engine it is small, and lives under a
 * policy of `trusted-types 'none'`. The live regions are there, empty, before anything is said in them.
 */
export class View {
  readonly #root: ShadowRoot;
  readonly #cover: HTMLElement;
  readonly #loading: HTMLElement;
  readonly #loader: HTMLSlotElement;
  readonly #loadingText: HTMLElement;
  readonly #error: HTMLElement;
  readonly #panel: HTMLSlotElement;
  readonly #heading: HTMLElement;
  readonly #sentence: HTMLElement;
  readonly #code: HTMLElement;
  readonly #notice: HTMLElement;
  readonly #noticeText: HTMLElement;
  readonly #retries: readonly HTMLElement[];
  #frame: HTMLIFrameElement | null = null;
  #loaderTimer: ReturnType<typeof setTimeout> | undefined;
  /** What had the focus is gone, and nothing that could have it has come yet. */
  #hasLostFocus = false;
  /** The look of the cover that a timer is under way for, or that is shown. */
  #shown: Panel = 'none';

  constructor(root: ShadowRoot, onRetry: () => void) {
    const {ownerDocument: document} = root;
    const create = <K extends keyof HTMLElementTagNameMap>(name: K, attributes?: Readonly<Record<string, string>>) =>
      createIn(document, name, attributes);
    const retry = (): HTMLElement => {
      const button = create('button', {type: 'button', part: 'retry'});
      button.addEventListener('click', onRetry);
      return button;
    };
    this.#root = root;
    this.#loader = create('slot', {name: 'loading'});
    this.#loader.append(create('div', {class: 'bar'}), (this.#loadingText = create('p')));
    this.#panel = create('slot', {name: 'error'});
    this.#retries = [retry(), retry()];
    this.#panel.append(
      (this.#heading = create('h2')),
      (this.#sentence = create('p')),
      this.#retries[0]!,
      (this.#code = create('code')),
    );
    this.#cover = create('div', {class: 'cover', tabindex: '-1'});
    this.#cover.append(
      (this.#loading = create('div', {part: 'loading', role: 'status'})),
      (this.#error = create('div', {part: 'error', role: 'alert'})),
    );
    this.#notice = create('div', {class: 'notice', part: 'error', role: 'status'});
    this.#noticeText = create('span');
    this.#cover.hidden = this.#notice.hidden = true;
    root.append(this.#cover, this.#notice);
  }

  get frame(): HTMLIFrameElement | null {
    return this.#frame;
  }

  /** Puts a frame under the cover. */
  insert(frame: HTMLIFrameElement): void {
    this.#frame = frame;
    this.#root.prepend(frame);
  }

  /** Takes the frame away; the focus, where it was inside, goes to what is shown next. */
  removeFrame(): void {
    if (!this.#frame) return;
    if (this.#root.activeElement === this.#frame) this.#hasLostFocus = true;
    this.#frame.remove();
    this.#frame = null;
  }

  /** Shows what is to be seen now. */
  update({panel, isSlow, notice, heading, sentence, code, messages}: Look): void {
    const isCovered = panel !== 'none';
    const focused = this.#root.activeElement;
    this.#cover.hidden = !isCovered;
    if (panel !== this.#shown) {
      clearTimeout(this.#loaderTimer);
      this.#shown = panel;
      this.#loader.remove();
      this.#panel.remove();
      if (panel === 'loading') this.#loaderTimer = setTimeout(() => this.#loading.append(this.#loader), loaderDelayMs);
      if (panel === 'error') this.#error.append(this.#panel);
    }
    setText(this.#loadingText, isSlow ? messages.slow : messages.loading);
    setText(this.#heading, heading);
    setText(this.#sentence, sentence);
    setText(this.#code, code);
    for (const button of this.#retries) setText(button, messages.retry);
    this.#updateNotice(notice, messages.slow);
    if (this.#frame) this.#frame.inert = isCovered;
    if (focused && (!focused.isConnected || focused.closest('[hidden], [inert]'))) this.#hasLostFocus = true;
    this.#restoreFocus();
  }

  /** Sets the colour scheme of the element's own panels; empty is the page's. */
  setColorScheme(scheme: string): void {
    this.#cover.style.colorScheme = this.#notice.style.colorScheme = scheme;
  }

  focus(options?: FocusOptions): void {
    if (this.#cover.hidden) this.#frame?.focus(options);
    else (this.#retries[0]!.isConnected ? this.#retries[0]! : this.#cover).focus(options);
  }

  #updateNotice(isShown: boolean, text: string): void {
    setText(this.#noticeText, text);
    if (isShown !== this.#notice.hidden) return;
    this.#notice.hidden = !isShown;
    this.#notice.replaceChildren(...(isShown ? [this.#noticeText, this.#retries[1]!] : []));
  }

  /** The focus follows what takes the place of what had it; where it has gone elsewhere since, it stays there. */
  #restoreFocus(): void {
    const target = this.#cover.hidden ? this.#frame : this.#cover;
    if (!this.#hasLostFocus || !target) return;
    this.#hasLostFocus = false;
    const {activeElement, body} = this.#root.ownerDocument;
    if (activeElement === body || activeElement === this.#root.host) target.focus();
  }
}

/** Changes a text only where it differs: a live region says again what is set again. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
