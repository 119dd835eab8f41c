import type {CubeEmbedElement} from 'cube-embed';
import {LitElement, html, nothing, type TemplateResult} from 'lit';
import type {DemoSettings} from '../host/create-host.js';
import type {Choices} from '../host/demo-content.js';
import type {ChosenViewer} from '../host/playground-choice.js';
import './action-form.js';
import type {Wish} from './action-form.js';
import './code-panel.js';
import {applyAttributes, embedAttributes, type Attribute} from './embed-attributes.js';
import {createOptions, type EmbedOptions, type Scheme, type Surface} from './embed-options.js';
import {EmbedWatch} from './embed-watch.js';
import './event-log.js';
import './fault-panel.js';
import type {Fault} from './faults.js';
import {hostApi} from './host-api.js';
import {appIcon, chatIcon, dashboardIcon, logo, moonIcon, sunIcon} from './icons.js';
import './options-panel.js';
import {ReportReader} from './report-reader.js';
import './segmented-choice.js';
import './status-bar.js';
import './tab-panels.js';

const surfaceSegments = [
  {value: 'dashboard', label: 'Dashboard', icon: dashboardIcon},
  {value: 'chat', label: 'Chat', icon: chatIcon},
  {value: 'app', label: 'App', icon: appIcon},
];
const schemeSegments = [
  {value: 'light', label: 'Light', icon: sunIcon},
  {value: 'dark', label: 'Dark', icon: moonIcon},
];

/** The page: who looks, at what, in which light; the embed; and beside it what is said, chosen, broken and written. */
export class PlaygroundApp extends LitElement {
  static override readonly properties = {
    settings: {state: true},
    choices: {state: true},
    user: {state: true},
    viewer: {state: true},
    options: {state: true},
    problem: {state: true},
  };
  declare settings: DemoSettings | null;
  declare choices: Choices | null;
  declare user: string;
  declare viewer: ChosenViewer | null;
  declare options: EmbedOptions;
  declare problem: string;
  readonly #watch = new EmbedWatch(this, (event) => this.#heard(event));
  readonly #reports = new ReportReader(this);
  /** The attributes that the element has. */
  #applied: readonly Attribute[] = [];

  constructor() {
    super();
    this.settings = this.choices = this.viewer = null;
    this.user = this.problem = '';
    const scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    this.options = createOptions(0, null, scheme);
  }

  /** The embed stands in the document itself, as on any page. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#try(() => this.#start());
  }

  async #start(): Promise<void> {
    const settings = await hostApi.settings();
    if (settings.hasPlayground) this.choices = await hostApi.choices();
    this.user = settings.user ?? '';
    this.options = createOptions(settings.deploymentId, settings.dashboardId, this.options.scheme);
    this.settings = settings;
  }

  /** What the host refuses is told on the page. */
  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  get #embed(): CubeEmbedElement | null {
    return this.querySelector<CubeEmbedElement>('cube-embed');
  }

  #heard(event: CustomEvent): void {
    if (this.choices) this.#reports.soon();
    const isReady = event.type === 'cube-statechange' && this.#embed?.state === 'ready';
    if (isReady && this.options.readyTimeoutMs !== null) this.options = {...this.options, readyTimeoutMs: null};
  }

  readonly #change = (change: Partial<EmbedOptions>): void => {
    const isOtherDeployment = change.deploymentId !== undefined && change.deploymentId !== this.options.deploymentId;
    void this.#try(async () => {
      // A session is for one deployment: the server has to know before the element asks.
      if (isOtherDeployment && this.choices)
        await hostApi.choose({deploymentId: change.deploymentId ?? 0, viewer: this.viewer});
      this.#watch.write('attributes', change);
      this.options = {...this.options, ...change};
    });
  };

  readonly #chooseViewer = (viewer: ChosenViewer | null): void => {
    void this.#try(async () => {
      await hostApi.choose({deploymentId: this.options.deploymentId, viewer});
      this.viewer = viewer;
      this.#watch.write('viewer', viewer ?? 'the user who is signed in');
      this.#embed?.reload();
    });
  };

  #login(user: string): void {
    void this.#try(async () => {
      await hostApi.login(user);
      this.user = user;
      this.#watch.write('login', user);
      this.#embed?.reload();
    });
  }

  readonly #logout = (): Promise<void> =>
    this.#try(async () => {
      await hostApi.logout();
      this.user = '';
      this.#watch.write('logout');
      this.#embed?.reload();
    });

  #act(action: 'refresh' | 'renew' | 'reload'): void {
    const embed = this.#embed;
    if (!embed) return;
    this.#watch.write(`${action}()`);
    embed[action]();
    this.#watch.look(embed);
  }

  readonly #wish = (wish: Wish): void => {
    if (wish.kind === 'send') this.#embed?.send(wish.action, wish.payload);
    else this.#embed?.navigate(wish.path);
    this.#watch.write(
      wish.kind === 'send' ? `send('${wish.action}')` : 'navigate()',
      wish.kind === 'send' ? wish.payload : wish.path,
    );
    this.#reports.soon();
  };

  #break(fault: Fault): void {
    void this.#try(async () => {
      this.#watch.write('break', fault.id);
      this.#watch.follow(fault, this.#embed?.state ?? 'idle');
      await hostApi.breakThings(fault.id);
      if (fault.then === 'nothing') return;
      this.options = {...this.options, readyTimeoutMs: fault.readyTimeoutMs ?? null};
      await this.updateComplete;
      this.#embed?.reload();
    });
  }

  protected override updated(): void {
    document.documentElement.dataset['scheme'] = this.options.scheme;
    const embed = this.#embed;
    if (!embed || !this.settings) return;
    const attributes = embedAttributes(this.options, this.settings);
    applyAttributes(embed, this.#applied, attributes);
    this.#applied = attributes;
  }

  #top(settings: DemoSettings): TemplateResult {
    const {surface, scheme} = this.options;
    return html`<header class="top">
      <h1 class="brand">${logo} cube-embed <small>playground</small></h1>
      <a class="documents" href="/docs/">Docs</a>
      <segmented-choice
        class="surface"
        legend="Surface"
        name="surface"
        fold="signs"
        .value=${surface}
        .segments=${settings.dashboardId ? surfaceSegments : surfaceSegments.slice(1)}
        @choose=${({detail}: CustomEvent<Surface>) => this.#change({surface: detail, hide: []})}
      ></segmented-choice>
      <segmented-choice
        class="user"
        legend="Signed in as"
        name="user"
        fold="phone"
        avatars
        .value=${this.user}
        .segments=${settings.users.map(({id, name, city}) => ({value: id, label: name, detail: city ?? 'all cities'}))}
        @choose=${({detail}: CustomEvent<string>) => this.#login(detail)}
      ></segmented-choice>
      <segmented-choice
        class="scheme"
        legend="Colour scheme"
        name="scheme"
        fold="laptop"
        .value=${scheme}
        .segments=${schemeSegments}
        @choose=${({detail}: CustomEvent<Scheme>) => this.#change({scheme: detail})}
      ></segmented-choice>
    </header>`;
  }

  #side(settings: DemoSettings): TemplateResult {
    const {choices, options, viewer} = this;
    const tabs = [
      {id: 'events', label: 'Events'},
      {id: 'options', label: 'Options'},
      ...(choices ? [{id: 'faults', label: 'Faults'}] : []),
      {id: 'code', label: 'Code'},
    ];
    return html`<aside class="side" aria-label="Tools">
      <playground-tabs .tabs=${tabs}>
        <div slot="events">
          <action-form .act=${this.#wish} .path=${this.#watch.path}></action-form>
          <event-log .entries=${this.#watch.log} @clear=${() => this.#watch.clearLog()}></event-log>
        </div>
        <options-panel
          slot="options"
          .options=${options}
          .choices=${choices}
          .viewer=${viewer}
          .change=${this.#change}
          .chooseViewer=${this.#chooseViewer}
          .logout=${this.user ? this.#logout : null}
        ></options-panel>
        ${
          choices
            ? html`<fault-panel
                slot="faults"
                .recovery=${this.#watch.recovery}
                .report=${this.#reports.report}
                @break=${({detail}: CustomEvent<Fault>) => this.#break(detail)}
              ></fault-panel>`
            : nothing
        }
        <code-panel
          slot="code"
          .tag=${embedAttributes(options, settings)}
          .choice=${{deploymentId: options.deploymentId, viewer}}
          .surface=${options.surface}
        ></code-panel>
      </playground-tabs>
    </aside>`;
  }

  protected override render(): TemplateResult {
    const {settings, problem} = this;
    const alert = problem ? html`<p class="wrong" role="alert">${problem}</p>` : nothing;
    if (!settings) return html`<main>${alert}</main>`;
    return html`${this.#top(settings)}${alert}
      <main class="work">
        <section class="stage" aria-label="The embed">
          <cube-embed></cube-embed>
          <playground-status
            .state=${this.#watch.state}
            .isRenewing=${this.#watch.isRenewing}
            .code=${this.#watch.code}
            .times=${this.#watch.times}
            @act=${({detail}: CustomEvent<'refresh' | 'renew' | 'reload'>) => this.#act(detail)}
          ></playground-status>
        </section>
        ${this.#side(settings)}
      </main>`;
  }
}

customElements.define('playground-app', PlaygroundApp);
