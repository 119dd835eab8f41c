/**
 * When a session is renewed in place. Cube's frame trusts its token for 23 hours after the session was used
 * (https://docs.cube.dev/embedding/iframe/auth/signed); its own warnings are best effort, late or after the end.
 */
const hourMs = 3_600_000;

/** A page that wakes up (visible, online, shown again) renews a session of this age. */
export const wakeRenewalMs = 22 * hourMs;

/** A visible page renews by itself at this age: at random, since sessions of many viewers may begin in one minute. */
export const ownRenewalMs = (random: () => number): number => (21 + random()) * hourMs;

/** How often a visible page looks at its sessions' age; one long timer would not survive sleep, nor 2^31 ms. */
export const ageCheckMs = 60_000;

/** After a renewal was posted, the end of the session or a fatal error within this time means that it failed. */
export const settlingMs = 60_000;

/** A page that was away in the back/forward cache for longer asks whether the viewer may still see what it shows. */
export const awayMs = 60_000;

/** Embeds of one page that would renew within this time of each other … */
export const crowdMs = 5_000;

/** … follow the first within this time. */
export const crowdSpreadMs = 30_000;

const rebuilds = 3;
const rebuildWindowMs = 10 * 60_000;

/**
 * Counts a rebuild that the frame itself caused.
 *
 * @param earlier the steady-clock times of those before
 * @returns the times to remember, or null where the frame has used up its three in ten minutes
 */
export function countRebuild(earlier: readonly number[], now: number): readonly number[] | null {
  const recent = earlier.filter((at) => now - at < rebuildWindowMs);
  return recent.length < rebuilds ? [...recent, now] : null;
}
