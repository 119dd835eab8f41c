import {html, nothing, type TemplateResult} from 'lit';
import type {ControlChange, DashboardDefinition} from '../../page-api.js';
import {icon} from '../icons.js';
import {PageElement} from '../page-element.js';
import {withChanges, withOption, type Controls} from './control-values.js';
import {filterControl} from './filter-control.js';

interface Choice {
  readonly label: string;
  readonly value: string;
  readonly options: readonly {readonly value: string; readonly text: string}[];
  readonly choose: (value: string) => void;
}

const switcher = ({label, value, options, choose}: Choice): TemplateResult =>
  html`<label class="control">
    <span>${label}</span>
    <select
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) choose(event.target.value);
      }}
    >
      ${options.map((option) => html`<option value=${option.value} .selected=${option.value === value}>${option.text}</option>`)}
    </select>
    ${icon('down')}
  </label>`;

/** The filters and switchers of a dashboard. */
export class ControlBar extends PageElement {
  static override properties = {
    ...PageElement.properties,
    definition: {attribute: false},
    controls: {attribute: false},
    onControls: {attribute: false},
  };

  declare definition: DashboardDefinition;
  declare controls: Controls;
  declare onControls: (controls: Controls) => void;

  #change(change: ControlChange): void {
    this.onControls(withChanges(this.controls, [change]));
  }

  protected override render(): TemplateResult | typeof nothing {
    const {definition, controls, context} = this;
    const {texts} = context;
    const {parents, filters, granularitySwitchers, fieldSwitchers} = definition;
    if (parents.length + filters.length + granularitySwitchers.length + fieldSwitchers.length === 0) return nothing;
    return html`<div class="controls" role="group" aria-label=${texts.filters}>
      ${parents.map((parent) =>
        switcher({
          label: parent.title,
          value: controls.parents[parent.title] ?? '',
          options: [{value: '', text: texts.none}, ...parent.options.map(({label}) => ({value: label, text: label}))],
          choose: (label) => this.onControls(withOption(controls, parent, label)),
        }),
      )}
      ${filters.map((control) =>
        filterControl({
          control,
          texts,
          value: controls.filters[control.member],
          onValue: (value) => this.#change({kind: 'filters', member: control.member, value}),
          onReset: () => {
            const {member, publishedValue} = control;
            this.#change({kind: 'filters', member, value: publishedValue, isReset: true});
          },
        }),
      )}
      ${granularitySwitchers.map(({member, title, options}) =>
        switcher({
          label: title,
          value: controls.granularities[member] ?? '',
          // Cleared, it leaves each chart the granularity that it was built with.
          options: [
            {value: '', text: texts.asBuilt},
            ...options.map((value) => ({value, text: texts.granularity[value]})),
          ],
          choose: (value) => this.#change({kind: 'granularities', member, value}),
        }),
      )}
      ${fieldSwitchers.map(({member, title, options}) =>
        switcher({
          // One switcher says what it does; several have to say which they are.
          label: fieldSwitchers.length === 1 ? texts.showBy : `${texts.showBy}: ${title}`,
          value: controls.fields[member] ?? '',
          options: options.map(({name, title: text}) => ({value: name, text})),
          choose: (value) => this.#change({kind: 'fields', member, value}),
        }),
      )}
    </div>`;
  }
}

customElements.define('emulator-controls', ControlBar);
