import {CubeEmbedError, isCubeEmbedError} from '../protocol/errors.js';
import {elapsedMs, type Environment, type Moment} from '../session/environment.js';
import {
  ageCheckMs,
  crowdMs,
  crowdSpreadMs,
  ownRenewalMs,
  settlingMs,
  wakeRenewalMs,
} from '../session/renewal-policy.js';
import {maxRetries} from '../session/retry-policy.js';
import type {IssuedSession} from '../session/session-source.js';

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

export class SessionRenewal {
  readonly #document: Document;
  readonly #env: Environment;
  readonly #listener: RenewalListener;
  readonly #signal: AbortSignal;
  /** Names this one to the others, without keeping it alive. */
  readonly #self = {};
  #usedAt: Moment;
  #dueMs: number;
  #renewedAt: Moment | null = null;
  /** Cube says that the session has ended, and nothing has renewed it since. */
  #isExpired = false;
  /** The viewer came back to a page from the cache: only a session shows that the frame may still be seen. */
  #isRestored = false;
  #isRunning = false;
  /** Ends the wait of a renewal that follows others of the page. */
  #hurry: (() => void) | null = null;
  #renewedWhileHidden = false;
  #askedWhileHidden = false;

  constructor(document: Document, env: Environment, usedAt: Moment, listener: RenewalListener, signal: AbortSignal) {
    this.#document = document;
    this.#env = env;
    this.#listener = listener;
    this.#signal = signal;
    this.#usedAt = usedAt;
    this.#dueMs = ownRenewalMs(() => env.random());
    const window = document.defaultView!;
    const timer = setInterval(() => this.#checkAge(), ageCheckMs);
    signal.addEventListener('abort', () => clearInterval(timer), {once: true});
    document.addEventListener('visibilitychange', () => this.#onVisibility(), {signal});
    for (const type of ['online', 'pageshow']) window.addEventListener(type, () => this.#wake(), {signal});
  }

  /** Whether a `session-expired` or a fatal error now means that the last renewal failed. */
  get isSettling(): boolean {
    return !!this.#renewedAt && elapsedMs(this.#renewedAt, this.#env.moment()) < settlingMs;
  }

  trigger(by: RenewalTrigger): void {
    if (this.#signal.aborted) return;
    if (by === 'expired') this.#isExpired = true;
    if (by === 'restored') this.#isRestored = true;
    if (this.isSettling && by === 'expiring') return;
    if (this.isSettling && by === 'expired') return this.#listener.refused();
    const isUrgent = by === 'expired' || by === 'asked' || by === 'restored';
    if (this.#isRunning) {
      if (isUrgent) this.#hurry?.();
      return;
    }
    if (this.#document.hidden && by !== 'asked') {
      if (this.#renewedWhileHidden) {
        this.#askedWhileHidden = true;
        return;
      }
      this.#renewedWhileHidden = true;
    }
    void this.#renew(isUrgent);
  }

  async #renew(isUrgent: boolean): Promise<void> {
    const signal = this.#signal;
    this.#isRunning = true;
    try {
      const turn = isUrgent ? null : this.#awaitTurn();
      if (turn) await turn;
      lastStart = {at: this.#env.moment(), by: this.#self};
      this.#listener.started();
      const issued = await this.#listener.obtain(() => (this.#isExpired ? maxRetries : Infinity), signal);
      this.#listener.deliver(issued);
      this.#usedAt = this.#renewedAt = this.#env.moment();
      this.#dueMs = ownRenewalMs(() => this.#env.random());
      this.#isExpired = this.#isRestored = false;
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      this.#isRunning = false;
      this.#hurry = null;
      if (!signal.aborted) this.#listener.ended();
    }
  }

  /** Where another embed of the page has just renewed, waits a random while, or until a trigger is in a hurry. */
  #awaitTurn(): Promise<unknown> | null {
    if (!lastStart || lastStart.by === this.#self || elapsedMs(lastStart.at, this.#env.moment()) > crowdMs) return null;
    const hurry = new Promise<void>((resolve) => (this.#hurry = resolve));
    return Promise.race([this.#env.wait(this.#env.random() * crowdSpreadMs, this.#signal), hurry]);
  }

  #fail(error: unknown): void {
    if (!isCubeEmbedError(error)) throw error;
    const {code, attempts, status} = error;
    const isSignedOut = code === 'session-unauthorized' || code === 'session-forbidden';
    error.fatal = this.#isRestored || isSignedOut;
    if (this.#isExpired && !error.fatal) {
      const message = `The session ended, and there is no new one: ${code}.`;
      this.#listener.failed(new CubeEmbedError({code: 'session-expired', message, attempts, status, cause: error}));
    } else this.#listener.failed(error);
  }

  #onVisibility(): void {
    if (this.#document.hidden) return;
    this.#renewedWhileHidden = false;
    if (this.#askedWhileHidden) {
      this.#askedWhileHidden = false;
      this.trigger('expiring');
    } else this.#wake();
  }

  #wake(): void {
    if (elapsedMs(this.#usedAt, this.#env.moment()) >= wakeRenewalMs) this.trigger('age');
  }

  #checkAge(): void {
    if (!this.#document.hidden && elapsedMs(this.#usedAt, this.#env.moment()) >= this.#dueMs) this.trigger('age');
  }
}
