/** Is what `inTime` rejects with when the time is up. */
export class TimeIsUp extends Error {}

/** Somebody who may give up what is done for them: an AbortSignal's owner, or a client that may go away. */
export interface Caller {
  readonly gaveUp: boolean;
  readonly reason: unknown;
  /** Calls the listener when they give up; returns what stops that. */
  onGiveUp(listener: () => void): () => void;
}

/** The owner of a signal. */
export const callerOf = (signal: AbortSignal): Caller => ({
  get gaveUp() {
    return signal.aborted;
  },
  get reason(): unknown {
    return signal.reason as unknown;
  },
  onGiveUp(listener) {
    signal.addEventListener('abort', listener);
    return () => signal.removeEventListener('abort', listener);
  },
});

/**
 * Runs work that has so many milliseconds and a caller who may give it up. When either ends it the signal that the work was given
 * aborts, and the promise is rejected at once, by `TimeIsUp` or the caller's reason, whatever the work is doing.
 * Unlike `AbortSignal.timeout` it leaves no timer running.
 */
export const inTime = async <T>(
  timeoutMs: number,
  caller: Caller | undefined,
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> => {
  if (caller?.gaveUp) throw caller.reason;
  const controller = new AbortController();
  let release = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (reason: Error): void => {
      controller.abort(reason);
      reject(reason);
    };
    const timer = setTimeout(() => end(new TimeIsUp()), timeoutMs);
    const stop = caller?.onGiveUp(() => end(caller.reason as Error));
    release = () => {
      clearTimeout(timer);
      stop?.();
    };
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    release();
  }
};
