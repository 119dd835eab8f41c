import {html, nothing, type TemplateResult} from 'lit';
import {isEmptyFilter, type Cell, type FilterControl, type FilterOperator, type FilterValue} from '../../page-api.js';
import {icon} from '../icons.js';
import {closeOnEscape, closeOnLeave} from '../menu-button.js';
import type {Texts} from '../translations/texts.js';

export interface FilterControlOptions {
  readonly control: FilterControl;
  readonly texts: Texts;
  readonly value: FilterValue | undefined;
  readonly onValue: (filter: FilterValue | null) => void;
  readonly onReset: () => void;
}

const signs: Readonly<Partial<Record<FilterOperator, string>>> = {
  not_equals: '≠ ',
  contains: '∋ ',
  not_contains: '∌ ',
  starts_with: '^ ',
  ends_with: '$ ',
  greater_than: '> ',
  greater_than_or_equal: '≥ ',
  less_than: '< ',
  less_than_or_equal: '≤ ',
  is_null: '∅',
  is_not_null: '≠ ∅',
  is_empty: '= “”',
  is_not_empty: '≠ “”',
};

const valuesOf = (filter: FilterValue | undefined): readonly (Cell | boolean)[] => {
  if (!filter || isEmptyFilter(filter)) return [];
  const {value} = filter;
  if (value === undefined) return [];
  return typeof value === 'object' && value !== null ? value : [value];
};

const described = (filter: FilterValue | undefined, texts: Texts): string => {
  if (!filter || isEmptyFilter(filter)) return texts.all;
  const values = valuesOf(filter).map(String);
  const sign = filter.operator ? (signs[filter.operator] ?? '') : '';
  return values.length > 2 ? `${sign}${values[0] ?? ''} +${values.length - 1}` : `${sign}${values.join(', ')}`;
};

const inputValue = (event: Event): string => (event.target instanceof HTMLInputElement ? event.target.value : '');

const choices = ({control, value, onValue}: FilterControlOptions): TemplateResult => {
  // A preset value that no row has still shows, so that it can be taken away.
  const chosen = valuesOf(value);
  const options = [...new Set<Cell | boolean>([...control.options, ...chosen])];
  const toggle = (option: Cell | boolean): void => {
    const next = chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option];
    onValue(next.length === 0 ? null : {value: next});
  };
  return html`<div class="options">
    ${options.map(
      (option) =>
        html`<label class="option">
          <input type="checkbox" .checked=${chosen.includes(option)} @change=${() => toggle(option)} />
          <span>${String(option)}</span>
        </label>`,
    )}
  </div>`;
};

const dateRange = ({value, texts, onValue}: FilterControlOptions): TemplateResult => {
  const [from = '', to = ''] = valuesOf(value).map(String);
  const set = (begin: string, end: string): void => {
    if (!begin && !end) onValue(null);
    else if (begin && end) onValue({value: [begin, end], operator: 'between'});
    else
      onValue(begin ? {value: begin, operator: 'greater_than_or_equal'} : {value: end, operator: 'less_than_or_equal'});
  };
  return html`<label class="field"
      ><span>${texts.from}</span
      ><input type="date" .value=${from.slice(0, 10)} @change=${(event: Event) => set(inputValue(event), to)}
    /></label>
    <label class="field"
      ><span>${texts.to}</span
      ><input type="date" .value=${to.slice(0, 10)} @change=${(event: Event) => set(from, inputValue(event))}
    /></label>`;
};

const single = ({control, value, onValue}: FilterControlOptions): TemplateResult => {
  const isNumber = control.type === 'number';
  const set = (text: string): void => {
    if (text === '') onValue(null);
    else onValue(isNumber ? {value: Number(text)} : {value: text, operator: 'contains'});
  };
  return html`<label class="field"
    ><span>${control.title}</span>
    <input
      type=${isNumber ? 'number' : 'text'}
      .value=${String(valuesOf(value)[0] ?? '')}
      @change=${(event: Event) => set(inputValue(event))}
  /></label>`;
};

const editor = (options: FilterControlOptions): TemplateResult => {
  if (options.control.type === 'time') return dateRange(options);
  return options.control.options.length > 0 ? choices(options) : single(options);
};

/** Clears the filter, or puts it back on the default that every viewer has. */
const actions = ({control, texts, value, onValue, onReset}: FilterControlOptions): TemplateResult => {
  const isSet = value !== undefined && !isEmptyFilter(value);
  const {publishedValue} = control;
  const isChanged = publishedValue !== null && JSON.stringify(publishedValue) !== JSON.stringify(value);
  return html`${
      isChanged
        ? html`<button type="button" class="clear" @click=${() => onReset()}>${texts.resetToDefault}</button>`
        : nothing
    } <button type="button" class="clear" ?disabled=${!isSet} @click=${() => onValue(null)}>${texts.clear}</button>`;
};

/** One filter: what it stands at, and on a click the ways to change it. */
export function filterControl(options: FilterControlOptions): TemplateResult {
  const {control, texts, value} = options;
  const isSet = value !== undefined && !isEmptyFilter(value);
  return html`<details
    class="control menu"
    data-member=${control.member}
    @focusout=${closeOnLeave}
    @keydown=${closeOnEscape}
  >
    <summary>
      <span>${control.title}</span>
      <b class=${isSet ? 'set' : ''}>${described(value, texts)}${icon('down')}</b>
    </summary>
    <div class="menu-items filter-editor" role="group" aria-label=${control.title}>
      ${editor(options)} ${actions(options)}
    </div>
  </details>`;
}
