import {openConnection} from '../frame/connection-hint.js';
import {measure} from '../page/measure.js';
import {untilActivated, untilLoaded} from '../page/page-events.js';
import {untilSeen, watchViewport, type ViewportWatch} from '../page/visible-clock.js';
import {destinationOf} from '../protocol/destination.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {asCubeEmbedError, invalidConfig, withFacts} from '../protocol/errors.js';
import {createSessionRequest} from '../protocol/session-request.js';
import type {SessionReason} from '../protocol/surface.js';
import {takeEarlyRequest, type TakenRequest} from '../session/early-request.js';
import type {SessionCall} from '../session/request-session.js';
import {obtainSession, type IssuedSession} from '../session/session-source.js';
import {EmbedFrame, type Obtain, type RunHappening, type RunSurroundings} from './embed-frame.js';
import {dispatch} from './events.js';
import {explain} from './explain.js';
import type {LiveAttributes} from './live-attributes.js';
import {pageContext} from './page-policy.js';

/** After this time of authenticating and loading the loader says that it takes longer than usual. */
const slowMs = 10_000;

/** What is missing is an error this long after the last change: attributes may be set one by one. */
const missingMs = 1_000;

export interface RunOptions {
  readonly request: EmbedRequest;
  readonly live: LiveAttributes;
  readonly reason: SessionReason;
  readonly retryLimit: number;
  readonly happened: (happening: RunHappening) => void;
}

/**
 * One life of an embed: it waits until it may begin, obtains a session, opens a frame with it. It alone knows that a
 * session is delivered by navigation the first time and by message later.
 */
export class EmbedRun {
  frame: EmbedFrame | null = null;
  readonly #around: RunSurroundings;
  readonly #options: RunOptions;
  readonly #end = new AbortController();
  #live: LiveAttributes;
  #viewport: ViewportWatch = {isInViewport: false};

  constructor(around: RunSurroundings, options: RunOptions) {
    this.#around = around;
    this.#options = options;
    this.#live = options.live;
  }

  get request(): EmbedRequest {
    return this.#options.request;
  }

  get reason(): SessionReason {
    return this.#options.reason;
  }

  /** The live attributes as they were last taken over. */
  get live(): LiveAttributes {
    return this.#live;
  }

  get hasEnded(): boolean {
    return this.#end.signal.aborted;
  }

  begin(): void {
    this.#begin().catch((error: unknown) => {
      if (!this.hasEnded) {
        this.#options.happened({type: 'failed', error: withFacts(asCubeEmbedError(error), {fatal: true})});
      }
    });
  }

  /** Ends its requests, timers, listeners and frame. Idempotent. */
  end(): void {
    if (this.hasEnded) return;
    const {actions, view} = this.#around;
    this.#end.abort();
    this.frame = null;
    actions.hold();
    view.removeFrame();
  }

  /** Takes over live attributes that changed. */
  sync(live: LiveAttributes): void {
    this.#live = live;
    this.frame?.sync(live);
  }

  async #begin(): Promise<void> {
    const {signal} = this.#end;
    const {request, reason, retryLimit, happened} = this.#options;
    const {embed, status, env} = this.#around;
    const {ownerDocument: document} = embed;
    const taken = takeEarlyRequest(embed, env);
    if (request.missing || request.private || embed.loading === 'lazy') taken?.abort();
    if (request.missing) {
      await untilLoaded(document, signal);
      await env.wait(missingMs, signal);
      throw invalidConfig(`${request.missing} is required.`);
    }
    // No `await` where there is nothing to wait for: the request leaves in the microtask that begins the embed.
    const activated = untilActivated(document, signal);
    if (activated) await activated;
    if (embed.loading === 'lazy') await untilSeen(embed, signal);
    const startedAt = performance.now();
    this.#viewport = watchViewport(embed, '0px', () => {}, signal);
    env.wait(slowMs, signal).then(
      () => status.apply({type: 'slow'}),
      () => {}, // the run ended before
    );
    const open = (issued: IssuedSession | null): void => {
      const session = issued?.session;
      const destination = destinationOf(request, session ?? null, pageContext(document));
      const sessionId = session?.sessionId;
      const options = {request, destination, sessionId, live: this.#live, startedAt, obtain: this.#obtain, happened};
      this.frame = new EmbedFrame(this.#around, options, signal);
      status.apply({type: 'navigate'});
    };
    if (request.private) return open(null);
    status.apply({type: 'request'});
    const early = !signal.aborted && taken?.isFor(this.#call(request.deploymentId, reason)) ? taken : undefined;
    if (!early) taken?.abort();
    signal.throwIfAborted();
    const obtained = this.#obtain(request.deploymentId, reason, () => retryLimit, signal, early);
    // After the request has left, which is not to wait for the hint.
    const isHinted = early?.hasHint || (await early?.isAnswered());
    const closeHint = isHinted || !request.origin ? null : openConnection(embed, request.origin, signal);
    const issued = await obtained.finally(closeHint);
    try {
      open(issued);
    } catch (error) {
      throw withFacts(asCubeEmbedError(error), {attempts: issued.attempts});
    }
  }

  readonly #obtain = async (
    ...[deploymentId, reason, retryLimit, signal, early]: [...Parameters<Obtain>, early?: TakenRequest]
  ): Promise<IssuedSession> => {
    const {embed, env} = this.#around;
    const call = (): SessionCall => this.#call(deploymentId, reason);
    const start = early?.sentAt.steadyAt ?? performance.now();
    explain(embed, `asks for a session (${reason})`);
    const task = {call, retryLimit, isInViewport: () => this.#viewport.isInViewport, early};
    const issued = await obtainSession(task, env, signal);
    const {attempts, durationMs} = issued;
    measure('session', start);
    dispatch(embed, 'session', {reason, attempts, durationMs});
    signal.throwIfAborted();
    return issued;
  };

  /** What the next session request is made of. */
  #call(deploymentId: number | undefined, reason: SessionReason): SessionCall {
    const {surface, id, endpoint} = this.request;
    const {fetchSession, sessionRequest, sessionCredentials, sessionTimeout} = this.#around.embed;
    return {
      endpoint,
      fetchSession: fetchSession ?? undefined,
      options: sessionRequest ?? undefined,
      credentials: sessionCredentials,
      timeoutMs: sessionTimeout,
      request: createSessionRequest(surface, id, deploymentId, reason),
    };
  }
}
