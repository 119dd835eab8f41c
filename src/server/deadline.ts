/** Thrown when work did not end in time. */
export class TimeIsUp extends Error {}

/** The side that waits for a result and may stop waiting: the owner of an AbortSignal, or a client that may go away. */
export interface Caller {
  readonly gaveUp: boolean;
  readonly reason: unknown;
  /** Calls the listener when the caller gives up; returns a function that stops that. */
  onGiveUp(listener: () => void): () => void;
}

/** The owner of a signal, who gives up by aborting it. */
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
 * Runs work for at most `timeoutMs`, and no longer than its caller waits. When either ends it, the work's signal aborts and the
 * promise rejects at once, with `TimeIsUp` or the caller's reason, even where the work ignores its signal. Unlike
 * `AbortSignal.timeout` it leaves no timer running.
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
