/** The emulator's own time: that of `now`, moved forward by `advance`. Instants are epoch ms. */
export interface Clock {
  now(): number;
  /** Moves the clock forward by whole ms. Throws a `RangeError` for anything else, and for what ends beyond the year 9999. */
  advance(ms: number): void;
}

/** Later instants are none for dates and tokens. */
const latestAt = Date.UTC(9999, 11, 31);

/** Creates a clock that runs with `now`, by default the machine's. */
export const createClock = (now: () => number = Date.now): Clock => {
  let movedMs = 0;
  return {
    now: () => now() + movedMs,
    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError('advance() takes whole milliseconds, 0 or more.');
      if (now() + movedMs + ms > latestAt) throw new RangeError('advance() can’t go beyond the year 9999.');
      movedMs += ms;
    },
  };
};
