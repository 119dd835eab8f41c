/** How many events of a kind pass at once, and how many a second after that. */
interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

const events: Limit = {burst: 200, perSecond: 50};

/** Of errors with one text, one a second. */
const errors: Limit = {burst: 1, perSecond: 1};

/** A frame that makes up names is held back by this: its buckets are forgotten, which lets a burst of each pass again. */
const longestList = 100;

/**
 * Holds a flood of events back. What the embed's life depends on always passes, so that a flood can't hide the end of a
 * session.
 */
export class FloodGate {
  readonly #buckets = new Map<string, {tokens: number; at: number}>();
  #hasWarned = false;

  /** Tells whether an event may be told; `now` is in ms, of a clock that doesn't go back. */
  passes(name: string, now: number): boolean {
    return name === 'ready' || name.startsWith('session-') || this.#take(name, events, now);
  }

  /** Tells whether an error with this text may be told. */
  passesError(text: string, now: number): boolean {
    return this.#take(`error ${text}`, errors, now);
  }

  #take(key: string, {burst, perSecond}: Limit, now: number): boolean {
    const buckets = this.#buckets;
    const {tokens, at} = buckets.get(key) ?? {tokens: burst, at: now};
    const left = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    const passes = left >= 1;
    if (buckets.size > longestList) buckets.clear();
    buckets.set(key, {tokens: passes ? left - 1 : left, at: now});
    if (!passes && !this.#hasWarned) {
      this.#hasWarned = true;
      console.warn('<cube-embed> The frame floods this page: events are dropped.');
    }
    return passes;
  }
}
