import {windowOf} from '../page/document.js';
import {browserEnvironment} from '../page/environment.js';
import {isEmbedPath, parseAppPath} from '../protocol/embed-path.js';
import {parseEmbedRequest, type EmbedRequest} from '../protocol/embed-request.js';
import {isCubeEmbedError, withFacts, type CubeEmbedError} from '../protocol/errors.js';
import {isActionName} from '../protocol/frame-message.js';
import type {SessionReason} from '../protocol/surface.js';
import {takeEarlyRequest} from '../session/early-request.js';
import {EmbedAttributes} from './attributes.js';
import {EmbedController} from './embed-controller.js';
import {idle, type EmbedProcess, type EmbedState} from './embed-state.js';
import type {ReadyPayload} from './events.js';
import {parseLive, type LiveAttributes} from './live-attributes.js';
import {lookOf, reflectState, type Look} from './look.js';
import {messagesFor, pageLanguage} from './messages.js';
import {configurePage, pageContext, type PagePolicy} from './page-policy.js';
import {register} from './registration.js';
import {adoptStyles} from './styles.js';
import {createView} from './view.js';

/** What comes from the page around, language and colour scheme, is looked at this often: no event tells when it changes. */
const lookAroundMs = 500;

/**
 * Shows a signed Cube dashboard, the analytics chat or the Creator Mode app.
 *
 * @tagname cube-embed
 * @fires {CubeEmbedEventMap['cube-statechange']} cube-statechange - The state changed: `{state, previousState}`.
 * @fires {CubeEmbedEventMap['cube-session']} cube-session - A session was issued: `{reason, attempts, durationMs}`.
 * @fires {CubeEmbedEventMap['cube-session-renewed']} cube-session-renewed - The new session was posted to the frame: `{durationMs}`.
 * @fires {CubeEmbedEventMap['cube-error']} cube-error - Something failed: a `CubeEmbedError`. Cancelable: `preventDefault()` keeps the element's own panel away.
 * @fires {CubeEmbedEventMap['cube-ready']} cube-ready - The viewer is authenticated and the surface mounted; data comes later.
 * @fires {CubeEmbedEventMap['cube-view']} cube-view - What the viewer sees, at first and after each navigation in the frame.
 * @fires {CubeEmbedEventMap['cube-navigate']} cube-navigate - The route in the frame changed.
 * @fires {CubeEmbedEventMap['cube-dashboard-loaded']} cube-dashboard-loaded - Every widget is drawn.
 * @fires {CubeEmbedEventMap['cube-download']} cube-download - The viewer exported something; never the rows.
 * @fires {CubeEmbedEventMap['cube-drilldown']} cube-drilldown - The viewer looks at the rows behind a measure.
 * @fires {CubeEmbedEventMap['cube-ai-query']} cube-ai-query - A question's way; `query` is the viewer's own text.
 * @fires {CubeEmbedEventMap['cube-session-expiring']} cube-session-expiring - Cube says that the session ends soon; the element renews it.
 * @fires {CubeEmbedEventMap['cube-session-expired']} cube-session-expired - Cube says that the session has ended; the element renews it.
 * @cssState idle - Nothing is requested, nothing shown.
 * @cssState authenticating - A session is being requested.
 * @cssState loading - The frame is on its way to Cube's `ready`.
 * @cssState ready - Cube said `ready`.
 * @cssState renewing - The session of a ready embed is being renewed.
 * @cssState error - A fatal error; `el.error` has it.
 */
export class CubeEmbedElement extends EmbedAttributes {
  /** The package's version. */
  static readonly version: string = '__VERSION__';

  /**
   * Registers the element; where the tag is taken already, nothing happens. A second tag gets a subclass, since a
   * registry takes a class once.
   */
  static define(tag = 'cube-embed', registry: CustomElementRegistry | undefined = globalThis.customElements): void {
    register(this, tag, registry);
  }

  /** Limits the Cube origins and session endpoints that this page may use. The first call wins, a later one warns. */
  static configure(policy: PagePolicy): void {
    configurePage(policy);
  }

  readonly #internals = this.attachInternals();
  readonly #view = createView(this.attachShadow({mode: 'open'}), () => this.reload());
  readonly #controller = new EmbedController({
    embed: this,
    view: this.#view,
    env: browserEnvironment,
    frameTitle: () => this.#look(idle).frameTitle,
    changed: () => this.#show(),
  });
  readonly #status = this.#controller.status;
  /** What was wrong with the configuration when it was last looked at. */
  #wrong = '';
  #signInUrl = '';
  /** Why the next update begins an embed, whatever has changed; null where it needn't. */
  #beginWith: SessionReason | null = null;
  #isMoving = false;
  #pageLanguage = '';
  #lookAround: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.#internals.states?.add('idle');
  }

  /** Where the embed stands. */
  get state(): EmbedState {
    return this.#status.process.state;
  }

  /** The fatal error while the state is `error`, else null. */
  get error(): CubeEmbedError | null {
    const {process} = this.#status;
    return process.state === 'error' ? process.error : null;
  }

  /** The frame, where there is one. */
  get frame(): HTMLIFrameElement | null {
    return this.#controller.frame?.iframe ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#hasPage) return;
    adoptStyles(this.shadowRoot!);
    this.#beginWith = this.#isMoving ? 'reload' : 'initial';
    this.#controller.connect();
  }

  disconnectedCallback(): void {
    // In a burst of moves only the first finds an embed that runs.
    this.#isMoving ||= this.state !== 'idle';
    this.#controller.disconnect();
    // A move removes and inserts in one task.
    queueMicrotask(() => {
      this.#isMoving = false;
      if (!this.isConnected) this.#controller.actions.clear();
    });
  }

  /** `moveBefore()`: some browsers reload a frame in a shadow root even so. */
  connectedMoveCallback(): void {
    if (this.#controller.frame?.wasReplaced) this.#controller.restart('reload');
  }

  /** Asks for a new session and builds a new frame. */
  reload(): void {
    if (this.#hasPage) this.#judge('reload');
  }

  /** Renews the session of the same frame; in `error` it is `reload()`, before `ready` nothing. */
  renew(): void {
    if (this.state === 'error') this.reload();
    else if (this.state === 'ready') this.#controller.frame?.renew('asked');
  }

  /** Runs the queries again. */
  refresh(): void {
    this.send('refresh', {});
  }

  /**
   * Goes to a full `/embed/…` path, or in an app to one inside it.
   *
   * @throws TypeError for any other path
   */
  navigate(path: string): void {
    if (!isEmbedPath(path)) {
      try {
        if (this.type !== 'app' || !path) throw new Error();
        parseAppPath(path);
      } catch {
        throw new TypeError('navigate() takes a path such as /embed/d/32/app/workbook/130.');
      }
    }
    this.send('navigate', {path});
  }

  /**
   * Posts `cube:action:ACTION` to the frame, or keeps it until `ready`.
   *
   * @throws TypeError for `set-session` and for names that can't be an action's
   * @throws DOMException `DataCloneError` for a payload that can't be cloned
   */
  send(action: string, payload: unknown = {}): void {
    if (!isActionName(action) || action === 'set-session') {
      throw new TypeError('send() takes the name of an action, such as set-filter.');
    }
    this.#controller.actions.send(action, structuredClone(payload));
  }

  /** Resolves with Cube's payload in state `ready`; rejects with the error that is fatal. */
  async whenReady(): Promise<ReadyPayload> {
    if (this.isConnected) await this.updateComplete;
    return this.#status.whenReady();
  }

  /** Moves the focus into the frame, or to what covers it. */
  override focus(options?: FocusOptions): void {
    this.#view.focus(options);
  }

  protected override update(): void {
    const reason = this.#beginWith;
    this.#beginWith = null;
    if (this.#hasPage) this.#judge(reason);
  }

  /** Reads the configuration anew, and hands it on or tells what is wrong with it. */
  #judge(reason: SessionReason | null): void {
    let request: EmbedRequest | undefined;
    let live: LiveAttributes;
    try {
      const page = pageContext(this.ownerDocument);
      request = parseEmbedRequest(this, page);
      live = parseLive(this, page.baseUri);
    } catch (error) {
      if (!isCubeEmbedError(error)) throw error;
      this.#refuse(error, reason, !!request && !this.#controller.isFor(request));
      return;
    }
    this.#wrong = '';
    this.#signInUrl = live.signInUrl;
    this.#controller.take(request, live, reason);
    this.#show();
  }

  /** Tells once what is wrong. A running embed goes on without a value that it can do without; another one can't begin. */
  #refuse(error: CubeEmbedError, reason: SessionReason | null, isOther: boolean): void {
    const isRunning = this.state !== 'idle' && this.state !== 'error';
    if (error.message === this.#wrong && !reason && !(isRunning && isOther)) return;
    this.#wrong = error.message;
    takeEarlyRequest(this, browserEnvironment)?.abort();
    if (!error.fatal && isRunning && !isOther) {
      this.#status.report(error);
      if (reason) this.#controller.restart(reason);
      return;
    }
    this.#controller.stop();
    this.#status.report(withFacts(error, {fatal: true}));
  }

  /** A document that is shown nowhere has no window: a parser's, a template's. */
  get #hasPage(): boolean {
    return this.isConnected && !!windowOf(this.ownerDocument);
  }

  /** What a viewer would see of a process. */
  #look(process: EmbedProcess): Look {
    const look = lookOf(process, this.type, messagesFor(this, this.locale, this.messages), this.#signInUrl);
    return this.title ? {...look, frameTitle: this.title} : look;
  }

  #show(): void {
    const {colorScheme} = this;
    const {process} = this.#status;
    const scheme = colorScheme === 'auto' ? 'light dark' : colorScheme;
    reflectState(this, this.#internals.states, process);
    this.#view.setColorScheme(scheme && scheme !== 'inherit' ? scheme : '');
    this.#view.update(this.#look(process));
    this.#pageLanguage = pageLanguage(this);
    clearInterval(this.#lookAround);
    if (process.state === 'idle') return;
    this.#lookAround = setInterval(() => {
      if (colorScheme === 'inherit' && process.state === 'ready') this.#controller.frame?.sync();
      if (pageLanguage(this) !== this.#pageLanguage) this.#show();
    }, lookAroundMs);
  }
}
