import type {CubeEmbedError} from '../protocol/errors.js';
import {idle, transition, type EmbedProcess, type Happening} from './embed-state.js';
import {dispatch, type ReadyPayload} from './events.js';

interface Waiter {
  readonly resolve: (payload: ReadyPayload) => void;
  readonly reject: (error: CubeEmbedError) => void;
}

/** Where an embed stands, and what follows from each change of it: a repaint, events, the console, `whenReady()`. */
export interface EmbedStatus {
  readonly process: EmbedProcess;
  apply(happening: Happening): void;
  /** Reports an error: the state where it is fatal, the console, the event, `whenReady()`. */
  report(error: CubeEmbedError): void;
  /** Answers `whenReady()`. */
  settle(payload: ReadyPayload): void;
  whenReady(): Promise<ReadyPayload>;
}

/** @param changed shows what `process` says; called before the event is dispatched */
export function createEmbedStatus(target: EventTarget & {readonly debug: boolean}, changed: () => void): EmbedStatus {
  let process: EmbedProcess = idle;
  const waiters = new Set<Waiter>();
  let lastPayload: ReadyPayload | null = null;

  const apply = (happening: Happening): void => {
    const {state: previousState} = process;
    const next = transition(process, happening);
    if (next === process) return;
    process = next;
    changed();
    const {state} = next;
    if (state !== previousState) dispatch(target, 'statechange', {state, previousState});
  };

  return {
    get process() {
      return process;
    },
    apply,
    report(error) {
      const {fatal} = error;
      if (fatal) apply({type: 'fail', error});
      console[fatal ? 'error' : 'warn'](`<cube-embed> ${error.message}`);
      const isShown = dispatch(target, 'error', error);
      apply({type: 'reported', error, isShown});
      if (!fatal) return;
      for (const {reject} of waiters) reject(error);
      waiters.clear();
    },
    settle(payload) {
      lastPayload = payload;
      for (const {resolve} of waiters) resolve(payload);
      waiters.clear();
    },
    whenReady: () =>
      new Promise((resolve, reject) => {
        if (process.state === 'ready') resolve(lastPayload!);
        else if (process.state === 'error') reject(process.error);
        else waiters.add({resolve, reject});
      }),
  };
}
