import {FrameActions} from '../frame/frame-actions.js';
import {elapsedMs, type Environment, type Moment} from '../page/environment.js';
import {watchPage, type PageHappening} from '../page/page-events.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {CubeEmbedError} from '../protocol/errors.js';
import type {SessionReason} from '../protocol/surface.js';
import {awayMs, countRebuild} from '../session/renewal-policy.js';
import {maxRetries, resumeSpreadMs} from '../session/retry-policy.js';
import type {EmbedAttributes} from './attributes.js';
import type {EmbedFrame, RunHappening, RunSurroundings} from './embed-frame.js';
import {EmbedRun} from './embed-run.js';
import {EmbedStatus} from './embed-status.js';
import type {LiveAttributes} from './live-attributes.js';
import type {View} from './view.js';

export interface EmbedControllerOptions {
  /** The element, read only. */
  readonly embed: Readonly<EmbedAttributes>;
  readonly view: View;
  readonly env: Environment;
  /** What a new frame is called. */
  readonly frameTitle: () => string;
  /** Something that is seen has changed. */
  readonly changed: () => void;
}

/** Has one run of an embed at a time, and begins another one where the page, the frame or a failure asks for it. */
export class EmbedController {
  readonly status: EmbedStatus;
  readonly actions = new FrameActions();
  readonly #around: RunSurroundings;
  #run: EmbedRun | null = null;
  /** The request of the run, as text. */
  #running = '';
  #connection: AbortController | null = null;
  #rebuilds: readonly number[] = [];
  #leftAt: Moment | null = null;
  /** Aborts the wait before the request that a page makes when it wakes up; null where it makes none. */
  #resuming: AbortController | null = null;

  constructor({embed, view, env, frameTitle, changed}: EmbedControllerOptions) {
    this.status = new EmbedStatus(embed, changed);
    this.#around = {embed, view, status: this.status, actions: this.actions, env, frameTitle};
  }

  /** The frame of the run, where there is one. */
  get frame(): EmbedFrame | null {
    return this.#run?.frame ?? null;
  }

  connect(): void {
    const {signal} = (this.#connection = new AbortController());
    watchPage(this.#around.embed.ownerDocument, (happening) => this.#onPage(happening), signal);
  }

  disconnect(): void {
    this.#connection?.abort();
    this.stop();
  }

  /** Whether a run is for this very request. */
  isFor(request: EmbedRequest): boolean {
    return JSON.stringify(request) === this.#running;
  }

  /**
   * Takes what the attributes say: begins an embed where it must, takes over what changed where it can.
   *
   * @param reason why an embed begins whatever has changed; null where it needn't
   */
  take(request: EmbedRequest, live: LiveAttributes, reason: SessionReason | null): void {
    if (reason || !this.isFor(request) || this.frame?.losesFilter(live))
      this.#start(request, live, reason ?? 'initial');
    else this.#run?.sync(live);
  }

  /** Begins the same embed again, where there is one. */
  restart(reason: SessionReason, retryLimit?: number): void {
    const run = this.#run;
    if (run) this.#start(run.request, run.live, reason, retryLimit);
  }

  /** Ends the embed: its requests, timers, listeners and frame. */
  stop(): void {
    this.#end();
    this.#run = null;
    this.#running = '';
    this.status.apply({type: 'reset'});
  }

  #start(request: EmbedRequest, live: LiveAttributes, reason: SessionReason, retryLimit = maxRetries): void {
    this.#end();
    this.status.apply({type: 'reset'});
    this.#running = JSON.stringify(request);
    const happened = (happening: RunHappening): void => this.#onRun(run, happening);
    const run = new EmbedRun(this.#around, {request, live, reason, retryLimit, happened});
    this.#run = run;
    run.begin();
  }

  #end(): void {
    this.#run?.end();
    this.#resuming?.abort();
    this.#resuming = null;
  }

  #onRun(run: EmbedRun, happening: RunHappening): void {
    if (run.hasEnded) return;
    if (happening.type === 'lost') this.#rebuild();
    else this.#fail(happening.error);
  }

  /** Reports an error. At a fatal one the frame goes, unless it may still become ready or shows what Cube says. */
  #fail(error: CubeEmbedError): void {
    if (error.fatal && error.code !== 'frame-timeout' && error.code !== 'embed-error') this.#end();
    this.status.report(error);
  }

  #onPage(happening: PageHappening): void {
    switch (happening) {
      case 'left':
        this.#leftAt = this.#around.env.moment();
        return;
      case 'restored':
        if (this.#leftAt && elapsedMs(this.#leftAt, this.#around.env.moment()) > awayMs) this.#restore();
        return;
      case 'online':
      case 'shown':
        this.frame?.wake();
        void this.#resume();
    }
  }

  /** A viewer who comes back must show a session before the frame is seen again; before `ready` none can be posted. */
  #restore(): void {
    const run = this.#run;
    if (run?.frame && !run.frame.restore() && !run.request.private) this.restart('reload');
  }

  /** Builds the frame anew, for a reason that lies in the frame: bounded, so that a broken one is no loop. */
  #rebuild(): void {
    const counted = countRebuild(this.#rebuilds, performance.now());
    if (counted) {
      this.#rebuilds = counted;
      this.restart('reload');
    } else {
      const message = 'The frame lost its session 4 times in 10 minutes.';
      this.#fail(new CubeEmbedError({code: 'session-expired', message}));
    }
  }

  /** Out of an error that may have passed: one request, without retries, when the page wakes up. */
  async #resume(): Promise<void> {
    const {process} = this.status;
    const run = this.#run;
    if (this.#resuming || process.state !== 'error' || !run) return;
    const {code, retryable} = process.error;
    if (!retryable || !code.startsWith('session-')) return;
    const {env} = this.#around;
    const {signal} = (this.#resuming = new AbortController());
    try {
      await env.wait(env.random() * resumeSpreadMs, signal);
      this.restart(run.reason, 0);
    } catch {
      // Something else has begun in the meantime.
    }
  }
}
