/** A stream of numbers from 0 up to 1, the same for the same seed everywhere. */
export type Random = () => number;

/** A 32-bit xorshift generator with a multiplicative finish: small, fast, and even enough for pretend data. */
export const createRandom = (seed: number): Random => {
  let state = (Math.imul(seed ^ 0x5bd1e995, 0x2545f491) | 1) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 0x9e3779b1) >>> 0) / 0x1_0000_0000;
  };
};

/** Picks one of `values` by their weights, for one random number. */
export const weighted = <T>(choices: readonly (readonly [value: T, weight: number])[]): ((random: number) => T) => {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  const slots = choices.flatMap(([value, weight]) =>
    Array<T>(Math.max(1, Math.round((weight / total) * 200))).fill(value),
  );
  return (random) => slots[Math.floor(random * slots.length)] as T;
};
