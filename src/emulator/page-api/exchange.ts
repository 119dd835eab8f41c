/** A header on the exchange, for the ledger: why the page exchanges. Absent counts as `navigation`. */
export const exchangeReasonHeader = 'X-Emulator-Exchange';

/** Why a session is exchanged: the page was loaded with it, or got it by `cube:action:set-session`. */
export type ExchangeReason = 'navigation' | 'set-session';

/** The body of every answer that is not 2xx. */
export interface ErrorAnswer {
  /** The HTTP status again. */
  readonly statusCode: number;
  /** One sentence that says what was wrong. */
  readonly message: string;
  /** The status in words, e.g. `Not Found`. */
  readonly error: string;
}

export interface ExchangeRequest {
  readonly sessionId: string;
}

/** The embed token: a signed JWT. The page never has to look inside. */
export interface ExchangeAnswer {
  readonly token: string;
}

/** `username` left out: the user who is signed in to Cube in this browser (option `signedIn` of the emulator). */
export interface SignInRequest {
  readonly username?: string;
  /** The deployment of the embed URL, where it names one; 404 where there is none. */
  readonly deploymentId?: number;
}

/** No user is signed in: the accounts that a sign-in form may offer. There are no passwords here. */
export interface SignInRefusal extends ErrorAnswer {
  readonly accounts: readonly {readonly username: string; readonly displayName: string}[];
}

/**
 * A header on `appConfig` when a page reads it again, after `set-session`: its `PageStart.pageId`, so that the emulator goes on
 * with the same page and the new session's clock. Without it the request starts a new page.
 */
export const pageIdHeader = 'X-Emulator-Page';
