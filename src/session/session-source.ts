import {CubeEmbedError} from '../protocol/errors.js';
import type {EmbedSession} from '../protocol/session-answer.js';
import {elapsedMs, type Environment, type Moment} from './environment.js';
import {requestSession, type SessionCall} from './request-session.js';
import {freeSlot, takeSlot} from './request-slots.js';
import {onlineSpreadMs, retryDelayMs} from './retry-policy.js';
import {useOnce} from './used-sessions.js';

/** Cube keeps an unused session for 5 minutes; one that is nearly as old is not worth a try. */
const usableMs = 240_000;

/** One wish for a session. */
export interface SessionTask {
  /** Read anew for each request, so that a change of it counts from the next one on. */
  call(): SessionCall;
  /** How many retries are left to make; asked after each failure. */
  retryLimit(): number;
  isInViewport(): boolean;
}

/** A session that was never used, to be used at once. */
export interface IssuedSession {
  readonly session: EmbedSession;
  /** How many requests it took. */
  readonly attempts: number;
  readonly durationMs: number;
  /** Before its request was sent. */
  readonly askedFor: Moment;
}

/**
 * Gets a session: waits for the network, for a slot at the endpoint and between retries.
 *
 * @throws CubeEmbedError where there is none for good; whatever the signal aborted with, when it does
 */
export async function obtainSession(task: SessionTask, env: Environment, signal: AbortSignal): Promise<IssuedSession> {
  const started = env.moment();
  let stale = false;
  for (let attempts = 1; ; attempts++) {
    if (!env.isOnline()) {
      await env.untilOnline(signal);
      await env.wait(env.random() * onlineSpreadMs, signal);
    }
    const {endpoint} = task.call();
    // No `await` where a slot is free: the first request leaves in the microtask that asks for it.
    const slot = endpoint && takeSlot(endpoint, () => task.isInViewport(), signal);
    if (slot) await slot;
    const askedFor = env.moment();
    const outcome = await requestSession(task.call(), env, signal).finally(() => endpoint && freeSlot(endpoint));
    if ('session' in outcome) {
      const now = env.moment();
      const fresh = elapsedMs(askedFor, now) <= usableMs;
      if (fresh && useOnce(outcome.session.sessionId)) {
        return {session: outcome.session, attempts, durationMs: elapsedMs(started, now), askedFor};
      }
      if (fresh || stale) {
        throw new CubeEmbedError(
          fresh
            ? {code: 'session-invalid', attempts, message: 'The answer is a session that was used before (a cache?).'}
            : {code: 'session-timeout', attempts, message: 'The session came too late to be used.'},
        );
      }
      stale = true;
      continue;
    }
    const {error, retryAfterMs} = outcome;
    error.attempts = attempts;
    if (!error.retryable || attempts > task.retryLimit()) throw error;
    await env.wait(
      retryDelayMs(attempts - 1, retryAfterMs, () => env.random()),
      signal,
    );
  }
}
