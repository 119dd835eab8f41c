import {elapsedMs, type Environment, type Moment} from '../page/environment.js';
import {pageMemory} from '../page/page-memory.js';
import {asCubeEmbedError, CubeEmbedError, withFacts} from '../protocol/errors.js';
import {ageCheckMs, crowdMs, crowdSpreadMs, ownRenewalMs, settlingMs, wakeRenewalMs} from './renewal-policy.js';
import {maxRetries} from './retry-policy.js';
import type {IssuedSession} from './session-source.js';

/**
 * Decides when the session of one ready frame is renewed in place, and obtains it: a new id is posted to the frame,
 * nothing is reloaded.
 *
 * Triggers: Cube's warning and Cube's end of the session, the page waking up 22 hours after the session was used, its
 * own age in a visible page, the host's `renew()`, a return from the back/forward cache. Concurrent triggers make one
 * request. Cube acknowledges nothing: the renewal is over when its message is posted, and an end of the session in the
 * minute after that shows that it failed.
 */
export type RenewalTrigger = 'expiring' | 'expired' | 'age' | 'asked' | 'restored';

/** What happens while a session is renewed. */
export type RenewalHappening =
  | {readonly type: 'started'}
  | {readonly type: 'issued'; readonly issued: IssuedSession}
  /** There is no session; the error is fatal where the frame may no longer be shown without one. */
  | {readonly type: 'failed'; readonly error: CubeEmbedError}
  /** The session that was posted before was not accepted. */
  | {readonly type: 'refused'};

export interface RenewalOptions {
  readonly env: Environment;
  /** When the session of the frame was used. */
  readonly usedAt: Moment;
  readonly isHidden: () => boolean;
  /** Asks for a session for the same frame; `retryLimit` is read after each failure. */
  readonly obtain: (retryLimit: () => number, signal: AbortSignal) => Promise<IssuedSession>;
  readonly happened: (happening: RenewalHappening) => void;
  /** Explains to a developer what is done and why. */
  readonly explain: (...message: readonly unknown[]) => void;
}

/** Of all embeds of the page: when the last renewal left, or is to leave. */
const renewals: {last?: {readonly at: Moment; readonly by: object}} = pageMemory('renewals', {});

/** The renewals of one frame. */
export interface SessionRenewal {
  /** Whether a `session-expired` or a fatal error now means that the last renewal failed. */
  readonly isSettling: boolean;
  trigger(by: RenewalTrigger): void;
  /** The page came online or is shown: an old session is renewed, and what waited for the page to be shown is done. */
  wake(): void;
}

/** Begins with a frame that is ready; ends when the signal aborts. */
export function createSessionRenewal(options: RenewalOptions, signal: AbortSignal): SessionRenewal {
  const {env, isHidden, obtain, happened, explain} = options;
  let {usedAt} = options;
  /** Names this one to the others, without keeping it alive. */
  const self = {};
  let renewedAt: Moment | null = null;
  /** Cube says that the session has ended, and nothing has renewed it since. */
  let isExpired = false;
  /** The viewer came back to a page from the cache: only a session shows that the frame may still be seen. */
  let isRestored = false;
  let isRunning = false;
  /** Ends the wait of a renewal that follows others of the page. */
  let hurry: (() => void) | null = null;
  let hasRenewedHidden = false;
  /** What came after the one renewal of a hidden page; it is done when the page is shown. */
  let postponed: RenewalTrigger | null = null;

  let dueMs: number;
  const plan = (): void => {
    dueMs = ownRenewalMs(env.random);
    explain('renews in', dueMs);
  };
  plan();

  const since = (moment: Moment): number => elapsedMs(moment, env.moment());
  const isSettling = (): boolean => !!renewedAt && since(renewedAt) < settlingMs;

  /** Where another embed of the page has just renewed, waits a random while, or until a trigger is in a hurry. */
  const awaitTurn = (): Promise<unknown> | null =>
    !renewals.last || renewals.last.by === self || since(renewals.last.at) > crowdMs
      ? null
      : Promise.race([
          env.wait(env.random() * crowdSpreadMs, signal),
          new Promise<void>((resolve) => {
            hurry = resolve;
          }),
        ]);

  const errorOf = (cause: unknown): CubeEmbedError => {
    const error = asCubeEmbedError(cause);
    const {code, attempts, status} = error;
    const fatal =
      isRestored || code === 'session-unauthorized' || code === 'session-forbidden' || code === 'unexpected';
    if (!isExpired || fatal) return withFacts(error, {fatal});
    const message = `The session ended, no new one: ${code}.`;
    return new CubeEmbedError({code: 'session-expired', message, attempts, status, cause: error});
  };

  const renew = async (by: RenewalTrigger, isUrgent: boolean): Promise<void> => {
    isRunning = true;
    try {
      const turn = isUrgent ? null : awaitTurn();
      if (turn) await turn;
      renewals.last = {at: env.moment(), by: self};
      explain('renews', by);
      happened({type: 'started'});
      const issued = await obtain(() => (isExpired ? maxRetries : Infinity), signal);
      isRunning = isExpired = isRestored = false;
      usedAt = renewedAt = env.moment();
      plan();
      happened({type: 'issued', issued});
    } catch (error) {
      isRunning = false;
      if (!signal.aborted) happened({type: 'failed', error: errorOf(error)});
    } finally {
      hurry = null;
    }
  };

  const trigger = (by: RenewalTrigger): void => {
    if (signal.aborted) return;
    if (by === 'expired') isExpired = true;
    if (by === 'restored') isRestored = true;
    if (isSettling() && by === 'expiring') return;
    if (isSettling() && by === 'expired') return happened({type: 'refused'});
    const isUrgent = by === 'expired' || by === 'asked' || by === 'restored';
    if (isRunning) {
      if (isUrgent) hurry?.();
      return;
    }
    if (isHidden() && by !== 'asked') {
      if (hasRenewedHidden) {
        // The end of the session outranks its age and Cube's warning, which may wait for other embeds of the page.
        if (isUrgent || !postponed) postponed = by;
        return;
      }
      hasRenewedHidden = true;
    }
    void renew(by, isUrgent);
  };

  const timer = setInterval(() => {
    if (!isHidden() && since(usedAt) >= dueMs) trigger('age');
  }, ageCheckMs);
  signal.addEventListener('abort', () => clearInterval(timer), {once: true});

  return {
    get isSettling() {
      return isSettling();
    },
    trigger,
    wake() {
      const by = isHidden() ? null : postponed;
      if (!isHidden()) {
        hasRenewedHidden = false;
        postponed = null;
      }
      if (by) trigger(by);
      else if (since(usedAt) >= wakeRenewalMs) trigger('age');
    },
  };
}
