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

/** The delay that `setTimeout` still honours; a longer one would fire at once. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The browser's own fetch, clocks, chance and network state. */
export const browserEnvironment: Environment = {
  fetch: (url, init) => fetch(url, init),
  moment: () => ({wallAt: Date.now(), steadyAt: performance.now()}),
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
  untilOnline: (signal) => settled(signal, (resolve) => addEventListener('online', resolve, {once: true, signal})),
  wait: (ms, signal) =>
    settled(signal, (resolve) => {
      const timer = setTimeout(resolve, Math.min(ms, longestTimeoutMs));
      return () => clearTimeout(timer);
    }),
  deadline: (ms, signal) => AbortSignal.any([signal, AbortSignal.timeout(ms)]),
};

/** A promise that a signal rejects; `start` may return what undoes it. Its own listener goes with it. */
function settled(signal: AbortSignal, start: (resolve: () => void) => (() => void) | void): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = (): void => {
      undo?.();
      reject(signal.reason as Error);
    };
    const undo = start(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort, {once: true});
  });
}
