import {html, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';

/** A value to choose and what it is called; alone it is called by itself. */
export type Choice = string | readonly [value: string, label: string];

const pairOf = (choice: Choice): readonly [string, string] => (typeof choice === 'string' ? [choice, choice] : choice);
const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

export const selectField = (
  label: string,
  value: string,
  choices: readonly Choice[],
  change: (value: string) => void,
): TemplateResult =>
  html`<label class="field"
    ><span>${label}</span>
    <span class="select"
      ><select .value=${live(value)} @change=${(event: Event) => change(valueOf(event))}>
        ${choices.map(pairOf).map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
      </select></span
    ></label
  >`;

export const textField = (
  label: string,
  value: string,
  hint: string,
  change: (value: string) => void,
): TemplateResult =>
  html`<label class="field"
    ><span>${label}</span>
    <input
      .value=${live(value)}
      placeholder=${hint}
      spellcheck="false"
      autocomplete="off"
      @change=${(event: Event) => change(valueOf(event).trim())}
  /></label>`;

/** Some of many. */
export const checksField = (
  label: string,
  chosen: readonly string[],
  choices: readonly Choice[],
  change: (chosen: readonly string[]) => void,
): TemplateResult =>
  html`<fieldset class="checks">
    <legend>${label}</legend>
    ${choices
      .map(pairOf)
      .map(
        ([key, text]) =>
          html`<label class="check"
            ><input
              type="checkbox"
              .checked=${live(chosen.includes(key))}
              @change=${() => change(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key])}
            />${text}</label
          >`,
      )}
  </fieldset>`;

export const switchField = (label: string, isOn: boolean, change: (isOn: boolean) => void): TemplateResult =>
  html`<label class="check"
    ><input type="checkbox" .checked=${live(isOn)} @change=${() => change(!isOn)} />${label}</label
  >`;
