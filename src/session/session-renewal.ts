import {CubeEmbedError, isCubeEmbedError} from '../protocol/errors.js';
import {elapsedMs, type Environment, type Moment} from '../page/environment.js';
import {ageCheckMs, crowdMs, crowdSpreadMs, ownRenewalMs, settlingMs, wakeRenewalMs} from './renewal-policy.js';
import {maxRetries} from './retry-policy.js';
import type {IssuedSession} from './session-source.js';

/**
 * Renews the session of one ready frame in place: a new id is posted to it, nothing is reloaded.
 *
 * Triggers: Cube's warning and Cube's end of the session, the page waking up 22 hours after the session was used, its
 * own age in a visible page, the host's `renew()`, a return from the back/forward cache. Concurrent triggers make one
 * request. Cube acknowledges nothing: the renewal is over when its message is posted, and an end of the session in the
 * minute after that shows that it failed.
 */
export type RenewalTrigger = 'expiring' | 'expired' | 'age' | 'asked' | 'restored';

export interface RenewalListener {
  obtain(retryLimit: () => number, signal: AbortSignal): Promise<IssuedSession>;
  /** Posts the session to the frame; throws a `CubeEmbedError` where it is one for somebody else. */
  deliver(issued: IssuedSession): void;
  started(): void;
  ended(): void;
  /** There is no session; fatal where the frame may no longer be shown without one. */
  failed(error: CubeEmbedError): void;
  /** The session that was posted was not accepted. */
  refused(): void;
}

/** Of all embeds of the page: when the last renewal left, or is to leave. */
let lastStart: {readonly at: Moment; readonly by: object} | null = null;

/** The renewals of one frame. */
export interface SessionRenewal {
  /** Whether a `session-expired` or a fatal error now means that the last renewal failed. */
  readonly isSettling: boolean;
  trigger(by: RenewalTrigger): void;
}

/** Begins with a frame that is ready; ends when the signal aborts. `usedAt`: when its session was used. */
export function createSessionRenewal(
  document: Document,
  env: Environment,
  usedAt: Moment,
  listener: RenewalListener,
  signal: AbortSignal,
): SessionRenewal {
  const window = document.defaultView!;
  /** Names this one to the others, without keeping it alive. */
  const self = {};
  let dueMs = ownRenewalMs(() => env.random());
  let renewedAt: Moment | null = null;
  /** Cube says that the session has ended, and nothing has renewed it since. */
  let isExpired = false;
  /** The viewer came back to a page from the cache: only a session shows that the frame may still be seen. */
  let isRestored = false;
  let isRunning = false;
  /** Ends the wait of a renewal that follows others of the page. */
  let hurry: (() => void) | null = null;
  let renewedWhileHidden = false;
  let askedWhileHidden = false;

  const since = (moment: Moment): number => elapsedMs(moment, env.moment());
  const isSettling = (): boolean => !!renewedAt && since(renewedAt) < settlingMs;

  /** Where another embed of the page has just renewed, waits a random while, or until a trigger is in a hurry. */
  const awaitTurn = (): Promise<unknown> | null =>
    !lastStart || lastStart.by === self || since(lastStart.at) > crowdMs
      ? null
      : Promise.race([
          env.wait(env.random() * crowdSpreadMs, signal),
          new Promise<void>((resolve) => {
            hurry = resolve;
          }),
        ]);

  const fail = (error: unknown): void => {
    if (!isCubeEmbedError(error)) throw error;
    const {code, attempts, status} = error;
    error.fatal = isRestored || code === 'session-unauthorized' || code === 'session-forbidden';
    if (isExpired && !error.fatal) {
      const message = `The session ended, and there is no new one: ${code}.`;
      listener.failed(new CubeEmbedError({code: 'session-expired', message, attempts, status, cause: error}));
    } else listener.failed(error);
  };

  const renew = async (isUrgent: boolean): Promise<void> => {
    isRunning = true;
    try {
      const turn = isUrgent ? null : awaitTurn();
      if (turn) await turn;
      lastStart = {at: env.moment(), by: self};
      listener.started();
      const issued = await listener.obtain(() => (isExpired ? maxRetries : Infinity), signal);
      listener.deliver(issued);
      usedAt = renewedAt = env.moment();
      dueMs = ownRenewalMs(() => env.random());
      isExpired = isRestored = false;
    } catch (error) {
      if (!signal.aborted) fail(error);
    } finally {
      isRunning = false;
      hurry = null;
      if (!signal.aborted) listener.ended();
    }
  };

  const trigger = (by: RenewalTrigger): void => {
    if (signal.aborted) return;
    if (by === 'expired') isExpired = true;
    if (by === 'restored') isRestored = true;
    if (isSettling() && by === 'expiring') return;
    if (isSettling() && by === 'expired') return listener.refused();
    const isUrgent = by === 'expired' || by === 'asked' || by === 'restored';
    if (isRunning) {
      if (isUrgent) hurry?.();
      return;
    }
    if (document.hidden && by !== 'asked') {
      if (renewedWhileHidden) {
        askedWhileHidden = true;
        return;
      }
      renewedWhileHidden = true;
    }
    void renew(isUrgent);
  };

  const wake = (): void => {
    if (since(usedAt) >= wakeRenewalMs) trigger('age');
  };
  const timer = setInterval(() => {
    if (!document.hidden && since(usedAt) >= dueMs) trigger('age');
  }, ageCheckMs);
  signal.addEventListener('abort', () => clearInterval(timer), {once: true});
  const onVisibility = (): void => {
    if (document.hidden) return;
    renewedWhileHidden = false;
    if (askedWhileHidden) {
      askedWhileHidden = false;
      trigger('expiring');
    } else wake();
  };
  document.addEventListener('visibilitychange', onVisibility, {signal});
  for (const type of ['online', 'pageshow']) window.addEventListener(type, wake, {signal});

  return {
    get isSettling() {
      return isSettling();
    },
    trigger,
  };
}
