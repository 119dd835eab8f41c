import type {FrameActions} from '../frame/frame-actions.js';
import {openFrame, type FrameHappening} from '../frame/frame.js';
import {isHidden} from '../page/document.js';
import {elapsedMs, type Environment} from '../page/environment.js';
import {measure} from '../page/measure.js';
import {otherTenant, type Destination} from '../protocol/destination.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {asCubeEmbedError, withFacts, type CubeEmbedError} from '../protocol/errors.js';
import type {FrameEvent} from '../protocol/frame-message.js';
import {ownMember} from '../protocol/own-member.js';
import type {SessionReason} from '../protocol/surface.js';
import {
  createSessionRenewal,
  type RenewalHappening,
  type RenewalOptions,
  type RenewalTrigger,
  type SessionRenewal,
} from '../session/session-renewal.js';
import type {IssuedSession} from '../session/session-source.js';
import type {EmbedAttributes} from './attributes.js';
import type {EmbedStatus} from './embed-status.js';
import {dispatch, isDispatched, type ReadyPayload} from './events.js';
import type {Explain} from './explain.js';
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
  readonly explain: Explain;
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

/** The frame of a run. */
export interface EmbedFrame {
  readonly iframe: HTMLIFrameElement;
  /** The origin that the frame was pointed at. */
  readonly origin: string;
  /** Whether the browser has put another window into the frame, which a move can do. */
  readonly wasReplaced: boolean;
  /** Takes over live attributes that changed. */
  sync(live: LiveAttributes): void;
  /** Does what no event asks for, to be called every now and then: an inherited colour scheme, and queries that are due. */
  lookAround(): void;
  /** Whether other live attributes lack a filter that the frame holds: it can only go with the frame. */
  losesFilter(other: LiveAttributes): boolean;
  renew(by: RenewalTrigger): void;
  /** The page came online or is shown. */
  wake(): void;
  /** Covers the frame until a new session shows that the viewer may still see it; false before it was ready. */
  restore(): boolean;
}

/**
 * Builds the frame of a run and navigates it: its events are dispatched, live attributes are posted to it, its session is
 * renewed in place. It ends when the signal aborts.
 */
export function openEmbedFrame(
  {embed, view, status, actions, env, frameTitle, explain}: RunSurroundings,
  {request, destination, sessionId, live: firstLive, startedAt, obtain, happened}: EmbedFrameOptions,
  signal: AbortSignal,
): EmbedFrame {
  const {origin, deploymentId} = destination;
  const usedAt = env.moment();
  const navigatedAt = performance.now();
  const renewalEnd = new AbortController();
  let renewal: SessionRenewal | null = null;
  let live = firstLive;
  let refreshedAt = usedAt;
  let isPainted = false;

  const fail = (error: CubeEmbedError): void => {
    // After `frame-timeout` there is no renewal yet, and a late `ready` may begin one.
    if (error.fatal && renewal) renewalEnd.abort();
    happened({type: 'failed', error});
  };

  /** What nothing foresaw ends in an error, not in an embed that loads for ever. */
  const guarded =
    <T>(step: (happening: T) => void) =>
    (happening: T): void => {
      try {
        step(happening);
      } catch (error) {
        fail(asCubeEmbedError(error));
      }
    };

  const post = (name: string, payload: unknown): void => {
    explain('posts', name);
    frame.post(name, payload);
  };

  const isPageHidden = (): boolean => isHidden(embed.ownerDocument);

  /** A document is ready: it gets the live attributes, then what waited. */
  const postLive = (): void => actions.ready(liveActions(embed, live), post);

  const sync = (changed = live): void => {
    live = changed;
    actions.sync(liveActions(embed, live));
  };

  /** Once: queries that run again are no first paint. */
  const measurePainted = (): void => {
    if (!isPainted) measure('painted', startedAt);
    isPainted = true;
  };

  const obtainRenewal: RenewalOptions['obtain'] = async (retryLimit, renewalSignal) => {
    const issued = await obtain(deploymentId, 'renewal', retryLimit, renewalSignal);
    const {baseUrl} = issued.session;
    if (baseUrl && baseUrl !== origin) throw withFacts(otherTenant(baseUrl, origin), {attempts: issued.attempts});
    return issued;
  };

  const onRenewal = (happening: RenewalHappening): void => {
    switch (happening.type) {
      case 'started':
        return status.apply({type: 'renew'});
      case 'issued': {
        const {session, durationMs} = happening.issued;
        post('set-session', {sessionId: session.sessionId});
        status.apply({type: 'renewed'});
        dispatch(embed, 'session-renewed', {durationMs});
        return;
      }
      case 'failed':
        fail(happening.error);
        if (!signal.aborted) status.apply({type: 'renewed'});
        return;
      case 'refused':
        return happened({type: 'lost'});
    }
  };

  const onReady = (payload: unknown): void => {
    status.apply({type: 'ready'});
    if (signal.aborted) return;
    // After a fatal error of Cube's the frame may still say that it is ready: the event is all that follows.
    if (status.process.state === 'ready') {
      refreshedAt = env.moment();
      measure('frame', navigatedAt);
      if (request.surface !== 'dashboard') measurePainted();
      if (!request.private) {
        renewal = createSessionRenewal(
          {
            env,
            usedAt,
            isHidden: isPageHidden,
            obtain: obtainRenewal,
            happened: guarded(onRenewal),
            explain,
          },
          renewalEnd.signal,
        );
      }
      postLive();
    }
    dispatch(embed, 'ready', payload);
    if (status.process.state === 'ready') status.settle(payload as ReadyPayload);
  };

  const onEvent = ({name, payload}: FrameEvent): void => {
    if (!isDispatched(name)) return;
    const title = ownMember(payload, 'title');
    if (name === 'view') status.apply({type: 'view', title: typeof title === 'string' ? title : ''});
    if (name === 'dashboard-loaded') measurePainted();
    dispatch(embed, name, payload);
    if (name === 'session-expiring') renewal?.trigger('expiring');
    if (name === 'session-expired') renewal?.trigger('expired');
  };

  const onFrame = (happening: FrameHappening): void => {
    switch (happening.type) {
      case 'ready':
        return onReady(happening.payload);
      case 'ready-again':
        return postLive();
      case 'event':
        return onEvent(happening.event);
      case 'loaded':
        explain('load');
        // In a private embed the viewer signs in inside the frame, and no event tells how far that is.
        if (request.private) status.apply({type: 'uncover'});
        return;
      case 'lost':
        return happened(happening);
      case 'failed': {
        const {error} = happening;
        // A fatal error soon after a renewal is what a session that was not accepted looks like.
        if (error.code === 'embed-error' && error.fatal && renewal?.isSettling) happened({type: 'lost'});
        else fail(error);
      }
    }
  };

  signal.addEventListener('abort', () => renewalEnd.abort());
  const frame = openFrame(
    {
      embed,
      request,
      destination,
      sessionId,
      parameters: live.parameters,
      title: frameTitle(),
      readyTimeoutMs: embed.readyTimeout,
      insert: (iframe) => view.insertFrame(iframe),
      happened: guarded(onFrame),
    },
    signal,
  );
  const {iframe} = frame;
  // The session is what the address ends with.
  explain('opens', iframe.src.replace(/[?&]session.*/, ''));
  // What the URL has no room for is posted.
  actions.begin(/[?&]f_/.test(iframe.src) ? live.inUrl : live.inUrl.filter(([name]) => name !== 'set-filter'));
  return {
    iframe,
    origin,
    get wasReplaced() {
      return frame.wasReplaced;
    },
    sync,
    losesFilter: ({filters}) => live.filters.some((name) => !filters.includes(name)),
    lookAround() {
      if (status.process.state !== 'ready') return;
      if (embed.colorScheme === 'inherit') sync();
      const {refreshInterval} = embed;
      const now = env.moment();
      const isDue = refreshInterval && elapsedMs(refreshedAt, now) >= refreshInterval * 1000;
      if (!isDue || isPageHidden() || !env.isOnline()) return;
      refreshedAt = now;
      post('refresh', {});
    },
    renew: (by) => renewal?.trigger(by),
    wake: () => renewal?.wake(),
    restore() {
      if (!renewal) return false;
      status.apply({type: 'restore'});
      renewal.trigger('restored');
      return true;
    },
  };
}
