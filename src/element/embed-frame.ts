import {buildFrame} from '../frame/frame-element.js';
import {defaultAllow, sandboxTokens} from '../frame/frame-policy.js';
import {frameUrl} from '../frame/frame-url.js';
import {appPath} from '../protocol/embed-path.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {CubeEmbedError} from '../protocol/errors.js';
import type {FrameEvent} from '../protocol/frame-message.js';
import type {Environment} from '../session/environment.js';
import type {IssuedSession} from '../session/session-source.js';
import type {EmbedHost} from './embed-host.js';
import type {EmbedStatus} from './embed-status.js';
import {fire, isTold, type ReadyPayload} from './events.js';
import {FloodGate} from './flood-gate.js';
import type {FrameActions} from './frame-actions.js';
import {FrameLife} from './frame-life.js';
import {pageContext} from './page-policy.js';
import {SessionRenewal, type RenewalTrigger} from './session-renewal.js';
import {destinationOf, type Destination} from './vouching.js';

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
export class EmbedFrame {
  readonly element: HTMLIFrameElement;
  readonly destination: Destination;
  /** The frame is shown though it isn't ready: it has loaded, and may work. */
  isUncovered = false;
  /** The frame is covered though it is ready: the page comes from the back/forward cache. */
  isRestoring = false;
  hasNotice = false;
  /** The title that Cube reported last. */
  title = '';
  readonly #host: EmbedHost;
  readonly #status: EmbedStatus;
  readonly #env: Environment;
  readonly #actions: FrameActions;
  readonly #owner: FrameOwner;
  readonly #signal: AbortSignal;
  readonly #isPrivate: boolean;
  readonly #isDashboard: boolean;
  readonly #life: FrameLife;
  readonly #window: Window | null;
  readonly #navigated;
  readonly #navigatedAt = performance.now();
  readonly #startedAt: number;
  readonly #flood = new FloodGate();
  readonly #renewalRun = new AbortController();
  #renewal: SessionRenewal | null = null;
  #isPainted = false;

  /**
   * Builds the frame and navigates it; it ends when the signal aborts.
   *
   * @param issued the session that the navigation uses up; null for a private embed
   * @param startedAt when the embed began, on the steady clock
   * @throws CubeEmbedError where the session may not go where the markup points
   */
  constructor(
    {host, status, env, actions}: {host: EmbedHost; status: EmbedStatus; env: Environment; actions: FrameActions},
    request: EmbedRequest,
    issued: IssuedSession | null,
    startedAt: number,
    owner: FrameOwner,
    signal: AbortSignal,
  ) {
    const {ownerDocument: document} = host.element;
    const session = issued?.session ?? null;
    const {surface, id, private: isPrivate} = request;
    this.#host = host;
    this.#status = status;
    this.#env = env;
    this.#actions = actions;
    this.#owner = owner;
    this.#signal = signal;
    this.#isPrivate = isPrivate;
    this.#isDashboard = surface === 'dashboard';
    this.#startedAt = startedAt;
    this.destination = destinationOf(request, session, pageContext(document));
    const {origin} = this.destination;
    const live = host.liveInUrl();
    const parameters = [...live.parameters, ...request.parameters];
    this.element = buildFrame(document, {
      url: frameUrl({...this.destination, surface, id, parameters}, session?.sessionId),
      sandbox: sandboxTokens(surface, isPrivate, request.sandbox, (word) =>
        console.warn(`<cube-embed> The sandbox word "${word}" is ignored.`),
      ),
      allow: request.allow || defaultAllow(origin),
      referrerpolicy: request.referrerpolicy,
      title: host.frameTitle(''),
    });
    if (request.referrerpolicy === 'no-referrer') {
      console.warn("<cube-embed> With referrerpolicy no-referrer Cube's messages may not find this page.");
    }
    this.#navigated = env.moment();
    actions.begin(live.actions);
    host.insertFrame(this.element);
    this.#window = this.element.contentWindow;
    this.#life = new FrameLife(
      host.element,
      this.element,
      {origin, isPrivate, readyTimeoutMs: host.readyTimeoutMs()},
      {
        ready: (payload) => this.#onReady(payload as ReadyPayload),
        readyAgain: () => this.#postLive(),
        event: (event) => this.#onEvent(event),
        loaded: () => this.#onLoaded(),
        lost: () => owner.lost(),
        failed: (error) => this.#onFailed(error),
      },
      signal,
    );
    signal.addEventListener('abort', () => this.#renewalRun.abort(), {once: true});
  }

  /** Whether the browser has put another window into the frame, which a move can do. */
  get wasReplaced(): boolean {
    return this.element.contentWindow !== this.#window;
  }

  /** Posts the live attributes that changed. */
  sync(): void {
    this.#actions.sync(this.#host.liveActions());
  }

  renew(by: RenewalTrigger): void {
    this.#renewal?.trigger(by);
  }

  /** Covers the frame until a new session shows that the viewer may still see it; false before it was ready. */
  restore(): boolean {
    if (!this.#renewal) return false;
    this.isRestoring = true;
    this.#host.changed();
    this.renew('restored');
    return true;
  }

  #onReady(payload: ReadyPayload): void {
    const {element} = this.#host;
    const {state} = this.#status.process;
    this.isUncovered = this.hasNotice = false;
    this.#status.apply({type: 'ready'});
    if (this.#status.process.state === 'ready' && state !== 'ready' && !this.#signal.aborted) {
      performance.measure('cube-embed:frame', {start: this.#navigatedAt});
      if (!this.#isDashboard) this.#measurePainted();
      if (!this.#isPrivate) {
        this.#renewal = new SessionRenewal(
          element.ownerDocument,
          this.#env,
          this.#navigated,
          this.#renewalListener(),
          this.#renewalRun.signal,
        );
      }
      this.#postLive();
      fire(element, 'ready', payload);
      this.#status.settle(payload);
    } else if (!this.#signal.aborted) fire(element, 'ready', payload);
  }

  #postLive(): void {
    this.#actions.ready(this.#host.liveActions(), (name, payload) => this.#post(name, payload));
  }

  #post(name: string, payload: unknown): void {
    const {deploymentId} = this.destination;
    const path = name === 'navigate' && (payload as {readonly path?: unknown} | null)?.path;
    // Inside the app a path is told without its beginning, which is known only now.
    const full =
      typeof path === 'string' && !path.startsWith('/') && deploymentId ? {path: appPath(deploymentId, path)} : payload;
    this.#host.debug(`posts ${name}`);
    this.#life.post(name, full);
  }

  /** Once: queries that run again are no first paint. */
  #measurePainted(): void {
    if (this.#isPainted) return;
    this.#isPainted = true;
    performance.measure('cube-embed:painted', {start: this.#startedAt});
  }

  #onEvent({name, payload}: FrameEvent): void {
    if (name === 'error') return this.#onEmbedError(payload);
    if (!isTold(name) || !this.#flood.passes(name, performance.now())) return;
    const {title} = (payload ?? {}) as {readonly title?: unknown};
    if (name === 'view' && typeof title === 'string') {
      this.title = title;
      this.#host.changed();
    }
    if (name === 'dashboard-loaded') this.#measurePainted();
    fire(this.#host.element, name, payload);
    if (name === 'session-expiring') this.renew('expiring');
    if (name === 'session-expired') this.renew('expired');
  }

  #onEmbedError(payload: unknown): void {
    const {message, fatal} = (payload ?? {}) as {readonly message?: unknown; readonly fatal?: unknown};
    const text = typeof message === 'string' ? message : 'no message';
    const isFatal = fatal === true;
    if (isFatal && this.#renewal?.isSettling) return this.#owner.lost();
    if (!this.#flood.passesError(text, performance.now())) return;
    if (isFatal) this.#renewalRun.abort();
    this.#owner.failed(
      new CubeEmbedError({code: 'embed-error', message: `Cube says: ${text}`, fatal: isFatal, cause: payload}),
    );
  }

  #onFailed(error: CubeEmbedError): void {
    const isShown = this.#owner.failed(error);
    if (error.fatal || this.#signal.aborted) return;
    this.isUncovered = true;
    this.hasNotice = isShown;
    this.#host.changed();
  }

  #onLoaded(): void {
    // The viewer signs in inside the frame, where nothing tells how far that is.
    if (!this.#isPrivate || this.isUncovered) return;
    this.isUncovered = true;
    this.#host.changed();
  }

  #renewalListener(): ConstructorParameters<typeof SessionRenewal>[3] {
    const {element} = this.#host;
    return {
      obtain: (retryLimit, signal) => this.#owner.obtain(retryLimit, signal),
      deliver: ({session: {sessionId, baseUrl}, attempts, durationMs}) => {
        const {origin} = this.destination;
        if (baseUrl && baseUrl !== origin) {
          throw new CubeEmbedError({
            code: 'session-invalid',
            message: `The answer's baseUrl is ${baseUrl}, the frame's ${origin}.`,
            attempts,
          });
        }
        this.#life.post('set-session', {sessionId});
        this.#status.apply({type: 'renewed'});
        fire(element, 'session-renewed', {durationMs});
      },
      started: () => this.#status.apply({type: 'renew'}),
      ended: () => {
        this.isRestoring = false;
        this.#status.apply({type: 'renewed'});
        this.#host.changed();
      },
      failed: (error) => void this.#owner.failed(error),
      refused: () => this.#owner.lost(),
    };
  }
}
