import {html, nothing, type TemplateResult} from 'lit';
import {
  apiPaths,
  type ModelAnswer,
  type ModelView,
  type QueryRequest,
  type QueryResult,
  type Workbook,
  type WorkbookDraft,
} from '../../page-api.js';
import {addressOf, messageOf} from '../api-client.js';
import {appHref, navigate, postView} from '../navigation.js';
import type {Happening} from '../page-context.js';
import {PageElement} from '../page-element.js';
import {resultView} from '../results/result-view.js';
import './query-builder.js';
import './workbook-header.js';
import type {SaveState} from './workbook-header.js';

/** One workbook: a query, its chart and its rows, to look at, to change and to save. */
export class WorkbookEditor extends PageElement {
  static override properties = {
    ...PageElement.properties,
    workbookId: {attribute: false},
    draft: {state: true},
    views: {state: true},
    result: {state: true},
    problem: {state: true},
    saveState: {state: true},
  };

  /** Null for a new one. */
  declare workbookId: number | null;
  declare draft: WorkbookDraft | null;
  declare views: readonly ModelView[];
  declare result: QueryResult | null;
  declare problem: string;
  declare saveState: SaveState;
  #running = new AbortController();

  constructor() {
    super();
    this.workbookId = null;
    this.draft = null;
    this.views = [];
    this.result = null;
    this.problem = '';
    this.saveState = 'saved';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#running.abort();
  }

  protected override happened(happening: Happening): void {
    if (happening.type === 'refresh' || happening.type === 'time-zone') void this.#run();
  }

  get #address(): string {
    return addressOf(apiPaths.workbook, {id: this.workbookId ?? 0});
  }

  #fail(error: unknown): void {
    this.problem = messageOf(error);
    this.context.messenger.error(this.problem, 'app');
  }

  async #read(): Promise<void> {
    const {api, texts} = this.context;
    try {
      const [model, workbook] = await Promise.all([
        api.json<ModelAnswer>(apiPaths.model),
        this.workbookId === null ? null : api.json<Workbook>(this.#address),
      ]);
      if (!this.isConnected) return;
      this.views = model.views;
      this.draft = workbook
        ? {title: workbook.title, query: workbook.query, chart: workbook.chart}
        : {title: texts.untitled, query: {measures: [], dimensions: []}, chart: 'bar'};
      this.saveState = workbook ? 'saved' : 'unsaved';
      document.title = this.draft.title;
      postView(this.context, this.draft.title);
      await this.#run();
    } catch (error) {
      this.#fail(error);
    }
  }

  async #run(): Promise<void> {
    const {draft, context} = this;
    this.#running.abort();
    const {signal} = (this.#running = new AbortController());
    if (!draft || draft.query.measures.length + draft.query.dimensions.length === 0) {
      this.result = null;
      return;
    }
    const timezone = context.timeZone();
    const body: QueryRequest = {query: draft.query, ...(timezone ? {timezone} : {})};
    try {
      const result = await context.api.json<QueryResult>(apiPaths.query, {body, signal});
      if (signal.aborted) return;
      this.result = result;
      this.problem = '';
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #change(draft: WorkbookDraft): void {
    const isOtherQuery = draft.query !== this.draft?.query;
    this.draft = draft;
    this.saveState = 'unsaved';
    if (isOtherQuery) void this.#run();
  }

  async #save(): Promise<void> {
    const {draft, context} = this;
    if (!draft) return;
    this.saveState = 'saving';
    try {
      const workbook =
        this.workbookId === null
          ? await context.api.json<Workbook>(apiPaths.workbooks, {body: draft})
          : await context.api.json<Workbook>(this.#address, {method: 'PUT', body: draft});
      this.saveState = this.draft === draft ? 'saved' : 'unsaved';
      this.problem = '';
      document.title = workbook.title;
      if (this.workbookId === null) navigate(context, appHref(context, `workbook/${workbook.id}`));
    } catch (error) {
      this.saveState = 'unsaved';
      this.#fail(error);
    }
  }

  async #delete(): Promise<void> {
    try {
      await this.context.api.fetch(this.#address, {method: 'DELETE'});
      navigate(this.context, appHref(this.context, ''));
    } catch (error) {
      this.#fail(error);
    }
  }

  #rows(draft: WorkbookDraft): TemplateResult {
    const {context, result} = this;
    if (draft.query.measures.length + draft.query.dimensions.length === 0) {
      return html`<p class="empty">${context.texts.pickMeasure}</p>`;
    }
    if (!result) return html`<p class="waiting" role="status">${context.texts.loading}</p>`;
    return resultView({context, result, chart: draft.chart, name: draft.title});
  }

  protected override render(): TemplateResult {
    const {context, draft} = this;
    return html`<main class="workbook" tabindex="-1">
      <emulator-workbook-header
        .context=${context}
        .title_=${draft?.title ?? ''}
        .saveState=${this.saveState}
        .isNew=${this.workbookId === null}
        .isReady=${draft !== null}
        .onTitle=${(title: string) => {
          if (this.draft) this.#change({...this.draft, title});
        }}
        .onSave=${() => void this.#save()}
        .onDelete=${() => void this.#delete()}
      ></emulator-workbook-header>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${
        draft
          ? html`<div class="workbook-body">
              <emulator-query-builder
                .context=${context}
                .views=${this.views}
                .draft=${draft}
                .onDraft=${(next: WorkbookDraft) => this.#change(next)}
              ></emulator-query-builder>
              <section class="card workbook-result ${draft.chart}" aria-label=${draft.title || context.texts.chart}>
                ${this.#rows(draft)}
              </section>
            </div>`
          : this.problem
            ? nothing
            : html`<p class="waiting" role="status">${context.texts.loading}</p>`
      }
    </main>`;
  }
}

customElements.define('emulator-workbook', WorkbookEditor);
