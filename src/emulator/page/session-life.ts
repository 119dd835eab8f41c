import {
  apiPaths,
  emulatorPaths,
  exchangeReasonHeader,
  pageIdHeader,
  type AppConfig,
  type ExchangeAnswer,
  type ExchangeReason,
  type SessionClock,
} from '../page-api.js';
import type {ApiClient} from './api-client.js';

/** A timer longer than this fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** What the clock of the session asks for. */
export interface SessionHappenings {
  readonly expiring: () => void;
  readonly expired: () => void;
}

/** From the session id to the end of its token: redeems ids, and knows when the token should no longer be trusted. */
export class SessionLife {
  readonly #api: ApiClient;
  readonly #happenings: SessionHappenings;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #hasPostedExpiring = false;
  #hasPostedExpired = false;

  constructor(api: ApiClient, happenings: SessionHappenings) {
    this.#api = api;
    this.#happenings = happenings;
  }

  /**
   * Spends a session id for a token.
   * @throws ApiError 401 for an id that is unknown, expired, revoked or spent
   */
  async redeem(sessionId: string, reason: ExchangeReason): Promise<void> {
    const {token} = await this.#api.json<ExchangeAnswer>(apiPaths.exchange, {
      body: {sessionId},
      headers: {[exchangeReasonHeader]: reason},
    });
    this.#api.setToken(token);
  }

  /**
   * Signs in to Cube, for private embedding; without a name as the user who is signed in to this browser.
   * @throws ApiError 401 whose body names the accounts to choose from
   */
  async signIn(deploymentId: number | null, username?: string): Promise<void> {
    const {token} = await this.#api.json<ExchangeAnswer>(emulatorPaths.signIn, {
      body: {...(username === undefined ? {} : {username}), ...(deploymentId === null ? {} : {deploymentId})},
    });
    this.#api.setToken(token);
  }

  /** What is true of the session; with the id of a page that goes on with a new session. */
  readConfig(pageId?: string): Promise<AppConfig> {
    return this.#api.json<AppConfig>(apiPaths.appConfig, {
      headers: pageId === undefined ? {} : {[pageIdHeader]: pageId},
    });
  }

  /** Begins the clock of a new session and forgets what it posted of the last one. */
  begin(clock: SessionClock): void {
    this.#hasPostedExpiring = false;
    this.#hasPostedExpired = false;
    this.follow(clock);
  }

  /** Sets the timers by the server's clock, which may have been moved. */
  follow({expiringInMs, expiredInMs}: SessionClock): void {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#timers = [];
    this.#at(expiringInMs, () => {
      if (this.#hasPostedExpiring) return;
      this.#hasPostedExpiring = true;
      this.#happenings.expiring();
    });
    this.#at(expiredInMs, () => {
      if (this.#hasPostedExpired) return;
      this.#hasPostedExpired = true;
      this.#happenings.expired();
    });
  }

  #at(ms: number, act: () => void): void {
    if (ms <= 0) act();
    else if (ms <= longestTimerMs) this.#timers.push(setTimeout(act, ms));
  }
}
