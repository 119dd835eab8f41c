import type {FrameActions} from '../frame/frame-actions.js';
import {openFrame, type Frame, type FrameHappening} from '../frame/frame.js';
import {isHidden} from '../page/document.js';
import type {Environment, Moment} from '../page/environment.js';
import {measure} from '../page/measure.js';
import {otherTenant, type Destination} from '../protocol/destination.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {withFacts, type CubeEmbedError} from '../protocol/errors.js';
import type {FrameEvent} from '../protocol/frame-message.js';
import type {SessionReason} from '../protocol/surface.js';
import {
  createSessionRenewal,
  type RenewalHappening,
  type RenewalTrigger,
  type SessionRenewal,
} from '../session/session-renewal.js';
import type {IssuedSession} from '../session/session-source.js';
import type {EmbedAttributes} from './attributes.js';
import type {EmbedStatus} from './embed-status.js';
import {dispatch, isDispatched, type ReadyPayload} from './events.js';
import {explain} from './explain.js';
import {liveActions, type LiveAttributes} from './live-attributes.js';
import type {View} from './view.js';

/** What happens to a run: it fails, or its frame has lost its session and needs to be built anew with another one. */
export type RunHappening = {readonly type: 'failed'; readonly error: CubeEmbedError} | {readonly type: 'lost'};

/** What the runs of one element share. */
export interface RunSurroundings {
  /** The element, read only: its attributes count as they are when they are needed. */
  readonly embed: Readonly<EmbedAttributes>;
  readonly view: View;
  readonly status: EmbedStatus;
  readonly actions: FrameActions;
  readonly env: Environment;
  /** What a new frame is called. */
  readonly frameTitle: () => string;
}

/** Obtains a session that was never used. */
export type Obtain = (
  deploymentId: number | undefined,
  reason: SessionReason,
  retryLimit: () => number,
  signal: AbortSignal,
) => Promise<IssuedSession>;

export interface EmbedFrameOptions {
  readonly request: EmbedRequest;
  readonly destination: Destination;
  /** The session that the navigation uses up; undefined for a private embed. It is kept nowhere. */
  readonly sessionId: string | undefined;
  readonly live: LiveAttributes;
  /** When the embed began, on the steady clock. */
  readonly startedAt: number;
  readonly obtain: Obtain;
  readonly happened: (happening: RunHappening) => void;
}

/** The frame of a run: its events are dispatched, live attributes are posted to it, its session is renewed in place. */
export class EmbedFrame {
  readonly #around: RunSurroundings;
  readonly #options: Omit<EmbedFrameOptions, 'sessionId'>;
  readonly #signal: AbortSignal;
  readonly #frame: Frame;
  readonly #usedAt: Moment;
  readonly #navigatedAt = performance.now();
  readonly #renewalEnd = new AbortController();
  #renewal: SessionRenewal | null = null;
  #live: LiveAttributes;
  #isPainted = false;

  /**
   * Builds the frame and navigates it; it ends when the signal aborts.
   *
   * @throws CubeEmbedError `invalid-config` where its URL would be too long
   */
  constructor(around: RunSurroundings, {sessionId, ...options}: EmbedFrameOptions, signal: AbortSignal) {
    const {embed, view, actions, env, frameTitle} = around;
    const {request, destination, live} = options;
    this.#around = around;
    this.#options = options;
    this.#signal = signal;
    this.#live = live;
    this.#usedAt = env.moment();
    actions.begin(live.inUrl);
    signal.addEventListener('abort', () => this.#renewalEnd.abort());
    this.#frame = openFrame(
      {
        embed,
        request,
        destination,
        sessionId,
        parameters: live.parameters,
        title: frameTitle(),
        readyTimeoutMs: embed.readyTimeout,
        insert: (iframe) => view.insertFrame(iframe),
        happened: (happening) => this.#onFrame(happening),
      },
      signal,
    );
  }

  get iframe(): HTMLIFrameElement {
    return this.#frame.iframe;
  }

  /** Whether the browser has put another window into the frame, which a move can do. */
  get wasReplaced(): boolean {
    return this.#frame.wasReplaced;
  }

  /** Takes over live attributes that changed. */
  sync(live = this.#live): void {
    const {actions, embed} = this.#around;
    this.#live = live;
    actions.sync(liveActions(embed, live));
  }

  /** Whether other live attributes lack a filter that the frame holds: it can only go with the frame. */
  losesFilter({filters}: LiveAttributes): boolean {
    return this.#live.filters.some((name) => !filters.includes(name));
  }

  renew(by: RenewalTrigger): void {
    this.#renewal?.trigger(by);
  }

  /** The page came online or is shown. */
  wake(): void {
    this.#renewal?.wake();
  }

  /** Covers the frame until a new session shows that the viewer may still see it; false before it was ready. */
  restore(): boolean {
    if (!this.#renewal) return false;
    this.#around.status.apply({type: 'restore'});
    this.renew('restored');
    return true;
  }

  #onFrame(happening: FrameHappening): void {
    switch (happening.type) {
      case 'ready':
        return this.#onReady(happening.payload);
      case 'ready-again':
        return this.#postLive();
      case 'event':
        return this.#onEvent(happening.event);
      case 'loaded':
        // In a private embed the viewer signs in inside the frame, and no event tells how far that is.
        if (this.#options.request.private) this.#around.status.apply({type: 'uncover'});
        return;
      case 'lost':
        return this.#options.happened(happening);
      case 'failed':
        return this.#onFailed(happening.error);
    }
  }

  #onReady(payload: unknown): void {
    const {embed, env, status} = this.#around;
    status.apply({type: 'ready'});
    if (this.#signal.aborted) return;
    // After a fatal error of Cube's the frame may still say that it is ready: the event is all that follows.
    if (status.process.state === 'ready') {
      measure('frame', this.#navigatedAt);
      if (this.#options.request.surface !== 'dashboard') this.#measurePainted();
      if (!this.#options.request.private) {
        this.#renewal = createSessionRenewal(
          {
            env,
            usedAt: this.#usedAt,
            isHidden: () => isHidden(embed.ownerDocument),
            obtain: (retryLimit, signal) => this.#obtainRenewal(retryLimit, signal),
            happened: (happening) => this.#onRenewal(happening),
          },
          this.#renewalEnd.signal,
        );
      }
      this.#postLive();
    }
    dispatch(embed, 'ready', payload);
    if (status.process.state === 'ready') status.settle(payload as ReadyPayload);
  }

  #onEvent({name, payload}: FrameEvent): void {
    const {embed, status} = this.#around;
    if (!isDispatched(name)) return;
    const {title} = (payload ?? {}) as {readonly title?: unknown};
    if (name === 'view') status.apply({type: 'view', title: typeof title === 'string' ? title : ''});
    if (name === 'dashboard-loaded') this.#measurePainted();
    dispatch(embed, name, payload);
    if (name === 'session-expiring') this.renew('expiring');
    if (name === 'session-expired') this.renew('expired');
  }

  #onFailed(error: CubeEmbedError): void {
    // A fatal error soon after a renewal is what a session that was not accepted looks like.
    if (error.code === 'embed-error' && error.fatal && this.#renewal?.isSettling) {
      return this.#options.happened({type: 'lost'});
    }
    this.#fail(error);
  }

  async #obtainRenewal(retryLimit: () => number, signal: AbortSignal): Promise<IssuedSession> {
    const {origin, deploymentId} = this.#frame.destination;
    const issued = await this.#options.obtain(deploymentId, 'renewal', retryLimit, signal);
    const {baseUrl} = issued.session;
    if (baseUrl && baseUrl !== origin) throw withFacts(otherTenant(baseUrl, origin), {attempts: issued.attempts});
    return issued;
  }

  #onRenewal(happening: RenewalHappening): void {
    const {embed, status} = this.#around;
    switch (happening.type) {
      case 'started':
        return status.apply({type: 'renew'});
      case 'issued': {
        const {session, durationMs} = happening.issued;
        this.#post('set-session', {sessionId: session.sessionId});
        status.apply({type: 'renewed'});
        dispatch(embed, 'session-renewed', {durationMs});
        return;
      }
      case 'failed':
        this.#fail(happening.error);
        if (!this.#signal.aborted) status.apply({type: 'renewed'});
        return;
      case 'refused':
        return this.#options.happened({type: 'lost'});
    }
  }

  #fail(error: CubeEmbedError): void {
    // After `frame-timeout` there is none yet, and a late `ready` may begin one.
    if (error.fatal && this.#renewal) this.#renewalEnd.abort();
    this.#options.happened({type: 'failed', error});
  }

  #post(name: string, payload: unknown): void {
    explain(this.#around.embed, `posts ${name}`);
    this.#frame.post(name, payload);
  }

  /** A document is ready: it gets the live attributes, then what waited. */
  #postLive(): void {
    const {embed, actions} = this.#around;
    actions.ready(liveActions(embed, this.#live), (name, payload) => this.#post(name, payload));
  }

  /** Once: queries that run again are no first paint. */
  #measurePainted(): void {
    if (!this.#isPainted) measure('painted', this.#options.startedAt);
    this.#isPainted = true;
  }
}
