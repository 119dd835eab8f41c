import {LitElement, css, html, nothing, type TemplateResult} from 'lit';
import {controls} from './styles/controls.js';

export interface Segment {
  readonly value: string;
  readonly label: string;
  /** A second, smaller line. */
  readonly detail?: string;
  readonly icon?: unknown;
}

/** One of a few, side by side: radio buttons, so that the keyboard works as everywhere. Fires `choose` with the value. */
export class SegmentedChoice extends LitElement {
  static override readonly properties = {
    legend: {},
    name: {},
    value: {},
    segments: {attribute: false},
    avatars: {type: Boolean},
    fold: {},
  };
  static override readonly styles = [
    controls,
    css`
      .segments {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        padding: 3px;
        border-radius: 10px;
        background: light-dark(#e4e7ef, #1f2430);
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 30px;
        padding: 3px 12px;
        border-radius: 8px;
        color: var(--ink-2);
        line-height: 1.25;
        cursor: pointer;
      }
      label:hover {
        color: var(--ink);
      }
      label:has(:checked) {
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
      label svg {
        width: 16px;
        height: 16px;
        flex: none;
      }
      small {
        display: block;
        color: var(--ink-2);
        font-size: 0.6875rem;
        font-weight: 450;
      }
      /* Folded, a choice shows its signs alone; its texts are still read. */
      @media (max-width: 1100px) {
        label {
          padding-inline: 9px;
        }
        :host([fold='laptop']) .text {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      @media (max-width: 720px) {
        label {
          padding-inline: 8px;
        }
        :host([fold='phone']) .text {
          position: absolute;
          clip-path: inset(50%);
        }
        :host([fold='phone']) label {
          padding-inline: 5px;
        }
        :host([fold='signs']) svg {
          display: none;
        }
        :host([fold='signs']) label {
          flex: 1;
          justify-content: center;
        }
      }
      .avatar {
        display: grid;
        place-content: center;
        width: 24px;
        height: 24px;
        border-radius: 50%;
        background: var(--accent-soft);
        color: var(--ink);
        font-size: 0.6875rem;
        font-weight: 650;
      }
      label:has(:checked) .avatar {
        background: var(--accent);
        color: var(--on-accent);
      }
      label:has(:checked) small {
        color: var(--ink);
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];
  declare legend: string;
  declare name: string;
  declare value: string;
  declare segments: readonly Segment[];
  declare avatars: boolean;
  /** What goes where there is little room: the texts on a laptop or a phone, or the signs on a phone. */
  declare fold: 'laptop' | 'phone' | 'signs';

  constructor() {
    super();
    this.legend = this.name = this.value = '';
    this.segments = [];
    this.avatars = false;
  }

  #choose(value: string): void {
    this.dispatchEvent(new CustomEvent('choose', {detail: value}));
  }

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend class="hidden">${this.legend}</legend>
      <div class="segments">
        ${this.segments.map(
          ({value, label, detail, icon}) =>
            html`<label title=${detail ? `${label}, ${detail}` : label}>
              <input
                class="hidden"
                type="radio"
                name=${this.name}
                .checked=${value === this.value}
                value=${value}
                @change=${() => this.#choose(value)}
              />
              ${this.avatars ? html`<span class="avatar" aria-hidden="true">${label[0]}</span>` : nothing}${icon ?? nothing}
              <span class="text">${label}${detail ? html`<small>${detail}</small>` : nothing}</span>
            </label>`,
        )}
      </div>
    </fieldset>`;
  }
}

customElements.define('segmented-choice', SegmentedChoice);
