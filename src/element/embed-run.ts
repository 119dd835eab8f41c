import {openConnection} from '../frame/connection-hint.js';
import {measure} from '../page/measure.js';
import {untilActivated, untilLoaded} from '../page/page-events.js';
import {untilSeen, watchViewport, type ViewportWatch} from '../page/visible-clock.js';
import {destinationOf} from '../protocol/destination.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {asCubeEmbedError, invalidConfig, withFacts} from '../protocol/errors.js';
import type {EmbedSession} from '../protocol/session-answer.js';
import {createSessionRequest} from '../protocol/session-request.js';
import type {SessionReason} from '../protocol/surface.js';
import {takeEarlyRequest, type TakenRequest} from '../session/early-request.js';
import type {SessionCall} from '../session/request-session.js';
import {obtainSession, type IssuedSession} from '../session/session-source.js';
import {openEmbedFrame, type EmbedFrame, type Obtain, type RunHappening, type RunSurroundings} from './embed-frame.js';
import {dispatch} from './events.js';
import type {LiveAttributes} from './live-attributes.js';
import {pageContext} from './page-policy.js';

/** After this time of authenticating and loading the loader says that it is still loading. */
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

/** One life of an embed. */
export interface EmbedRun {
  readonly request: EmbedRequest;
  readonly reason: SessionReason;
  /** The live attributes as they were last taken over. */
  readonly live: LiveAttributes;
  readonly frame: EmbedFrame | null;
  readonly hasEnded: boolean;
  begin(): void;
  /** Takes over live attributes that changed. */
  sync(live: LiveAttributes): void;
  /** Ends its requests, timers, listeners and frame. Idempotent. */
  end(): void;
}

/**
 * A run waits until it may begin, obtains a session, opens a frame with it. It alone knows that a session is
 * delivered by navigation the first time and by message later.
 */
export function createRun(around: RunSurroundings, options: RunOptions): EmbedRun {
  const {embed, view, status, actions, env, explain} = around;
  const {request, reason, retryLimit, happened} = options;
  const {surface, id, endpoint} = request;
  const ended = new AbortController();
  const {signal} = ended;
  const {ownerDocument: document} = embed;
  let {live} = options;
  let frame: EmbedFrame | null = null;
  let viewport: ViewportWatch = {isInViewport: false};

  /** What the next session request is made of. */
  const callFor = (deploymentId: number | undefined, why: SessionReason): SessionCall => ({
    endpoint,
    fetchSession: embed.fetchSession ?? undefined,
    options: embed.sessionRequest ?? undefined,
    credentials: embed.sessionCredentials,
    timeoutMs: embed.sessionTimeout,
    request: createSessionRequest(surface, id, deploymentId, why),
  });

  const obtain = async (
    ...[deploymentId, why, limit, obtainSignal, early]: [...Parameters<Obtain>, early?: TakenRequest]
  ): Promise<IssuedSession> => {
    const start = early?.sentAt.steadyAt ?? performance.now();
    const task = {
      call: () => callFor(deploymentId, why),
      retryLimit: limit,
      isInViewport: () => viewport.isInViewport,
      early,
      explain,
    };
    const issued = await obtainSession(task, env, obtainSignal);
    const {attempts, durationMs} = issued;
    measure('session', start);
    dispatch(embed, 'session', {reason: why, attempts, durationMs});
    obtainSignal.throwIfAborted();
    return issued;
  };

  const go = async (): Promise<void> => {
    const taken = takeEarlyRequest(embed, env);
    if (request.missing || request.private || embed.loading === 'lazy') taken?.abort();
    if (request.missing) {
      explain('waits: no', request.missing);
      await untilLoaded(document, signal);
      await env.wait(missingMs, signal);
      throw invalidConfig(`${request.missing} is required.`);
    }
    // No `await` where there is nothing to wait for: the request leaves in the microtask that begins the embed.
    const activated = untilActivated(document, signal);
    if (activated) {
      explain('waits: prerendered');
      await activated;
    }
    if (embed.loading === 'lazy') {
      explain('waits: not in view');
      await untilSeen(embed, signal);
    }
    // The element may be removed in the very task in which its wait ends.
    signal.throwIfAborted();
    const startedAt = performance.now();
    viewport = watchViewport(embed, '0px', () => {}, signal);
    env.wait(slowMs, signal).then(
      () => status.apply({type: 'slow'}),
      () => {}, // the run ended before
    );
    const open = (session: EmbedSession | null): void => {
      const destination = destinationOf(request, session, pageContext(document));
      const sessionId = session?.sessionId;
      frame = openEmbedFrame(around, {request, destination, sessionId, live, startedAt, obtain, happened}, signal);
      status.apply({type: 'navigate'});
    };
    if (request.private) return open(null);
    status.apply({type: 'request'});
    const early = !signal.aborted && taken?.isFor(callFor(request.deploymentId, reason)) ? taken : undefined;
    if (!early) taken?.abort();
    signal.throwIfAborted();
    const obtained = obtain(request.deploymentId, reason, () => retryLimit, signal, early);
    // After the request has left, which is not to wait for the hint.
    const isHinted = early?.hasHint || (await early?.isAnswered());
    if (request.origin && !isHinted && !signal.aborted) openConnection(embed, request.origin);
    const {session, attempts} = await obtained;
    try {
      open(session);
    } catch (error) {
      throw withFacts(asCubeEmbedError(error), {attempts});
    }
  };

  return {
    request,
    reason,
    get live() {
      return live;
    },
    get frame() {
      return frame;
    },
    get hasEnded() {
      return signal.aborted;
    },
    begin() {
      go().catch((error: unknown) => {
        if (!signal.aborted) happened({type: 'failed', error: withFacts(asCubeEmbedError(error), {fatal: true})});
      });
    },
    sync(changed) {
      live = changed;
      frame?.sync(live);
    },
    end() {
      if (signal.aborted) return;
      ended.abort();
      frame = null;
      actions.hold();
      view.removeFrame();
    },
  };
}
