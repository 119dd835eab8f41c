import {createHash} from 'node:crypto';
import type {Viewer} from '../accounts/viewer.js';
import type {Clock} from '../clock.js';
import {newSessionId} from './session-id.js';

/** A session can be exchanged for five minutes, once. */
const sessionLifetimeMs = 5 * 60_000;

interface PendingSession {
  readonly viewer: Viewer;
  readonly expiresAt: number;
}

const keyOf = (sessionId: string): string => createHash('sha256').update(sessionId).digest('base64url');

/**
 * The sessions that wait for their exchange, and the exchanged ones that were revoked. An exchanged session leaves nothing behind:
 * its token carries all there is to know, so that any number of them costs no memory.
 */
export const createSessions = (clock: Clock) => {
  const pending = new Map<string, PendingSession>();
  /** Key of a revoked session → when the last token that it could have bought has ended. */
  const revoked = new Map<string, number>();

  const sweep = <T>(entries: Map<string, T>, endOf: (entry: T) => number): void => {
    const now = clock.now();
    for (const [key, entry] of entries) {
      if (endOf(entry) > now) break;
      entries.delete(key);
    }
  };

  return {
    /** Makes a session and gives its id away, the only time. */
    issue(viewer: Viewer, lifetimeMs = sessionLifetimeMs) {
      sweep(pending, ({expiresAt}) => expiresAt);
      const sessionId = newSessionId();
      const expiresAt = clock.now() + lifetimeMs;
      pending.set(keyOf(sessionId), {viewer, expiresAt});
      return {sessionId, expiresAt};
    },

    /** Takes a session out: of any number of callers at once one gets it. Null for an unknown, spent, revoked or expired one. */
    redeem(sessionId: string): {readonly viewer: Viewer; readonly key: string} | null {
      const key = keyOf(sessionId);
      const session = pending.get(key);
      pending.delete(key);
      return session !== undefined && session.expiresAt > clock.now() ? {viewer: session.viewer, key} : null;
    },

    /** Kills a session, exchanged or not. `tokenLifetimeMs`: how long a token that it bought could still live. */
    revoke(sessionId: string, tokenLifetimeMs: number): void {
      const key = keyOf(sessionId);
      sweep(revoked, (until) => until);
      if (!pending.delete(key)) revoked.set(key, clock.now() + tokenLifetimeMs);
    },

    isRevoked: (key: string): boolean => revoked.has(key),

    /** How many sessions wait for their exchange. */
    get waiting(): number {
      sweep(pending, ({expiresAt}) => expiresAt);
      return pending.size;
    },
  };
};
