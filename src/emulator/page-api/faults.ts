/** What an embedded page may try that its sandbox decides about. */
export type AttemptedThing = 'top-navigation' | 'alert' | 'popup' | 'download' | 'form' | 'fullscreen' | 'clipboard';

/**
 * Something that a test wants an open page to do.
 *
 * At the start of a page (`PageStart.faults`), before `ready`: `omit` and `delay-ready` hold from there on; all others are done
 * at once, which may mean instead of getting ready.
 */
export type PageFault =
  /** Posts no events of these short names (`ready`, `view` …; `*`: none at all) until another `omit` says otherwise. */
  | {readonly do: 'omit'; readonly events: readonly string[]}
  /** Only at the start: waits before `ready`. */
  | {readonly do: 'delay-ready'; readonly ms: number}
  /** `location.reload()`: the new document meets a spent session. */
  | {readonly do: 'reload'}
  /** Says `session-expiring` or `session-expired` (or any event of that short name) now, whatever the clock. */
  | {readonly do: 'announce'; readonly event: string; readonly payload?: unknown}
  /** Reports `cube:event:error`; a fatal one also replaces the page by an error panel. */
  | {
      readonly do: 'error';
      readonly message: string;
      readonly name?: string;
      readonly context?: string;
      readonly fatal: boolean;
    }
  /** Posts exactly this to the parent, no envelope added. */
  | {readonly do: 'post'; readonly data: unknown; readonly targetOrigin?: string}
  /** Posts that many events of that short name (default `view`) as fast as it can, with `count` in the payload. */
  | {readonly do: 'flood'; readonly count: number; readonly event?: string}
  /** `location.assign(url)`. */
  | {readonly do: 'leave'; readonly url: string}
  /** `history.pushState` without any event. */
  | {readonly do: 'push-state'; readonly path: string}
  /** `history.back()`. */
  | {readonly do: 'back'}
  /** `location.hash = hash`. */
  | {readonly do: 'hash'; readonly hash: string}
  /** In-app navigation, with its `view` and `navigate` events. */
  | {readonly do: 'navigate'; readonly path: string}
  /** Tries something and reports the outcome; `url` for navigation, popup and form. */
  | {readonly do: 'attempt'; readonly what: AttemptedThing; readonly url?: string}
  /** Blocks the page's thread for so long. */
  | {readonly do: 'block'; readonly ms: number};
