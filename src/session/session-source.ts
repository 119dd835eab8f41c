import {CubeEmbedError, isCubeEmbedError, withFacts} from '../protocol/errors.js';
import type {EmbedSession} from '../protocol/session-answer.js';
import {elapsedMs, type Environment} from '../page/environment.js';
import {pageMemory} from '../page/page-memory.js';
import type {TakenRequest} from './early-request.js';
import {requestSession, type SessionCall} from './request-session.js';
import {freeSlot, holdSlot, takeSlot} from './request-slots.js';
import {onlineSpreadMs, retryDelayMs} from './retry-policy.js';

/** Cube keeps an unused session for 5 minutes; one that is nearly as old is not worth a try. */
const usableMs = 240_000;

/** The ids that this page has used, as hashes: an id that comes a second time is a cache's or a broken endpoint's. */
const used = pageMemory('used', new Set<number>());

/** 46 bits of a text, a polynomial: enough to tell ids apart, too little to get 32 hex digits back. */
const hash = (text: string): number => [...text].reduce((sum, unit) => (sum * 33 + unit.charCodeAt(0)) % 1e14, 0);

/** Marks an id as used; false where it already was. */
export function useOnce(sessionId: string): boolean {
  const key = hash(sessionId);
  return !used.has(key) && !!used.add(key);
}

/** One wish for a session. */
export interface SessionTask {
  /** Read anew for each request, so that a change of it counts from the next one on. */
  call(): SessionCall;
  /** How many retries are left to make; asked after each failure. */
  retryLimit(): number;
  isInViewport(): boolean;
  /** The first request, where the fast start has sent it. */
  readonly early?: TakenRequest | undefined;
  /** Explains what it does to a developer. */
  readonly explain: (...message: readonly unknown[]) => void;
}

/** A session that was never used, to be used at once. */
export interface IssuedSession {
  readonly session: EmbedSession;
  /** How many requests it took. */
  readonly attempts: number;
  /** From the first request on, waits and retries included. */
  readonly durationMs: number;
}

/**
 * Gets a session: waits for the network, for a slot at the endpoint and between retries.
 *
 * @throws CubeEmbedError where there is none for good; whatever the signal aborted with, when it does
 */
export async function obtainSession(task: SessionTask, env: Environment, signal: AbortSignal): Promise<IssuedSession> {
  let {early} = task;
  const started = early?.sentAt ?? env.moment();
  let stale = 0;
  for (let attempts = 1; ; attempts++) {
    while (!early && !env.isOnline()) {
      task.explain('waits: offline');
      await env.untilOnline(signal);
      await env.wait(env.random() * onlineSpreadMs, signal);
    }
    const {endpoint} = task.call();
    // No `await` where a slot is free: the first request leaves in the microtask that asks for it.
    if (early) holdSlot(endpoint!);
    const slot = !early && endpoint && takeSlot(endpoint, () => task.isInViewport(), signal);
    if (slot) {
      task.explain('waits: no slot');
      await slot;
    }
    const askedFor = early?.sentAt ?? env.moment();
    task.explain('asks', endpoint ?? 'fetchSession');
    try {
      const request = requestSession(task.call(), env, signal, early);
      early = undefined;
      const session = await request.finally(() => endpoint && freeSlot(endpoint));
      const now = env.moment();
      const isFresh = elapsedMs(askedFor, now) <= usableMs;
      if (isFresh && useOnce(session.sessionId)) {
        return {session, attempts, durationMs: elapsedMs(started, now)};
      }
      if (isFresh) throw new CubeEmbedError({code: 'session-invalid', message: 'An id used before (a cache?).'});
      // Thrown away, and asked for again once.
      if (++stale > 1) throw new CubeEmbedError({code: 'session-timeout', message: 'The session came too late.'});
    } catch (cause) {
      if (!isCubeEmbedError(cause)) throw cause;
      const error = withFacts(cause, {attempts});
      if (!error.retryable || stale > 1 || attempts > task.retryLimit()) throw error;
      const delayMs = retryDelayMs(attempts - 1, error.retryAfterMs ?? 0, env.random);
      task.explain(error.message, 'retries in', delayMs);
      await env.wait(delayMs, signal);
    }
  }
}
