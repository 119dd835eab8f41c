/** Is what `inTime` rejects with when the time is up. */
export class TimeIsUp extends Error {}

/**
 * Runs work that has so many milliseconds and a caller who may give it up. When either ends it the signal that the work was given
 * aborts, and the promise is rejected at once, by `TimeIsUp` or the caller's reason, whatever the work is doing.
 * Unlike `AbortSignal.timeout` it leaves no timer running.
 */
export const inTime = async <T>(
  timeoutMs: number,
  caller: AbortSignal | null | undefined,
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> => {
  caller?.throwIfAborted();
  const controller = new AbortController();
  let release = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (reason: Error): void => {
      controller.abort(reason);
      reject(reason);
    };
    const timer = setTimeout(() => end(new TimeIsUp()), timeoutMs);
    const abort = (): void => end(caller?.reason as Error);
    caller?.addEventListener('abort', abort);
    release = () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
    };
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    release();
  }
};
