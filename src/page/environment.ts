import {listen} from './document.js';

/** A moment on two clocks: the wall clock may jump, the steady one may stand still while a machine sleeps. */
export interface Moment {
  readonly wallAt: number;
  readonly steadyAt: number;
}

/** A limit of time. */
export interface Deadline {
  /** Aborts with the signal that it was made from, and with a `TimeoutError` when the time is over. */
  readonly signal: AbortSignal;
  /** Takes the limit away: the signal doesn't abort any more. Idempotent. */
  readonly end: () => void;
}

/** Everything of the world that the session layer touches, injected there; this file has the real one. */
export interface Environment {
  fetch(url: string, init: RequestInit): Promise<Response>;
  moment(): Moment;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  isOnline(): boolean;
  /** Resolves when the browser is online again; rejects when the signal aborts. */
  untilOnline(signal: AbortSignal): Promise<void>;
  /** Resolves after a time; rejects, and leaves no timer, when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Begins a deadline; `end` it where what it limits is done, so that it leaves no timer. */
  deadline(ms: number, signal: AbortSignal): Deadline;
}

/** Time since a moment, in ms: the longer of the two clocks' answers, so that neither sleep nor a set-back clock hides any. */
export function elapsedMs({wallAt, steadyAt}: Moment, now: Moment): number {
  return Math.max(now.wallAt - wallAt, now.steadyAt - steadyAt);
}

/**
 * Makes a promise that rejects when a signal aborts.
 *
 * @param start begins what resolves it; the signal that it gets aborts when the promise is settled, and ends that
 */
export function abortable(
  signal: AbortSignal,
  start: (resolve: () => void, settled: AbortSignal) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const settled = new AbortController();
    const abort = (): void => {
      settled.abort();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort);
    start(() => {
      signal.removeEventListener('abort', abort);
      settled.abort();
      resolve();
    }, settled.signal);
  });
}

/** Resolves at the next event of a type; rejects when the signal aborts. */
export const untilEvent = (target: EventTarget, type: string, signal: AbortSignal): Promise<void> =>
  abortable(signal, (resolve, settled) => listen(target, type, resolve, settled));

/** The browser's own fetch, clocks, chance and network state. */
export const browserEnvironment: Environment = {
  fetch: (url, init) => fetch(url, init),
  moment: () => ({wallAt: Date.now(), steadyAt: performance.now()}),
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
  untilOnline: (signal) => untilEvent(window, 'online', signal),
  wait: (ms, signal) =>
    abortable(signal, (resolve, settled) => {
      const timer = setTimeout(resolve, ms);
      settled.addEventListener('abort', () => clearTimeout(timer));
    }),
  // Not by `AbortSignal.any`, which browsers have only since 2024.
  deadline(ms, signal) {
    const own = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = (): void => {
      end();
      own.abort(signal.reason);
    };
    const onLate = (): void => {
      end();
      own.abort(new DOMException('Too late', 'TimeoutError'));
    };
    const timer = setTimeout(onLate, ms);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
    return {signal: own.signal, end};
  },
};
