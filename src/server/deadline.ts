/** A signal that ends by time, by a caller, or not at all; `release` stops its timer and its listener. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Tells whether it was the time that ran out. */
  readonly expired: boolean;
  release(): void;
}

/** Starts a deadline. Unlike `AbortSignal.timeout` it leaves no timer running once it is released. */
export const startDeadline = (timeoutMs: number, caller?: AbortSignal | null): Deadline => {
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, timeoutMs);
  const abort = (): void => controller.abort(caller?.reason);
  if (caller?.aborted) abort();
  else caller?.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    get expired() {
      return expired;
    },
    release() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
    },
  };
};
