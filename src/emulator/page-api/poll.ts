import type {SessionClock} from './app-config.js';
import type {AttemptedThing, PageFault} from './faults.js';

/** What the page tells in a poll: the messages since the last one, for the ledger. */
export interface PollRequest {
  /** The `sequence` of the last answer; 0 at first. */
  readonly after: number;
  readonly visible?: boolean;
  /** At most 200 at a time; the page drops the oldest of more. */
  readonly reports?: readonly PageReport[];
}

/**
 * `posted`: an event that the page sent to its parent; `received`: an action that it got, `from` being the origin of the sender;
 * `attempted`: the outcome of an `attempt`. A session id is never part of it: the payload of `set-session` is left out.
 */
export type PageReport =
  | {readonly kind: 'posted'; readonly type: string; readonly payload?: unknown}
  | {readonly kind: 'received'; readonly type: string; readonly from: string; readonly payload?: unknown}
  | {
      readonly kind: 'attempted';
      readonly what: AttemptedThing;
      readonly outcome: 'done' | 'refused';
      readonly detail?: string;
    };

export interface PollAnswer {
  readonly sequence: number;
  /** Epoch ms by the emulator's clock. */
  readonly now: number;
  /** Null for a page whose token is unknown (the emulator was restarted): carry on with the own timers. */
  readonly session: SessionClock | null;
  readonly pollAfterMs: number;
  /** To be done in this order, each once. */
  readonly faults: readonly PageFault[];
}

export interface AdvanceRequest {
  /** 0 or more, whole ms. */
  readonly ms: number;
}

export interface AdvanceAnswer {
  readonly now: number;
}
