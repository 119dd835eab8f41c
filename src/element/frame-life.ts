import {openFrameChannel, type FrameChannel} from '../frame/frame-channel.js';
import {CubeEmbedError, type ErrorCode} from '../protocol/errors.js';
import type {FrameEvent} from '../protocol/frame-message.js';
import {afterSeenFor} from './visible-clock.js';

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

export interface FrameLifeListener {
  ready(payload: unknown): void;
  /** The frame was ready, loaded again, and a new document is ready in it. */
  readyAgain(): void;
  event(event: FrameEvent): void;
  loaded(): void;
  /** The frame has lost its session by loading again. */
  lost(): void;
  /** The frame will not be ready; not fatal where it has loaded, and may work all the same. */
  failed(error: CubeEmbedError): void;
}

export interface FrameLifeOptions {
  readonly origin: string;
  /** A private embed has no session to lose: its sign-in loads as many documents as it likes. */
  readonly isPrivate: boolean;
  readonly readyTimeoutMs: number;
}

const isFatalError = ({name, payload}: FrameEvent): boolean =>
  name === 'error' && (payload as {readonly fatal?: unknown} | undefined)?.fatal === true;

export class FrameLife {
  readonly #listener: FrameLifeListener;
  readonly #host: Element;
  readonly #channel: FrameChannel;
  readonly #isPrivate: boolean;
  #loads = 0;
  #isReady = false;
  /** The document may be another one than the one that was ready. */
  #mayBeNew = false;
  /** And has said nothing since its `load`: what it says first shows whether its session was spent. */
  #hasLoadedAgain = false;
  #lastEvent = {name: '', at: -Infinity};
  #readyClock = new AbortController();
  #silence: AbortController | null = null;
  #held: {readonly event: FrameEvent; readonly timer: ReturnType<typeof setTimeout>} | null = null;

  /** Begins with a frame that has just been inserted; ends when the signal aborts. */
  constructor(
    host: Element,
    frame: HTMLIFrameElement,
    {origin, isPrivate, readyTimeoutMs}: FrameLifeOptions,
    listener: FrameLifeListener,
    signal: AbortSignal,
  ) {
    this.#host = host;
    this.#listener = listener;
    this.#isPrivate = isPrivate;
    const {ownerDocument: document} = frame;
    frame.addEventListener('load', () => this.#onLoad(), {signal});
    // Firefox fires it for a frame that the page's own policy forbids.
    frame.addEventListener('error', () => this.#onBlocked(origin), {signal});
    document.addEventListener('securitypolicyviolation', (event) => this.#onViolation(event, origin), {signal});
    this.#channel = openFrameChannel(document.defaultView!, frame.contentWindow!, {
      origin,
      event: (event) => this.#onEvent(event),
      foreign: (other) =>
        this.#fail('frame-origin', `The frame of ${origin} answers from ${other}: set base-url to ${other}?`),
    });
    afterSeenFor(readyTimeoutMs, host, () => this.#onLate(), this.#readyClock.signal);
    signal.addEventListener('abort', () => this.#close(), {once: true});
  }

  post(name: string, payload: unknown): void {
    this.#channel.post(name, payload);
  }

  #onEvent(event: FrameEvent): void {
    const {name} = event;
    this.#lastEvent = {name, at: performance.now()};
    const hasLoadedAgain = this.#hasLoadedAgain;
    this.#hasLoadedAgain = false;
    this.#endSilence();
    if (name === 'ready') this.#onReady(event.payload);
    else if ((!this.#isReady || hasLoadedAgain) && !this.#isPrivate && this.#isSpent(event)) this.#listener.lost();
    else if (this.#isReady && !this.#isPrivate && isFatalError(event)) this.#hold(event);
    else this.#listener.event(event);
  }

  /** What a spent session looks like: before the first `ready` its end, in a document that loaded again an error too. */
  #isSpent(event: FrameEvent): boolean {
    return event.name === 'session-expired' || (this.#isReady && isFatalError(event));
  }

  #onReady(payload: unknown): void {
    if (this.#isReady) {
      if (this.#mayBeNew) this.#listener.readyAgain();
      this.#mayBeNew = false;
      this.#listener.event({name: 'ready', payload});
      return;
    }
    this.#isReady = true;
    this.#readyClock.abort();
    this.#channel.expectNoOther();
    this.#listener.ready(payload);
  }

  #onLoad(): void {
    this.#loads++;
    this.#listener.loaded();
    if (this.#isPrivate) this.#readyClock.abort();
    if (!this.#isReady || this.#loads < 2 || this.#isPrivate) return;
    const held = this.#held;
    const {name, at} = this.#lastEvent;
    const isEarly = performance.now() - at < earlyMs;
    if (held || (isEarly && name === 'session-expired')) {
      clearTimeout(held?.timer);
      this.#held = null;
      this.#listener.lost();
    } else if (isEarly && name === 'ready') this.#listener.readyAgain();
    else {
      this.#mayBeNew = this.#hasLoadedAgain = true;
      if (isEarly) return;
      this.#endSilence();
      this.#silence = new AbortController();
      afterSeenFor(silenceMs, this.#host, () => this.#listener.lost(), this.#silence.signal);
    }
  }

  #hold(event: FrameEvent): void {
    clearTimeout(this.#held?.timer);
    const timer = setTimeout(() => {
      this.#held = null;
      this.#listener.event(event);
    }, holdMs);
    this.#held = {event, timer};
  }

  #onViolation({effectiveDirective, disposition, blockedURI}: SecurityPolicyViolationEvent, origin: string): void {
    // After a redirect Chromium names the target, so other violations of the page don't end an embed.
    if (this.#isReady || disposition !== 'enforce' || !/^(frame|child|default)-src$/.test(effectiveDirective)) return;
    if (blockedURI === origin || blockedURI.startsWith(`${origin}/`)) this.#onBlocked(origin);
  }

  #onBlocked(origin: string): void {
    this.#fail('frame-blocked', `This page's Content-Security-Policy forbids the frame: add frame-src ${origin}`);
  }

  #onLate(): void {
    // Once: the clock would strike again when the element comes back into view.
    this.#readyClock.abort();
    const message = 'No ready. Embedding not enabled? Wrong base-url or id? This site not allowed? A blocker, COEP?';
    this.#fail('frame-timeout', message, !this.#loads);
  }

  #fail(code: ErrorCode, message: string, fatal = true): void {
    this.#listener.failed(new CubeEmbedError({code, message, fatal}));
  }

  #endSilence(): void {
    this.#silence?.abort();
    this.#silence = null;
  }

  #close(): void {
    this.#channel.close();
    this.#readyClock.abort();
    this.#endSilence();
    clearTimeout(this.#held?.timer);
  }
}
