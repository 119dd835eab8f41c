import {html, nothing, type TemplateResult} from 'lit';
import {granularities, type ChartType, type ModelView, type QuerySpec, type WorkbookDraft} from '../../page-api.js';
import {icon} from '../icons.js';
import {PageElement} from '../page-element.js';

const charts = ['bar', 'line', 'area', 'pie', 'number', 'table'] as const;

type Member = {readonly name: string; readonly title: string};

const chosenValue = (event: Event): string => (event.target instanceof HTMLSelectElement ? event.target.value : '');

/** The pane where a workbook's query is put together. */
export class QueryBuilder extends PageElement {
  static override properties = {
    ...PageElement.properties,
    views: {attribute: false},
    draft: {attribute: false},
    onDraft: {attribute: false},
    hasNames: {state: true},
    isGrouped: {state: true},
  };

  declare views: readonly ModelView[];
  declare draft: WorkbookDraft;
  declare onDraft: (draft: WorkbookDraft) => void;
  declare hasNames: boolean;
  declare isGrouped: boolean;

  constructor() {
    super();
    this.hasNames = false;
    this.isGrouped = true;
  }

  #setQuery(query: Partial<QuerySpec>): void {
    this.onDraft({...this.draft, query: {...this.draft.query, ...query}});
  }

  #members(legend: string, kind: 'measures' | 'dimensions', members: readonly Member[]): TemplateResult {
    const chosen = this.draft.query[kind];
    const toggle = (name: string): void => {
      const next = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
      this.#setQuery({[kind]: next});
    };
    return html`<fieldset>
      <legend>${legend}</legend>
      ${members.map(
        ({name, title}) =>
          html`<label class="option">
            <input type="checkbox" .checked=${chosen.includes(name)} @change=${() => toggle(name)} />
            <span>${title}${this.hasNames ? html`<code>${name}</code>` : nothing}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  #time(): TemplateResult {
    const {texts} = this.context;
    const {timeDimension} = this.draft.query;
    const times = this.views.flatMap(({dimensions}) => dimensions.filter(({type}) => type === 'time'));
    const granularity = timeDimension?.granularity ?? 'month';
    return html`<div class="pair">
      <label class="field"
        ><span>${texts.timeDimension}</span>
        <select
          @change=${(event: Event) => {
            const dimension = chosenValue(event);
            this.#setQuery({timeDimension: dimension ? {dimension, granularity} : null});
          }}
        >
          <option value="" .selected=${!timeDimension}>${texts.none}</option>
          ${times.map(
            ({name, title}) =>
              html`<option value=${name} .selected=${timeDimension?.dimension === name}>${title}</option>`,
          )}
        </select>
        ${icon('down')}
      </label>
      ${
        timeDimension
          ? html`<label class="field"
              ><span>${texts.granularity[granularity]}</span>
              <select
                @change=${(event: Event) => {
                  const next = granularities.find((one) => one === chosenValue(event));
                  if (next) this.#setQuery({timeDimension: {...timeDimension, granularity: next}});
                }}
              >
                ${granularities.map(
                  (one) =>
                    html`<option value=${one} .selected=${one === granularity}>${texts.granularity[one]}</option>`,
                )}
              </select>
              ${icon('down')}
            </label>`
          : nothing
      }
    </div>`;
  }

  #chart(): TemplateResult {
    const {texts} = this.context;
    return html`<label class="field"
      ><span>${texts.chart}</span>
      <select
        @change=${(event: Event) => {
          const chart: ChartType | undefined = charts.find((one) => one === chosenValue(event));
          if (chart) this.onDraft({...this.draft, chart});
        }}
      >
        ${charts.map(
          (chart) =>
            html`<option value=${chart} .selected=${chart === this.draft.chart}>${texts.charts[chart]}</option>`,
        )}
      </select>
      ${icon('down')}
    </label>`;
  }

  #toggle(text: string, isOn: boolean, set: (isOn: boolean) => void): TemplateResult {
    return html`<label class="option quiet"
      ><input type="checkbox" .checked=${isOn} @change=${() => set(!isOn)} /><span>${text}</span></label
    >`;
  }

  protected override render(): TemplateResult {
    const {texts} = this.context;
    const measures = this.views.flatMap((view) => view.measures);
    const dimensions = this.views.flatMap((view) => view.dimensions.filter(({type}) => type !== 'time'));
    const members = (view: ModelView): TemplateResult =>
      html`${this.#members(texts.measures, 'measures', view.measures)}
      ${this.#members(
        texts.dimensions,
        'dimensions',
        view.dimensions.filter(({type}) => type !== 'time'),
      )}`;
    return html`<div class="builder card">
      ${this.#chart()} ${this.#time()}
      ${
        this.isGrouped
          ? this.views.map(
              (view) =>
                html`<section aria-label=${view.title}>
                  <h2>${view.title}</h2>
                  ${members(view)}
                </section>`,
            )
          : html`${this.#members(texts.measures, 'measures', measures)}
            ${this.#members(texts.dimensions, 'dimensions', dimensions)}`
      }
      ${
        this.context.isOn('showMemberNames')
          ? this.#toggle(texts.memberNames, this.hasNames, (isOn) => (this.hasNames = isOn))
          : nothing
      }
      ${
        this.context.isOn('showGroupByCube')
          ? this.#toggle(texts.groupByView, this.isGrouped, (isOn) => (this.isGrouped = isOn))
          : nothing
      }
    </div>`;
  }
}

customElements.define('emulator-query-builder', QueryBuilder);
