/**
 * Lets events of one name through at 50 a second after 200 at once. What the embed's life depends on always passes, so
 * that a flood can't hide the end of a session; of equal errors one a second is told.
 */
const burst = 200;
const perSecond = 50;
const longestList = 100;

export class FloodGate {
  readonly #buckets = new Map<string, {tokens: number; at: number}>();
  #lastError = {text: '', at: -Infinity};
  #hasWarned = false;

  /** Tells whether an error with this text may be told; `now` as in {@link passes}. */
  passesError(text: string, now: number): boolean {
    const isRepeated = text === this.#lastError.text && now - this.#lastError.at < 1000;
    if (!isRepeated) this.#lastError = {text, at: now};
    return !isRepeated;
  }

  /** Tells whether an event of this name may be told; `now` is in ms, of a clock that doesn't go back. */
  passes(name: string, now: number): boolean {
    if (name === 'ready' || name.startsWith('session-')) return true;
    // Names that Cube doesn't have share one bucket once there are many.
    const key = this.#buckets.has(name) || this.#buckets.size < longestList ? name : '';
    const bucket = this.#buckets.get(key) ?? {tokens: burst, at: now};
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      return true;
    }
    if (!this.#hasWarned) console.warn('<cube-embed>: the frame floods the page with events; some are dropped.');
    this.#hasWarned = true;
    return false;
  }
}
