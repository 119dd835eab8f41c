import type {CubeEmbedError} from '../protocol/errors.js';
import {idle, transition, type EmbedProcess, type Happening} from './embed-state.js';
import {fire, type ReadyPayload} from './events.js';

/** Where an embed stands, and everybody who is told about it: listeners, the console, `whenReady()`. */
export class EmbedStatus {
  process: EmbedProcess = idle;
  /** A listener prevented the panel of the error in `process`. */
  isPanelPrevented = false;
  readonly #target: EventTarget;
  readonly #changed: () => void;
  readonly #waiters = new Set<{resolve: (payload: ReadyPayload) => void; reject: (error: CubeEmbedError) => void}>();
  #payload: ReadyPayload | null = null;

  /** @param changed shows what `process` says; called before listeners hear of it */
  constructor(target: EventTarget, changed: () => void) {
    this.#target = target;
    this.#changed = changed;
  }

  apply(happening: Happening): void {
    const {state: previousState} = this.process;
    const next = transition(this.process, happening);
    if (next === this.process) return;
    this.process = next;
    this.#changed();
    const {state} = next;
    if (state !== previousState) fire(this.#target, 'statechange', {state, previousState});
  }

  /**
   * Tells of an error: listeners, the console, and who waits; a fatal one ends in `error`.
   *
   * @returns false where a listener prevented what the element would show of it
   */
  report(error: CubeEmbedError): boolean {
    const {fatal} = error;
    // The panel waits for the listeners' word, so that it is never announced only to be taken back.
    this.isPanelPrevented = true;
    if (fatal) this.apply({type: 'fail', error});
    console[fatal ? 'error' : 'warn'](`<cube-embed> ${error.message}`);
    const isShown = fire(this.#target, 'error', error);
    this.isPanelPrevented = !isShown;
    this.#changed();
    if (fatal) {
      for (const {reject} of this.#waiters) reject(error);
      this.#waiters.clear();
    }
    return isShown;
  }

  /** Answers `whenReady()`. */
  settle(payload: ReadyPayload): void {
    this.#payload = payload;
    for (const {resolve} of this.#waiters) resolve(payload);
    this.#waiters.clear();
  }

  whenReady(): Promise<ReadyPayload> {
    const {process} = this;
    return new Promise((resolve, reject) => {
      if (process.state === 'ready') resolve(this.#payload!);
      else if (process.state === 'error') reject(process.error);
      else this.#waiters.add({resolve, reject});
    });
  }
}
