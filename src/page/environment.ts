/** A moment on two clocks: the wall clock may jump, the steady one may stand still while a machine sleeps. */
export interface Moment {
  readonly wallAt: number;
  readonly steadyAt: number;
}

/** Everything of the world that the session layer touches; this file is the only place where it is the real one. */
export interface Environment {
  fetch(url: string, init: RequestInit): Promise<Response>;
  moment(): Moment;
  /** A number from 0 up to, not including, 1. */
  random(): number;
  isOnline(): boolean;
  /** Resolves when the browser is online again; rejects when the signal aborts. */
  untilOnline(signal: AbortSignal): Promise<void>;
  /** Resolves after a time; rejects, and leaves no timer, when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** A signal that aborts with another one, and with a `TimeoutError` after a time at the latest. */
  deadline(ms: number, signal: AbortSignal): AbortSignal;
}

/** Time since a moment, in ms: the longer of the two clocks' answers, so that neither sleep nor a set-back clock hides any. */
export function elapsedMs({wallAt, steadyAt}: Moment, now: Moment): number {
  return Math.max(now.wallAt - wallAt, now.steadyAt - steadyAt);
}

/**
 * Makes a promise that rejects when a signal aborts.
 *
 * @param start begins what resolves it; what it returns ends that, and is called when the signal aborts
 */
export function abortable(signal: AbortSignal, start: (resolve: () => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = (): void => {
      end();
      reject(signal.reason as Error);
    };
    const end = start(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort);
  });
}

/** Resolves at the next event of a type; rejects when the signal aborts. */
export const untilEvent = (target: EventTarget, type: string, signal: AbortSignal): Promise<void> =>
  abortable(signal, (resolve) => {
    target.addEventListener(type, resolve, {once: true});
    return () => target.removeEventListener(type, resolve);
  });

/** The delay that `setTimeout` still honours; a longer one would fire at once. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The browser's own fetch, clocks, chance and network state. */
export const browserEnvironment: Environment = {
  fetch: (url, init) => fetch(url, init),
  moment: () => ({wallAt: Date.now(), steadyAt: performance.now()}),
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
  untilOnline: (signal) => untilEvent(window, 'online', signal),
  wait: (ms, signal) =>
    abortable(signal, (resolve) => {
      const timer = setTimeout(resolve, Math.min(ms, longestTimeoutMs));
      return () => clearTimeout(timer);
    }),
  deadline: (ms, signal) => AbortSignal.any([signal, AbortSignal.timeout(ms)]),
};
