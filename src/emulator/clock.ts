/** The emulator's own time: that of `now`, moved forward by `advance`. Instants are epoch ms. */
export interface Clock {
  now(): number;
  /** Moves the clock forward by whole ms. Throws a `RangeError` for anything below zero, and for what is no whole number. */
  advance(ms: number): void;
}

/** Creates a clock that runs with `now`, by default the machine's. */
export const createClock = (now: () => number = Date.now): Clock => {
  let movedMs = 0;
  return {
    now: () => now() + movedMs,
    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError('advance() takes whole milliseconds, 0 or more.');
      movedMs += ms;
    },
  };
};
