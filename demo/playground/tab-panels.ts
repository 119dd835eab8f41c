import {LitElement, css, html, type PropertyValues, type TemplateResult} from 'lit';
import {controls} from './styles/controls.js';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

/** Tabs over slotted panels, `slot` named by the tab: one is shown. Arrow keys, Home and End as in the ARIA pattern. */
export class TabPanels extends LitElement {
  static override readonly properties = {tabs: {attribute: false}, selected: {}};
  static override readonly styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
        overflow: hidden;
      }
      [role='tablist'] {
        display: flex;
        gap: 2px;
        padding: 0 8px;
        border-bottom: 1px solid var(--line);
        overflow-x: auto;
        flex: none;
      }
      [role='tab'] {
        min-height: 44px;
        padding: 0 10px;
        border: 0;
        border-bottom: 2px solid transparent;
        border-radius: 0;
        background: none;
        color: var(--ink-2);
      }
      [role='tab']:focus-visible {
        outline-offset: -3px;
      }
      [role='tab'][aria-selected='true'] {
        border-bottom-color: var(--accent);
        color: var(--ink);
      }
      [role='tabpanel'] {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      [role='tabpanel'][hidden] {
        display: none;
      }
    `,
  ];
  declare tabs: readonly Tab[];
  declare selected: string;

  constructor() {
    super();
    this.tabs = [];
    this.selected = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tabs') && !this.tabs.some(({id}) => id === this.selected)) this.selected = this.tabs[0]?.id ?? '';
  }

  #move(event: KeyboardEvent): void {
    const at = this.tabs.findIndex(({id}) => id === this.selected);
    const last = this.tabs.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const next = this.tabs[steps[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    this.selected = next.id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  }

  protected override render(): TemplateResult {
    return html`<div
        role="tablist"
        aria-label="What to look at"
        @keydown=${(event: KeyboardEvent) => this.#move(event)}
      >
        ${this.tabs.map(
          ({id, label}) =>
            html`<button
              role="tab"
              id="tab-${id}"
              aria-controls="panel-${id}"
              aria-selected=${id === this.selected}
              tabindex=${id === this.selected ? 0 : -1}
              @click=${() => (this.selected = id)}
            >
              ${label}
            </button>`,
        )}
      </div>
      ${this.tabs.map(
        ({id}) =>
          html`<div
            role="tabpanel"
            id="panel-${id}"
            aria-labelledby="tab-${id}"
            tabindex="0"
            ?hidden=${id !== this.selected}
          >
            <slot name=${id}></slot>
          </div>`,
      )}`;
  }
}

customElements.define('playground-tabs', TabPanels);
