import {LitElement, css, html, type TemplateResult} from 'lit';
import type {Choices} from '../host/demo-content.js';
import type {ChosenViewer} from '../host/playground-choice.js';
import type {EmbedOptions} from './embed-options.js';
import {contentSection} from './sections/content-section.js';
import {controlsSection} from './sections/controls-section.js';
import {dataSection} from './sections/data-section.js';
import {languageSection} from './sections/language-section.js';
import {pageSection} from './sections/page-section.js';
import {lookSection} from './sections/look-section.js';
import {viewerSection} from './sections/viewer-section.js';
import {controls} from './styles/controls.js';

/** All options beyond user, surface and scheme, in sections that open. */
export class OptionsPanel extends LitElement {
  static override readonly properties = {
    options: {attribute: false},
    choices: {attribute: false},
    viewer: {attribute: false},
    change: {attribute: false},
    chooseViewer: {attribute: false},
    logout: {attribute: false},
  };
  static override readonly styles = [
    controls,
    css`
      details {
        border-bottom: 1px solid var(--line);
      }
      summary {
        padding: 11px 12px;
        font-weight: 600;
        font-size: 0.8125rem;
        cursor: pointer;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary:hover {
        background: var(--surface-2);
      }
      .fields {
        display: grid;
        gap: 10px;
        padding: 2px 12px 14px;
      }
      .field {
        display: grid;
        gap: 4px;
      }
      .checks {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 14px;
      }
      .check {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--ink);
        font-weight: 450;
      }
      button {
        justify-self: start;
      }
    `,
  ];
  declare options: EmbedOptions;
  declare choices: Choices | null;
  declare viewer: ChosenViewer | null;
  declare change: (change: Partial<EmbedOptions>) => void;
  declare chooseViewer: (viewer: ChosenViewer | null) => void;
  /** Null: nobody is signed in. */
  declare logout: (() => unknown) | null;

  #section(title: string, fields: TemplateResult, isOpen = false): TemplateResult {
    return html`<details ?open=${isOpen}>
      <summary>${title}</summary>
      <div class="fields">${fields}</div>
    </details>`;
  }

  protected override render(): TemplateResult {
    const {options, choices, change} = this;
    return html`${this.#section('Viewer', viewerSection(this.viewer, choices, this.chooseViewer, this.logout), true)}
    ${this.#section('Content', contentSection(options, choices, change))}
    ${this.#section('Look', lookSection(options, change))} ${this.#section('Data', dataSection(options, change))}
    ${this.#section('Language and time', languageSection(options, change))}
    ${this.#section('Controls', controlsSection(options, change))}
    ${this.#section('Page', pageSection(options, change))}`;
  }
}

customElements.define('options-panel', OptionsPanel);
