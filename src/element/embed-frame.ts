import {buildFrame} from '../frame/frame-element.js';
import {defaultAllow, sandboxTokens} from '../frame/frame-policy.js';
import {frameUrl} from '../frame/frame-url.js';
import {appPath} from '../protocol/embed-path.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {CubeEmbedError} from '../protocol/errors.js';
import type {FrameEvent} from '../protocol/frame-message.js';
import type {Environment} from '../page/environment.js';
import type {IssuedSession} from '../session/session-source.js';
import type {EmbedHost} from './embed-host.js';
import type {EmbedStatus} from './embed-status.js';
import {fire, isTold, type ReadyPayload} from './events.js';
import {FloodGate} from '../frame/flood-gate.js';
import type {FrameActions} from '../frame/frame-actions.js';
import {watchFrame} from '../frame/frame-life.js';
import {pageContext} from './page-policy.js';
import {
  createSessionRenewal,
  type RenewalListener,
  type RenewalTrigger,
  type SessionRenewal,
} from '../session/session-renewal.js';
import {destinationOf, otherTenant, type Destination} from '../protocol/destination.js';

/** What one frame tells the controller of. */
export interface FrameOwner {
  /** Asks for a session for the same frame. */
  obtain(retryLimit: () => number, signal: AbortSignal): Promise<IssuedSession>;
  /** The frame has lost its session, and needs to be built anew with another one. */
  lost(): void;
  /** Tells of an error; false where a listener prevented what the element would show of it. */
  failed(error: CubeEmbedError): boolean;
}

/** One frame, from its navigation to its end: what it says is told to the host, what the host says is posted to it. */
export interface EmbedFrame {
  readonly element: HTMLIFrameElement;
  readonly destination: Destination;
  /** The frame is shown though it isn't ready: it has loaded, and may work. */
  readonly isUncovered: boolean;
  /** The frame is covered though it is ready: the page comes from the back/forward cache. */
  readonly isRestoring: boolean;
  readonly hasNotice: boolean;
  /** The title that Cube reported last. */
  readonly title: string;
  /** Whether the browser has put another window into the frame, which a move can do. */
  readonly wasReplaced: boolean;
  /** Posts the live attributes that changed. */
  sync(): void;
  renew(by: RenewalTrigger): void;
  /** Covers the frame until a new session shows that the viewer may still see it; false before it was ready. */
  restore(): boolean;
}

/** What all frames of an element share. */
export interface FrameSurroundings {
  readonly host: EmbedHost;
  readonly status: EmbedStatus;
  readonly env: Environment;
  readonly actions: FrameActions;
}

/**
 * Builds a frame and navigates it; it ends when the signal aborts.
 *
 * @param issued the session that the navigation uses up; null for a private embed
 * @param startedAt when the embed began, on the steady clock
 * @throws CubeEmbedError where the session may not go where the markup points
 */
export function openFrame(
  {host, status, env, actions}: FrameSurroundings,
  request: EmbedRequest,
  issued: IssuedSession | null,
  startedAt: number,
  owner: FrameOwner,
  signal: AbortSignal,
): EmbedFrame {
  const {element: embed} = host;
  const {ownerDocument: document} = embed;
  const {surface, id, private: isPrivate, referrerpolicy} = request;
  const session = issued?.session ?? null;
  const destination = destinationOf(request, session, pageContext(document));
  const {origin, deploymentId} = destination;
  const live = host.liveInUrl();
  const element = buildFrame(document, {
    url: frameUrl(
      {...destination, surface, id, parameters: [...live.parameters, ...request.parameters]},
      session?.sessionId,
    ),
    sandbox: sandboxTokens(surface, isPrivate, request.sandbox, (word) =>
      console.warn(`<cube-embed> The sandbox word "${word}" is ignored.`),
    ),
    allow: request.allow || defaultAllow(origin),
    referrerpolicy,
    title: host.frameTitle(''),
  });
  if (referrerpolicy === 'no-referrer') {
    console.warn('<cube-embed> referrerpolicy no-referrer may silence Cube.');
  }
  const navigated = env.moment();
  const navigatedAt = performance.now();
  const flood = new FloodGate();
  const renewalRun = new AbortController();
  let renewal: SessionRenewal | null = null;
  let isPainted = false;
  signal.addEventListener('abort', () => renewalRun.abort());

  const frame = {
    element,
    destination,
    isUncovered: false,
    isRestoring: false,
    hasNotice: false,
    title: '',
    get wasReplaced() {
      return element.contentWindow !== contentWindow;
    },
    sync() {
      actions.sync(host.liveActions());
    },
    renew(by: RenewalTrigger) {
      renewal?.trigger(by);
    },
    restore() {
      if (!renewal) return false;
      frame.isRestoring = true;
      host.changed();
      renewal.trigger('restored');
      return true;
    },
  };

  const post = (name: string, payload: unknown): void => {
    const path = name === 'navigate' && (payload as {readonly path?: unknown} | null)?.path;
    // Inside the app a path is told without its beginning, which is known only now.
    const full =
      typeof path === 'string' && !path.startsWith('/') && deploymentId ? {path: appPath(deploymentId, path)} : payload;
    host.debug(`posts ${name}`);
    postToFrame(name, full);
  };

  const postLive = (): void => actions.ready(host.liveActions(), post);

  /** Once: queries that run again are no first paint. */
  const measurePainted = (): void => {
    if (isPainted) return;
    isPainted = true;
    performance.measure('cube-embed:painted', {start: startedAt});
  };

  const uncover = (hasNotice: boolean): void => {
    frame.isUncovered = true;
    frame.hasNotice = hasNotice;
    host.changed();
  };

  const renewalListener: RenewalListener = {
    obtain: (retryLimit, renewalSignal) => owner.obtain(retryLimit, renewalSignal),
    deliver({session: {sessionId, baseUrl}, attempts, durationMs}) {
      if (baseUrl && baseUrl !== origin) {
        const error = otherTenant(baseUrl, origin);
        error.attempts = attempts;
        throw error;
      }
      postToFrame('set-session', {sessionId});
      status.apply({type: 'renewed'});
      fire(embed, 'session-renewed', {durationMs});
    },
    started: () => status.apply({type: 'renew'}),
    ended() {
      frame.isRestoring = false;
      status.apply({type: 'renewed'});
      host.changed();
    },
    failed: (error) => void owner.failed(error),
    refused: () => owner.lost(),
  };

  const onReady = (payload: unknown): void => {
    const {state} = status.process;
    frame.isUncovered = frame.hasNotice = false;
    status.apply({type: 'ready'});
    if (signal.aborted) return;
    if (status.process.state !== 'ready' || state === 'ready') {
      fire(embed, 'ready', payload);
      return;
    }
    performance.measure('cube-embed:frame', {start: navigatedAt});
    if (surface !== 'dashboard') measurePainted();
    if (!isPrivate) renewal = createSessionRenewal(document, env, navigated, renewalListener, renewalRun.signal);
    postLive();
    fire(embed, 'ready', payload);
    status.settle(payload as ReadyPayload);
  };

  const onEmbedError = (payload: unknown): void => {
    const {message, fatal} = (payload ?? {}) as {readonly message?: unknown; readonly fatal?: unknown};
    const text = typeof message === 'string' ? message : 'no message';
    const isFatal = fatal === true;
    if (isFatal && renewal?.isSettling) return owner.lost();
    if (!flood.passesError(text, performance.now())) return;
    if (isFatal) renewalRun.abort();
    owner.failed(
      new CubeEmbedError({code: 'embed-error', message: `Cube says: ${text}`, fatal: isFatal, cause: payload}),
    );
  };

  const onEvent = ({name, payload}: FrameEvent): void => {
    if (name === 'error') return onEmbedError(payload);
    if (!isTold(name) || !flood.passes(name, performance.now())) return;
    const {title} = (payload ?? {}) as {readonly title?: unknown};
    if (name === 'view' && typeof title === 'string') {
      frame.title = title;
      host.changed();
    }
    if (name === 'dashboard-loaded') measurePainted();
    fire(embed, name, payload);
    if (name === 'session-expiring') frame.renew('expiring');
    if (name === 'session-expired') frame.renew('expired');
  };

  actions.begin(live.actions);
  host.insertFrame(element);
  const {contentWindow} = element;
  const postToFrame = watchFrame(
    embed,
    element,
    {origin, isPrivate, readyTimeoutMs: host.readyTimeoutMs()},
    {
      ready: onReady,
      readyAgain: postLive,
      event: onEvent,
      // In a private embed the viewer signs in inside the frame, where nothing tells how far that is.
      loaded: () => isPrivate && !frame.isUncovered && uncover(false),
      lost: () => owner.lost(),
      failed(error) {
        const isShown = owner.failed(error);
        if (!error.fatal && !signal.aborted) uncover(isShown);
      },
    },
    signal,
  );
  return frame;
}
