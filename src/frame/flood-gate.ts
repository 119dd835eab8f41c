import {warn} from '../page/warn.js';

/** How many events of one name pass at once, and how many a second after that; of errors with one text, one a second. */
const burst = 200;
const perSecond = 50;

/** A frame that makes up names is held back by this: its buckets are forgotten, which lets a burst of each pass again. */
const longestList = 100;

/**
 * Tells whether an event may pass.
 *
 * @param name the event's, or the text of an error
 * @param now ms, of a clock that doesn't go back
 */
export type FloodGate = (name: string, isError: boolean, now: number) => boolean;

/**
 * Holds a flood of events back. What the embed's life depends on always passes, so that a flood can't hide the end of a
 * session.
 */
export function createFloodGate(): FloodGate {
  const buckets = new Map<string, {tokens: number; at: number}>();
  let hasWarned = false;
  return (name, isError, now) => {
    if (!isError && /^(ready$|session-)/.test(name)) return true;
    const key = `${isError} ${name}`;
    const most = isError ? 1 : burst;
    const {tokens, at} = buckets.get(key) ?? {tokens: most, at: now};
    const left = Math.min(most, tokens + ((now - at) / 1000) * (isError ? 1 : perSecond));
    const passes = left >= 1;
    if (buckets.size > longestList) buckets.clear();
    buckets.set(key, {tokens: passes ? left - 1 : left, at: now});
    if (!passes && !hasWarned) {
      hasWarned = true;
      warn('The frame floods this page: events are dropped.');
    }
    return passes;
  };
}
