/**
 * Time as the element sees it, in a test's hands: its timers, `Date.now()` and `performance.now()`. Only calls from the
 * package's own source are answered by it, so that the test, its runner and the frame live in real time.
 */
export interface FakeTime {
  /** Moves time on, and runs what falls due on the way, in order, each with time for its promises. */
  advance(ms: number): Promise<void>;
  /** Moves the wall clock alone, as a viewer or a time server does. */
  jumpWall(ms: number): void;
  /** Moves both clocks without running a timer, as sleep does; what is overdue runs in the next `advance()`. */
  sleep(ms: number): void;
  /** Delays of the timers that wait and don't repeat, in ms from now, the next first. */
  waiting(): readonly number[];
}

interface Timer {
  readonly run: () => void;
  readonly everyMs: number | null;
  dueAt: number;
}

const real = {
  setTimeout: window.setTimeout.bind(window),
  now: performance.now.bind(performance),
  wall: Date.now.bind(Date),
};

/** Its ids don't meet the browser's. */
let lastId = 1_000_000_000;

/** A new clock begins where the last one ended: the package remembers moments for as long as the page lives. */
let aheadMs = 0;

class Clock implements FakeTime {
  steady = Math.ceil(real.now() + aheadMs);
  wall = Math.ceil(real.wall() + aheadMs);
  readonly timers = new Map<number, Timer>();

  add(run: () => void, ms: number, repeats: boolean): number {
    const delayMs = ms > 2 ** 31 - 1 ? 1 : Math.max(Math.round(ms), 1);
    this.timers.set(++lastId, {run, everyMs: repeats ? delayMs : null, dueAt: this.steady + delayMs});
    return lastId;
  }

  async advance(ms: number): Promise<void> {
    const end = this.steady + ms;
    await pause();
    // A request that is under way is answered in real time, before its deadline.
    await requestsEnd();
    for (let repeats = 1; ; repeats++) {
      const [id, next] = [...this.timers].sort(([, a], [, b]) => a.dueAt - b.dueAt)[0] ?? [];
      if (id === undefined || !next || next.dueAt > end) break;
      this.sleep(Math.max(next.dueAt - this.steady, 0));
      if (next.everyMs === null) this.timers.delete(id);
      else next.dueAt = this.steady + next.everyMs;
      const requests = underWay.size;
      next.run();
      for (let i = 0; i < 20; i++) await Promise.resolve();
      // What repeats only looks around, and comes too often to be given time, unless it asks for something.
      // The browser gets some all the same: it gives up a page whose main thread is blocked for long.
      if (next.everyMs !== null && underWay.size <= requests && repeats % 2000) continue;
      await pause();
      await requestsEnd();
    }
    this.sleep(Math.max(end - this.steady, 0));
    await pause();
  }

  jumpWall(ms: number): void {
    this.wall += ms;
  }

  sleep(ms: number): void {
    this.steady += ms;
    this.wall += ms;
  }

  waiting(): readonly number[] {
    return [...this.timers.values()]
      .filter(({everyMs}) => everyMs === null)
      .map(({dueAt}) => dueAt - this.steady)
      .sort((a, b) => a - b);
  }
}

/** Requests of the package that are under way: they take real time, which stands still for the package meanwhile. */
export const underWay = new Set<object>();

/** Resolves where none is under way; an answer that doesn't come is not waited for. */
const longestRequestMs = 1000;

async function requestsEnd(): Promise<void> {
  const end = real.now() + longestRequestMs;
  while (underWay.size && real.now() < end) await new Promise((resolve) => real.setTimeout(resolve, 5));
}

const pause = (): Promise<void> => new Promise((resolve) => real.setTimeout(resolve));

let clock: Clock | null = null;

/** The clock that the package's source lives by; null for the browser's. */
export const currentClock = (): Clock | null => clock;

/** Stops time for the package's source, until the test is over. */
export function fakeTime(): FakeTime {
  clock = new Clock();
  return clock;
}

/** Back to the browser's time; returns how many timers were left. */
export function endFakeTime(): number {
  const left = clock?.timers.size ?? 0;
  if (clock) aheadMs = clock.steady - real.now();
  clock = null;
  return left;
}
