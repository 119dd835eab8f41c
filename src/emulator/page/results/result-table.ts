import {html, nothing, type TemplateResult} from 'lit';
import type {QueryResult} from '../../page-api.js';
import {formatCell} from '../value-format.js';
import type {PageContext} from '../page-context.js';
import {linksOfCell} from './cell-links.js';
import './linked-cell.js';

export interface TableOptions {
  readonly context: PageContext;
  readonly result: QueryResult;
  readonly caption: string;
  /** Makes the cells of measures buttons. */
  readonly onPoint?: ((rowIndex: number, measureIndex: number) => void) | undefined;
  /** Colours that the first column is keyed with, as in a legend. */
  readonly hasKeys?: boolean;
}

/** More rows would hold up the page; the file that can be downloaded has them all. */
const mostRows = 500;

/** A result as a table of text. */
export function resultTable({context, result, caption, onPoint, hasKeys}: TableOptions): TemplateResult {
  const {locale, texts} = context;
  const {columns} = result;
  const rows = result.rows.slice(0, mostRows);
  const cell = (rowIndex: number, columnIndex: number): TemplateResult => {
    const column = columns[columnIndex];
    const text = column ? formatCell(rows[rowIndex]?.[columnIndex], column, locale) : '';
    const isNumber = column?.kind === 'measure' || column?.type === 'number';
    if (onPoint && column?.kind === 'measure') {
      const label = `${column.title}: ${text}`;
      return html`<td class="amount">
        <button class="point" type="button" title=${label} @click=${() => onPoint(rowIndex, columnIndex)}>
          ${text}
        </button>
      </td>`;
    }
    const key =
      hasKeys && columnIndex === 0
        ? html`<i class="key" style="background: var(--series-${(rowIndex % 8) + 1})"></i>`
        : nothing;
    const links = linksOfCell(result.links, rowIndex, columnIndex);
    const content =
      links.length === 0
        ? text
        : html`<emulator-linked-cell .context=${context} .text=${text} .links=${links}></emulator-linked-cell>`;
    return html`<td class=${isNumber ? 'amount' : ''}>${key}${content}</td>`;
  };
  return html`<div class="table-scroll" role="group" aria-label=${caption} tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map(
            ({title, kind, type}) =>
              html`<th scope="col" class=${kind === 'measure' || type === 'number' ? 'amount' : ''}>${title}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (_row, rowIndex) =>
            html`<tr>
              ${columns.map((_column, index) => cell(rowIndex, index))}
            </tr>`,
        )}
      </tbody>
    </table>
    ${rows.length === 0 ? html`<p class="empty">${texts.noRows}</p>` : nothing}
    ${result.truncated || result.rows.length > mostRows ? html`<p class="empty">${texts.moreRows}</p>` : nothing}
  </div>`;
}
