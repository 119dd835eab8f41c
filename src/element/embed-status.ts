import type {CubeEmbedError} from '../protocol/errors.js';
import {idle, transition, type EmbedProcess, type Happening} from './embed-state.js';
import {dispatch, type ReadyPayload} from './events.js';

interface Waiter {
  readonly resolve: (payload: ReadyPayload) => void;
  readonly reject: (error: CubeEmbedError) => void;
}

/** Where an embed stands, and what follows from each change of it: a repaint, events, the console, `whenReady()`. */
export class EmbedStatus {
  process: EmbedProcess = idle;
  readonly #target: EventTarget;
  readonly #changed: () => void;
  readonly #waiters = new Set<Waiter>();
  #payload: ReadyPayload | null = null;

  /** @param changed shows what `process` says; called before the event is dispatched */
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
    if (state !== previousState) dispatch(this.#target, 'statechange', {state, previousState});
  }

  /** Reports an error: the state where it is fatal, the console, the event, `whenReady()`. */
  report(error: CubeEmbedError): void {
    const {fatal} = error;
    if (fatal) this.apply({type: 'fail', error});
    console[fatal ? 'error' : 'warn'](`<cube-embed> ${error.message}`);
    const isShown = dispatch(this.#target, 'error', error);
    this.apply({type: 'reported', error, isShown});
    if (!fatal) return;
    for (const {reject} of this.#waiters) reject(error);
    this.#waiters.clear();
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
