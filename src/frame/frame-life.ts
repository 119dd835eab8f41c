import {listen, windowOf} from '../page/document.js';
import {afterSeenFor} from '../page/visible-clock.js';
import {CubeEmbedError, type ErrorCode} from '../protocol/errors.js';
import type {FrameEvent} from '../protocol/frame-message.js';
import {ownMember} from '../protocol/own-member.js';
import {openFrameChannel} from './frame-channel.js';

/**
 * Watches one frame from its first message to its last.
 *
 * `ready` is the only sign of success: `load` fires for refused and failed documents too, and a status is never visible.
 * After `ready`, a `load` may mean that the document in the frame was replaced by one with a spent session. That one is
 * given 15 s of visible time to say anything; a message from 1 s before its `load` on counts, since a document's script
 * runs before the host hears of the load. In Chromium, Back over an in-frame `pushState` fires a `load` as well.
 */
const silenceMs = 15_000;
const earlyMs = 1_000;

/** A fatal error of a ready frame is held for this long: a `load` that follows shows that a spent session said it. */
const holdMs = 500;

/** What happens to a frame. */
export type FrameHappening =
  | {readonly type: 'ready'; readonly payload: unknown}
  /** The frame was ready, loaded again, and a new document is ready in it. */
  | {readonly type: 'ready-again'}
  | {readonly type: 'event'; readonly event: FrameEvent}
  | {readonly type: 'loaded'}
  /** The frame has lost its session by loading again. */
  | {readonly type: 'lost'}
  /** Cube reports an error, or the frame will not be ready; not fatal where it may work all the same. */
  | {readonly type: 'failed'; readonly error: CubeEmbedError};

export interface FrameLifeOptions {
  /** A frame that has just been inserted. */
  readonly frame: HTMLIFrameElement;
  /** The element that shows the frame: the time for `ready` counts while it is seen. */
  readonly embed: Element;
  readonly origin: string;
  /** A private embed has no session to lose: its sign-in loads as many documents as it likes. */
  readonly isPrivate: boolean;
  readonly readyTimeoutMs: number;
  readonly happened: (happening: FrameHappening) => void;
}

const isFatalError = ({name, payload}: FrameEvent): boolean => name === 'error' && ownMember(payload, 'fatal') === true;

/** Begins with a frame that has just been inserted; ends when the signal aborts. Returns what posts an action to it. */
export function watchFrame(
  {frame, embed, origin, isPrivate, readyTimeoutMs, happened}: FrameLifeOptions,
  signal: AbortSignal,
): (name: string, payload: unknown) => void {
  const {ownerDocument: document} = frame;
  let loads = 0;
  let isReady = false;
  /** The document may be another one than the one that was ready. */
  let mayBeNew = false;
  /** And has said nothing since its `load`: what it says first shows whether its session was spent. */
  let hasLoadedAgain = false;
  let lastEvent = {name: '', at: -Infinity};
  const readyClock = new AbortController();
  let silence: AbortController | null = null;
  let held: ReturnType<typeof setTimeout> | undefined;

  const fail = (code: ErrorCode, message: string, fatal = true): void =>
    happened({type: 'failed', error: new CubeEmbedError({code, message, fatal})});

  const lose = (): void => happened({type: 'lost'});
  const pass = (event: FrameEvent): void => happened({type: 'event', event});

  const onBlocked = (): void => fail('frame-blocked', `The page's CSP forbids the frame: add frame-src ${origin}`);

  const onReady = (payload: unknown): void => {
    if (isReady) {
      if (mayBeNew) happened({type: 'ready-again'});
      mayBeNew = false;
      pass({name: 'ready', payload});
      return;
    }
    isReady = true;
    readyClock.abort();
    channel.expectNoOther();
    happened({type: 'ready', payload});
  };

  const hold = (event: FrameEvent): void => {
    clearTimeout(held);
    held = setTimeout(() => {
      held = undefined;
      pass(event);
    }, holdMs);
  };

  const onEvent = (event: FrameEvent): void => {
    const {name} = event;
    lastEvent = {name, at: performance.now()};
    const mayBeSpent = !isReady || hasLoadedAgain;
    const isFatal = isReady && isFatalError(event);
    hasLoadedAgain = false;
    silence?.abort();
    if (name === 'ready') onReady(event.payload);
    else if (isPrivate) pass(event);
    // What a spent session looks like: before the first `ready` its end, in a document that loaded again an error too.
    else if (mayBeSpent && (isFatal || name === 'session-expired')) lose();
    else if (isFatal) hold(event);
    else pass(event);
  };

  const onLoad = (): void => {
    loads++;
    happened({type: 'loaded'});
    if (isPrivate) readyClock.abort();
    if (!isReady || loads < 2 || isPrivate) return;
    const {name, at} = lastEvent;
    const isEarly = performance.now() - at < earlyMs;
    if (held || (isEarly && name === 'session-expired')) {
      clearTimeout(held);
      held = undefined;
      lose();
    } else if (isEarly && name === 'ready') happened({type: 'ready-again'});
    else {
      mayBeNew = hasLoadedAgain = true;
      if (isEarly) return;
      silence?.abort();
      silence = new AbortController();
      afterSeenFor(silenceMs, embed, lose, silence.signal);
    }
  };

  const onViolation = ({effectiveDirective, disposition, blockedURI}: SecurityPolicyViolationEvent): void => {
    // After a redirect Chromium names the target, so other violations of the page don't end an embed.
    if (isReady || disposition !== 'enforce' || !/^(frame|child|default)-src$/.test(effectiveDirective)) return;
    if (blockedURI === origin || blockedURI.startsWith(`${origin}/`)) onBlocked();
  };

  const onLate = (): void => {
    // Once: the clock would strike again when the element comes back into view.
    readyClock.abort();
    fail(
      'frame-timeout',
      'No ready. Embedding off, or not for this site? Wrong base-url or id? A blocker, COEP?',
      !loads,
    );
  };

  listen(frame, 'load', onLoad, signal);
  // Firefox fires it for a frame that the page's own policy forbids.
  listen(frame, 'error', onBlocked, signal);
  listen(document, 'securitypolicyviolation', onViolation, signal);
  const channel = openFrameChannel(windowOf(document)!, frame.contentWindow!, {
    origin,
    event: onEvent,
    foreign: (other) => fail('frame-origin', `The frame is not of ${origin}: set base-url to ${other}?`),
  });
  afterSeenFor(readyTimeoutMs, embed, onLate, readyClock.signal);
  signal.addEventListener('abort', () => {
    channel.close();
    readyClock.abort();
    silence?.abort();
    clearTimeout(held);
  });
  return (name, payload) => channel.post(name, payload);
}
