import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {apiPaths, type Cell, type ControlValues, type DrilldownAnswer, type DrilldownRequest} from '../../page-api.js';
import {addressOf, messageOf} from '../api-client.js';
import {icon} from '../icons.js';
import {PageElement} from '../page-element.js';
import {resultTable} from '../results/result-table.js';
import {formatCell} from '../value-format.js';

/** The number that the viewer wants to see behind. */
export interface Drilled {
  readonly widgetId: string;
  readonly member: string;
  readonly point: Readonly<Record<string, Cell>>;
}

/** The rows behind a number, in a dialog. */
export class DrilldownPanel extends PageElement {
  static override properties = {
    ...PageElement.properties,
    publicId: {attribute: false},
    controls: {attribute: false},
    drilled: {attribute: false},
    onClose: {attribute: false},
    answer: {state: true},
    problem: {state: true},
  };

  declare publicId: string;
  declare controls: ControlValues;
  declare drilled: Drilled | null;
  declare onClose: () => void;
  declare answer: DrilldownAnswer | null;
  declare problem: string;

  constructor() {
    super();
    this.drilled = null;
    this.answer = null;
    this.problem = '';
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('drilled')) return;
    const dialog = this.querySelector('dialog');
    if (this.drilled) {
      if (dialog && !dialog.open) dialog.showModal();
      void this.#read(this.drilled);
    } else if (dialog?.open) dialog.close();
  }

  async #read(drilled: Drilled): Promise<void> {
    this.answer = null;
    this.problem = '';
    const {messenger, api} = this.context;
    const body: DrilldownRequest = {...drilled, controls: this.controls};
    try {
      const answer = await api.json<DrilldownAnswer>(addressOf(apiPaths.drilldown, {publicId: this.publicId}), {body});
      if (drilled !== this.drilled) return;
      this.answer = answer;
      messenger.post('drilldown', {member: answer.member, value: answer.value, widgetId: drilled.widgetId});
    } catch (error) {
      if (drilled !== this.drilled) return;
      this.problem = messageOf(error);
      messenger.error(this.problem, 'query');
    }
  }

  #point(): string {
    const {locale} = this.context;
    const columns = this.answer?.result.columns ?? [];
    return Object.entries(this.drilled?.point ?? {})
      .map(([name, cell]) => {
        const column = columns.find((one) => name === one.name);
        return column && column.type !== 'time'
          ? formatCell(cell, column, locale)
          : String(cell).replace(/T00:00:00.*$/, '');
      })
      .join(', ');
  }

  protected override render(): TemplateResult {
    const {texts} = this.context;
    const {answer, problem} = this;
    return html`<dialog class="drilldown" aria-labelledby="drilldown-title" @close=${() => this.onClose()}>
      <header>
        <div>
          <h2 id="drilldown-title">${answer ? answer.title : texts.rowsBehind}</h2>
          <p>${[answer ? texts.rowsBehind : '', this.#point()].filter(Boolean).join(' · ')}</p>
        </div>
        <button class="button icon-only" type="button" aria-label=${texts.close} @click=${() => this.onClose()}>
          ${icon('close')}
        </button>
      </header>
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
      ${
        answer
          ? resultTable({context: this.context, result: answer.result, caption: texts.rowsBehind})
          : problem
            ? nothing
            : html`<p class="waiting" role="status">${texts.loading}</p>`
      }
    </dialog>`;
  }
}

customElements.define('emulator-drilldown', DrilldownPanel);
