import {html, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {noTheme, type EmbedOptions} from '../embed-options.js';
import {selectField} from '../fields.js';
import type {Change} from './change.js';

const fonts = [
  ['', 'Cube’s own'],
  ['Georgia, serif', 'Serif'],
  ['ui-monospace, monospace', 'Monospace'],
  ['system-ui, sans-serif', 'The system’s'],
] as const;

/** The theme, live: each change is one action. */
export const lookSection = ({theme}: EmbedOptions, change: Change): TemplateResult =>
  html`<label class="field"
      ><span>Primary colour</span>
      <input
        type="color"
        .value=${live(theme.primaryColor || '#3d5bd9')}
        @input=${(event: Event) => change({theme: {...theme, primaryColor: (event.target as HTMLInputElement).value}})}
    /></label>
    <label class="field"
      ><span>Corner radius: ${theme.borderRadius === null ? 'Cube’s own' : `${String(theme.borderRadius)} px`}</span>
      <input
        type="range"
        min="0"
        max="24"
        .value=${live(String(theme.borderRadius ?? 12))}
        @input=${(event: Event) =>
          change({theme: {...theme, borderRadius: Number((event.target as HTMLInputElement).value)}})}
    /></label>
    ${selectField('Font', theme.font, fonts, (font) => change({theme: {...theme, font}}))}
    <button type="button" @click=${() => change({theme: noTheme})}>Remove the theme</button>
    <p class="quiet">A running frame keeps its theme. Press Reload to see Cube’s own look again.</p>`;
