import {html, nothing, type TemplateResult} from 'lit';
import type {ChartType, QueryResult} from '../../page-api.js';
import type {PageContext} from '../page-context.js';
import {formatCell} from '../value-format.js';
import './result-chart.js';
import {isDrawn} from './chart-drawing.js';
import {resultTable} from './result-table.js';

export interface ResultOptions {
  readonly context: PageContext;
  readonly result: QueryResult;
  readonly chart: ChartType;
  readonly name: string;
  readonly onPoint?: (rowIndex: number, measureIndex: number) => void;
}

const bigNumbers = ({result, context: {locale}, onPoint}: ResultOptions): TemplateResult => {
  const measures = result.columns
    .map((column, index) => ({column, index}))
    .filter(({column}) => column.kind === 'measure');
  return html`<div class="numbers">
    ${measures.map(({column, index}) => {
      const text = formatCell(result.rows[0]?.[index], column, locale);
      return html`<p class="big-number">
        ${
          onPoint && result.rows.length > 0
            ? html`<button
                class="point"
                type="button"
                title=${`${column.title}: ${text}`}
                @click=${() => onPoint(0, index)}
              >
                ${text}
              </button>`
            : html`<span>${text}</span>`
        }
        ${measures.length > 1 ? html`<small>${column.title}</small>` : nothing}
      </p>`;
    })}
  </div>`;
};

/** A result as its chart says: numbers, a text, a table, or a drawing with the same rows as a table beside it. */
export function resultView(options: ResultOptions): TemplateResult {
  const {context, result, chart, name, onPoint} = options;
  if (chart === 'number') return bigNumbers(options);
  if (chart === 'summary') return html`<p class="summary">${result.summary ?? ''}</p>`;
  const table = resultTable({context, result, caption: name, onPoint, hasKeys: chart === 'pie'});
  if (!isDrawn(chart) || result.rows.length === 0) return table;
  return html`<div class="drawn ${chart}">
    <emulator-chart
      .context=${context}
      .result=${result}
      .chart=${chart}
      .name=${name}
      .onPoint=${onPoint}
    ></emulator-chart>
    ${table}
  </div>`;
}
