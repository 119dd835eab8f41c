import {windowOf} from '../page/document.js';
import {browserEnvironment} from '../page/environment.js';
import {isAppPath, isEmbedPath} from '../protocol/embed-path.js';
import {checkOrigin, parseEmbedRequest, type EmbedRequest} from '../protocol/embed-request.js';
import {asCubeEmbedError, CubeEmbedError, withFacts, type Refuse} from '../protocol/errors.js';
import {isActionName} from '../protocol/frame-message.js';
import type {SessionReason} from '../protocol/surface.js';
import {takeEarlyRequest} from '../session/early-request.js';
import {EmbedAttributes} from './attributes.js';
import {createEmbedController} from './embed-controller.js';
import {idle, type EmbedProcess, type EmbedState} from './embed-state.js';
import type {ReadyPayload} from './events.js';
import {parseLive} from './live-attributes.js';
import {lookOf, reflectState, type Look} from './look.js';
import {messagesFor} from './messages.js';
import {configurePage, pageContext, watchPolicy, type PagePolicy} from './page-policy.js';
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
  readonly #controller = createEmbedController({
    embed: this,
    view: this.#view,
    env: browserEnvironment,
    frameTitle: () => this.#look(idle).frameTitle,
    changed: () => this.#show(),
  });
  readonly #status = this.#controller.status;
  #signInUrl = '';
  /** What a relative endpoint was resolved against when the embed began. */
  #baseUri = '';
  /** Ends what has the embed judged again when the page's policy comes late. */
  #unwatchPolicy: (() => void) | undefined;
  /** Why the next update begins an embed, whatever has changed; null where it needn't. */
  #beginWith: SessionReason | null = null;
  #isMoving = false;
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
    this.#unwatchPolicy = watchPolicy(() => {
      // What waits is judged by itself.
      const hasBegun = this.#beginWith === null && this.state !== 'idle';
      if (hasBegun) this.#judge(null);
      return hasBegun;
    });
  }

  disconnectedCallback(): void {
    // In a burst of moves only the first finds an embed that runs.
    this.#isMoving ||= this.state !== 'idle';
    this.#controller.disconnect();
    this.#unwatchPolicy?.();
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
    if (!isEmbedPath(path) && !(path && this.type === 'app' && isAppPath(path))) {
      throw new TypeError('navigate() takes a path such as /embed/d/32/app/workbook/130.');
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
      throw new TypeError('send() takes an action such as set-filter.');
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
    const page = pageContext(this.ownerDocument);
    const faults: string[] = [];
    let fatal = false;
    const refuse: Refuse = (message, isFatal = false) => {
      faults.push(message);
      fatal ||= isFatal;
    };
    const parse = (baseUri: string): EmbedRequest => {
      this.#baseUri = baseUri;
      return parseEmbedRequest(this, {...page, baseUri}, refuse);
    };
    try {
      // A base that has moved since the embed began is no reason for another one, and counts from the next one on.
      let request = parse((!reason && this.#baseUri) || page.baseUri);
      const isOther = !faults.length && !this.#controller.isFor(request);
      if (isOther && !reason) request = parse(page.baseUri);
      const {frame} = this.#controller;
      const wrong = frame && checkOrigin(frame.origin, page);
      if (wrong) refuse(`${wrong}.`, true);
      const live = parseLive(this, this.#baseUri, refuse);
      if (faults.length) {
        return this.#refuse(
          new CubeEmbedError({code: 'invalid-config', message: faults.join(' '), fatal}),
          reason,
          isOther,
        );
      }
      this.#signInUrl = live.signInUrl;
      this.#controller.take(request, live, reason);
      this.#show();
    } catch (error) {
      this.#refuse(asCubeEmbedError(error), reason, false);
    }
  }

  /** Tells what is wrong. A running embed goes on without a value that it can do without; another one can't begin. */
  #refuse(error: CubeEmbedError, reason: SessionReason | null, isOther: boolean): void {
    takeEarlyRequest(this, browserEnvironment)?.abort();
    if (!error.fatal && this.state !== 'idle' && this.state !== 'error' && !isOther) {
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
    return {
      ...look,
      ...(this.title && {frameTitle: this.title}),
      // The developer's sentence, under the viewer's.
      ...(this.debug && process.state === 'error' && {code: process.error.message}),
    };
  }

  #show(): void {
    const {colorScheme} = this;
    const {process} = this.#status;
    const scheme = colorScheme === 'auto' ? 'light dark' : colorScheme;
    reflectState(this, this.#internals.states, process);
    this.#view.setColorScheme(scheme && scheme !== 'inherit' ? scheme : '');
    this.#view.update(this.#look(process));
    clearInterval(this.#lookAround);
    if (process.state === 'idle') return;
    this.#lookAround = setInterval(() => {
      this.#controller.frame?.lookAround();
      this.#view.update(this.#look(process));
    }, lookAroundMs);
  }
}
