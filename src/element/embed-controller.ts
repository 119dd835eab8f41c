import type {EmbedRequest} from '../protocol/embed-request.js';
import {CubeEmbedError, invalidConfig, isCubeEmbedError} from '../protocol/errors.js';
import type {SessionReason} from '../protocol/surface.js';
import {elapsedMs, type Environment, type Moment} from '../page/environment.js';
import {awayMs, countRebuild} from '../session/renewal-policy.js';
import {maxRetries, resumeSpreadMs} from '../session/retry-policy.js';
import {obtainSession, type IssuedSession} from '../session/session-source.js';
import {openFrame, type EmbedFrame} from './embed-frame.js';
import type {EmbedHost} from './embed-host.js';
import type {EmbedStatus} from './embed-status.js';
import {fire} from './events.js';
import {FrameActions} from '../frame/frame-actions.js';
import {untilActivated, untilLoaded, watchPage} from '../page/page-events.js';
import {openConnection} from '../frame/connection-hint.js';
import {untilSeen, watchViewport, type ViewportWatch} from '../page/visible-clock.js';

/** After this time of authenticating and loading the loader says that it takes longer than usual. */
const slowMs = 10_000;

/** What is missing is an error this long after the last change: attributes may be set one by one. */
const missingMs = 1_000;

/**
 * Runs one embed at a time: waits until it may begin, gets a session, builds the frame, and another one where that is
 * lost. It alone knows that a session is delivered by navigation the first time and by message later.
 */
export class EmbedController {
  isSlow = false;
  frame: EmbedFrame | null = null;
  readonly actions = new FrameActions();
  readonly #host: EmbedHost;
  readonly #status: EmbedStatus;
  readonly #env: Environment;
  #connection: AbortController | null = null;
  #run = new AbortController();
  #request: EmbedRequest | null = null;
  #reason: SessionReason = 'initial';
  #viewport: ViewportWatch = {isInViewport: false};
  #rebuilds: readonly number[] = [];
  #leftAt: Moment | null = null;
  #isResuming = false;

  constructor(host: EmbedHost, status: EmbedStatus, env: Environment) {
    this.#host = host;
    this.#status = status;
    this.#env = env;
  }

  connect(): void {
    const {signal} = (this.#connection = new AbortController());
    const listener = {
      awake: () => void this.#resume(),
      left: () => {
        this.#leftAt = this.#env.moment();
      },
      restored: () => {
        if (this.#leftAt && elapsedMs(this.#leftAt, this.#env.moment()) > awayMs) this.#restore();
      },
    };
    watchPage(this.#host.element.ownerDocument, listener, signal);
  }

  disconnect(): void {
    this.#connection?.abort();
    this.stop();
  }

  /** Begins an embed, in place of the one before. */
  start(request: EmbedRequest, reason: SessionReason, retryLimit = maxRetries): void {
    this.#end();
    this.#status.apply({type: 'reset'});
    this.#request = request;
    this.#reason = reason;
    const {signal} = this.#run;
    this.#go(request, retryLimit, signal).catch((error: unknown) => {
      if (signal.aborted) return;
      if (!isCubeEmbedError(error)) throw error;
      error.fatal = true;
      this.fail(error);
    });
  }

  /** Begins the same embed again, where there is one. */
  restart(reason: SessionReason, retryLimit?: number): void {
    if (this.#request) this.start(this.#request, reason, retryLimit);
  }

  /** Ends the embed: its requests, timers, listeners and frame. */
  stop(): void {
    this.#request = null;
    this.#end();
    this.#status.apply({type: 'reset'});
  }

  /** Tells of an error. At a fatal one the frame goes, unless it may still become ready or shows what Cube says. */
  fail(error: CubeEmbedError): boolean {
    if (error.fatal && error.code !== 'frame-timeout' && error.code !== 'embed-error') this.#end();
    return this.#status.report(error);
  }

  #end(): void {
    this.#run.abort();
    this.#run = new AbortController();
    this.frame = null;
    this.actions.hold();
    this.isSlow = this.#isResuming = false;
    this.#host.removeFrame();
  }

  async #go(request: EmbedRequest, retryLimit: number, signal: AbortSignal): Promise<void> {
    const {element} = this.#host;
    const {ownerDocument: document} = element;
    if (request.missing) {
      await untilLoaded(document, signal);
      await this.#env.wait(missingMs, signal);
      throw invalidConfig(`${request.missing} is required.`);
    }
    // No `await` where there is nothing to wait for: the request leaves in the microtask that begins the embed.
    const activated = untilActivated(document, signal);
    if (activated) await activated;
    if (this.#host.isLazy()) await untilSeen(element, signal);
    const startedAt = performance.now();
    this.#viewport = watchViewport(element, '0px', () => {}, signal);
    this.#warnWhenSlow(signal);
    if (request.private) return this.#openFrame(request, null, startedAt, signal);
    this.#status.apply({type: 'request'});
    signal.throwIfAborted();
    const asked = this.#obtain(request, request.deploymentId, this.#reason, () => retryLimit, signal);
    const closeHint = request.origin && openConnection(element, request.origin);
    try {
      const issued = await asked;
      try {
        this.#openFrame(request, issued, startedAt, signal);
      } catch (error) {
        if (isCubeEmbedError(error)) error.attempts = issued.attempts;
        throw error;
      }
    } finally {
      if (closeHint) closeHint();
    }
  }

  #warnWhenSlow(signal: AbortSignal): void {
    this.#env.wait(slowMs, signal).then(
      () => {
        this.isSlow = true;
        this.#host.changed();
      },
      () => {}, // the embed ended before
    );
  }

  async #obtain(
    request: EmbedRequest,
    deploymentId: number | undefined,
    reason: SessionReason,
    retryLimit: () => number,
    signal: AbortSignal,
  ): Promise<IssuedSession> {
    const start = performance.now();
    this.#host.debug(`asks for a session (${reason})`);
    const task = {
      call: () => this.#host.sessionCall(request, deploymentId, reason),
      retryLimit,
      isInViewport: () => this.#viewport.isInViewport,
    };
    const issued = await obtainSession(task, this.#env, signal);
    const {attempts, durationMs} = issued;
    performance.measure('cube-embed:session', {start});
    fire(this.#host.element, 'session', {reason, attempts, durationMs});
    signal.throwIfAborted();
    return issued;
  }

  #openFrame(request: EmbedRequest, issued: IssuedSession | null, startedAt: number, signal: AbortSignal): void {
    const frame: EmbedFrame = openFrame(
      {host: this.#host, status: this.#status, env: this.#env, actions: this.actions},
      request,
      issued,
      startedAt,
      {
        obtain: (retryLimit, renewalSignal) =>
          this.#obtain(request, frame.destination.deploymentId, 'renewal', retryLimit, renewalSignal),
        lost: () => this.#rebuild(),
        failed: (error) => this.fail(error),
      },
      signal,
    );
    this.frame = frame;
    this.#status.apply({type: 'navigate'});
  }

  /** Who comes back must show a session before the frame is seen again; one that isn't ready can't be given one. */
  #restore(): void {
    const {frame} = this;
    if (frame && !frame.restore() && !this.#request?.private) this.restart('reload');
  }

  /** Builds the frame anew, for a reason that lies in the frame: bounded, so that a broken one is no loop. */
  #rebuild(): void {
    const counted = countRebuild(this.#rebuilds, performance.now());
    if (counted) {
      this.#rebuilds = counted;
      this.restart('reload');
    } else {
      const message = 'The frame lost its session 4 times in 10 minutes.';
      this.fail(new CubeEmbedError({code: 'session-expired', message}));
    }
  }

  /** Out of an error that may have passed: one request, without retries, when the page wakes up. */
  async #resume(): Promise<void> {
    const {process} = this.#status;
    if (this.#isResuming || process.state !== 'error') return;
    const {code, retryable} = process.error;
    if (!retryable || !code.startsWith('session-')) return;
    this.#isResuming = true;
    const {signal} = this.#run;
    try {
      await this.#env.wait(this.#env.random() * resumeSpreadMs, signal);
      this.restart(this.#reason, 0);
    } catch {
      // Something else has begun in the meantime.
    }
  }
}
