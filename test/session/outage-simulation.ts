/** Chance that is the same each time (a xorshift of 32 bits). */
export function seededRandom(seed: number): () => number {
  let state = seed * 0x9e3779b1 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const clients = 100_000;
const outageMs = 60_000;
const servedPerSecond = 500;
const enough = 0.95 * clients;
const longestMs = outageMs + 600_000;
/** The server takes 5 requests in each of these, and refuses the others. */
const tickMs = 10;

/**
 * Lets clients fail together at once, and try again until they are served.
 *
 * @returns how long after the outage 95 % have been served (Infinity where that takes over ten minutes), and how many
 *     requests were made until then
 */
export function recoverAfterOutage(
  delayMs: (retries: number, retryAfterMs: number, random: () => number) => number,
  random: () => number,
): {readonly recoveredMs: number; readonly requests: number} {
  // A calendar: who asks in which tick. A retry within the same tick comes in the next one.
  const calendar: number[][] = [Array.from({length: clients}, (_none, client) => client)];
  const retries = new Uint16Array(clients);
  let requests = 0;
  let served = 0;
  for (let tick = 0; tick * tickMs < longestMs; tick++) {
    const nowMs = tick * tickMs;
    let free = nowMs < outageMs ? 0 : (servedPerSecond * tickMs) / 1000;
    for (const client of calendar[tick] ?? []) {
      requests++;
      if (free > 0) {
        free--;
        if (++served >= enough) return {recoveredMs: nowMs + tickMs - outageMs, requests};
        continue;
      }
      const wait = delayMs(retries[client]!++, 0, random);
      const next = Math.max(tick + 1, Math.floor((nowMs + random() * tickMs + wait) / tickMs));
      (calendar[next] ??= []).push(client);
    }
    calendar[tick] = [];
  }
  return {recoveredMs: Infinity, requests};
}
