import {html, nothing, type TemplateResult} from 'lit';
import {
  apiPaths,
  type DashboardDefinition,
  type DashboardQueryAnswer,
  type DashboardQueryRequest,
  type Widget,
  type WidgetResult,
} from '../../page-api.js';
import {addressOf, messageOf} from '../api-client.js';
import {postView} from '../navigation.js';
import type {Happening} from '../page-context.js';
import {PageElement} from '../page-element.js';
import {controlsOf} from '../url-parameters.js';
import {prepareFormats} from '../value-format.js';
import './control-bar.js';
import './dashboard-header.js';
import {
  filterChanges,
  initialControls,
  noControls,
  requestControls,
  withChanges,
  writeControlsToUrl,
  type Controls,
} from './control-values.js';
import type {Drilled} from './drilldown-panel.js';
import './drilldown-panel.js';
import './widget-card.js';

/** A dashboard: its header, its controls, and its widgets with their rows. */
export class DashboardView extends PageElement {
  static override properties = {
    ...PageElement.properties,
    initial: {attribute: false},
    definition: {state: true},
    controls: {state: true},
    results: {state: true},
    problem: {state: true},
    isBusy: {state: true},
    drilled: {state: true},
  };

  /** The dashboard that the page was started with; without it the view reads the one that the path names. */
  declare initial: DashboardDefinition | null;
  declare definition: DashboardDefinition | null;
  declare controls: Controls;
  declare results: ReadonlyMap<string, WidgetResult>;
  declare problem: string;
  declare isBusy: boolean;
  declare drilled: Drilled | null;
  #loadedAt = 0;
  #hasPostedLoaded = false;
  #query = new AbortController();

  constructor() {
    super();
    this.initial = null;
    this.definition = null;
    this.controls = noControls;
    this.results = new Map();
    this.problem = '';
    this.isBusy = false;
    this.drilled = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.definition) return;
    if (this.initial) this.#show(this.initial, 0);
    else void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#query.abort();
  }

  protected override happened(happening: Happening): void {
    if (happening.type === 'refresh' || happening.type === 'time-zone') void this.#fetchRows();
    if (happening.type === 'path' && this.context.location.publicId) void this.#read();
    if (happening.type === 'set-filter' && this.definition) {
      this.#setControls(withChanges(this.controls, filterChanges(happening.filters, this.definition)));
    }
  }

  get #publicId(): string {
    const {publicId, appPath} = this.context.location;
    return publicId ?? decodeURIComponent(appPath.replace(/^dashboard\//, ''));
  }

  /** Reads the dashboard that the path names, after the page has started. */
  async #read(): Promise<void> {
    const publicId = this.#publicId;
    const beganAt = performance.now();
    this.problem = '';
    try {
      const address = addressOf(apiPaths.dashboard, {publicId});
      const definition = await this.context.api.json<DashboardDefinition>(address);
      if (publicId === this.#publicId && this.isConnected) this.#show(definition, beganAt);
    } catch (error) {
      this.problem = messageOf(error);
      this.definition = null;
      this.context.messenger.error(this.problem, 'embed-render');
    }
  }

  #show(definition: DashboardDefinition, beganAt: number): void {
    this.#loadedAt = beganAt;
    this.#hasPostedLoaded = false;
    this.definition = definition;
    this.controls = initialControls(definition, controlsOf(new URLSearchParams(location.search)));
    this.results = new Map();
    this.drilled = null;
    document.title = definition.title;
    postView(this.context, definition.title);
    void this.#fetchRows();
    // The rows are on their way.
    prepareFormats(this.context.locale);
  }

  get #widgets(): readonly Widget[] {
    const {config} = this.context;
    const hasAi = Boolean(config?.aiAllowed) && this.context.isOn('showAiWidgets');
    return (this.definition?.widgets ?? []).filter(({chart}) => chart !== 'summary' || hasAi);
  }

  #setControls(controls: Controls): void {
    this.controls = controls;
    if (this.definition && this.context.messenger.surface === 'dashboard')
      writeControlsToUrl(controls, this.definition);
    void this.#fetchRows();
  }

  async #fetchRows(): Promise<void> {
    const {definition, context} = this;
    if (!definition || context.isExpired) return;
    this.#query.abort();
    const {signal} = (this.#query = new AbortController());
    const body: DashboardQueryRequest = {
      controls: requestControls(this.controls, context.timeZone(definition.timezone)),
      widgetIds: this.#widgets.map(({id}) => id),
    };
    this.isBusy = true;
    try {
      const address = addressOf(apiPaths.dashboardQuery, {publicId: definition.publicId});
      const {results} = await context.api.json<DashboardQueryAnswer>(address, {body, signal});
      if (signal.aborted) return;
      this.results = new Map(results.map((result) => [result.widgetId, result]));
      this.problem = '';
      this.isBusy = false;
      for (const result of results) if (!result.ok) context.messenger.error(result.message, 'query');
      await this.#postLoaded(definition);
    } catch (error) {
      if (signal.aborted) return;
      this.isBusy = false;
      this.problem = messageOf(error);
      context.messenger.error(this.problem, 'query', {name: error instanceof Error ? error.name : 'Error'});
    }
  }

  async #postLoaded({publicId}: DashboardDefinition): Promise<void> {
    if (this.#hasPostedLoaded) return;
    this.#hasPostedLoaded = true;
    await this.updateComplete;
    await Promise.all([...this.querySelectorAll<PageElement>('emulator-widget')].map((card) => card.updateComplete));
    await Promise.all([...this.querySelectorAll<PageElement>('emulator-chart')].map((chart) => chart.updateComplete));
    this.context.messenger.post('dashboard-loaded', {
      publicId,
      widgetCount: this.#widgets.length,
      loadDurationMs: Math.round(performance.now() - this.#loadedAt),
    });
  }

  #failed(): TemplateResult {
    const {texts} = this.context;
    return html`<div class="card notice-card" role="alert">
      <h2>${texts.failed}</h2>
      <p>${this.problem}</p>
      <button class="button" type="button" @click=${() => void (this.definition ? this.#fetchRows() : this.#read())}>
        ${texts.retry}
      </button>
    </div>`;
  }

  protected override render(): TemplateResult {
    const {context, definition, controls} = this;
    if (!definition) {
      return html`<main tabindex="-1" class="dashboard">
        ${this.problem ? this.#failed() : html`<p class="waiting" role="status">${context.texts.loading}</p>`}
      </main>`;
    }
    return html`<main tabindex="-1" class="dashboard" aria-busy=${this.isBusy ? 'true' : 'false'}>
      <emulator-dashboard-header
        .context=${context}
        .definition=${definition}
        .results=${this.results}
        .widgets=${this.#widgets}
      ></emulator-dashboard-header>
      <emulator-controls
        .context=${context}
        .definition=${definition}
        .controls=${controls}
        .onControls=${(next: Controls) => this.#setControls(next)}
      ></emulator-controls>
      ${this.problem ? this.#failed() : nothing}
      <div class="grid">
        ${this.#widgets.map(
          (widget) =>
            html`<emulator-widget
              data-widget=${widget.id}
              style="--column: ${widget.layout.x + 1}; --columns: ${widget.layout.width}; --row: ${widget.layout.y + 1}; --rows: ${
                widget.layout.height
              }"
              .context=${context}
              .widget=${widget}
              .result=${this.results.get(widget.id) ?? null}
              .onDrill=${(drilled: Drilled) => (this.drilled = drilled)}
            ></emulator-widget>`,
        )}
      </div>
      <emulator-drilldown
        .context=${context}
        .publicId=${definition.publicId}
        .controls=${requestControls(controls, context.timeZone(definition.timezone))}
        .drilled=${this.drilled}
        .onClose=${() => (this.drilled = null)}
      ></emulator-drilldown>
    </main>`;
  }
}

customElements.define('emulator-dashboard', DashboardView);
