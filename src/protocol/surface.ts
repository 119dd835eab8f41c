/** The three things of Cube's that can be embedded, in Cube's own words. `app` is Creator Mode. */
export const surfaces = ['dashboard', 'chat', 'app'] as const;

/** One of Cube's embeddable surfaces. */
export type Surface = (typeof surfaces)[number];

/** Tells whether a value is the exact name of a surface. */
export const isSurface = (value: unknown): value is Surface => surfaces.includes(value as Surface);

/** Why a session is asked for: `renewal` keeps the frame, `reload` replaces one, `initial` is everything else. */
const sessionReasons = ['initial', 'reload', 'renewal'] as const;

/** Why a session is asked for. */
export type SessionReason = (typeof sessionReasons)[number];

/** Tells whether a value is the exact name of a reason. */
export const isSessionReason = (value: unknown): value is SessionReason =>
  sessionReasons.includes(value as SessionReason);
