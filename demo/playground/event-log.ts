import {LitElement, css, html, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {payloadText, type LogEntry, type Speaker} from './log-entry.js';
import {controls} from './styles/controls.js';

const speakers: Readonly<Record<Speaker, string>> = {element: 'Element', cube: 'Cube', you: 'You'};

/** Events and actions, newest first, filtered by source and text. Each entry opens to its whole payload. */
export class EventLog extends LitElement {
  static override readonly properties = {
    entries: {attribute: false},
    wanted: {state: true},
    text: {state: true},
  };
  static override readonly styles = [
    controls,
    css`
      .tools {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        padding: 10px 12px;
        border-bottom: 1px solid var(--line);
      }
      .speakers {
        display: flex;
        flex-wrap: wrap;
        grid-column: 1 / -1;
        gap: 4px 16px;
      }
      .speakers label {
        display: flex;
        align-items: center;
        gap: 5px;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        border-bottom: 1px solid var(--line);
      }
      summary,
      .plain {
        display: grid;
        grid-template-columns: 4.2rem minmax(0, 1fr);
        gap: 1px 10px;
        padding: 6px 12px 6px 10px;
        border-inline-start: 3px solid var(--speaker);
        list-style: none;
      }
      summary {
        cursor: pointer;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--surface-2);
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      li.element {
        --speaker: var(--accent);
      }
      li.cube {
        --speaker: var(--good);
      }
      li.you {
        --speaker: var(--busy);
      }
      li.failed {
        --speaker: var(--bad);
      }
      time {
        color: var(--ink-2);
        font: 0.6875rem/1.6 var(--mono);
      }
      b {
        font: 600 0.75rem/1.5 var(--mono);
        overflow-wrap: anywhere;
      }
      .who {
        color: var(--ink-2);
        font-size: 0.6875rem;
      }
      .short {
        color: var(--ink-2);
        font: 0.6875rem/1.5 var(--mono);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      pre {
        margin: 0;
        padding: 8px 12px 10px 13px;
        border-inline-start: 3px solid var(--speaker);
        background: var(--surface-2);
        font: 0.75rem/1.5 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .empty {
        padding: 16px 12px;
      }
    `,
  ];
  declare entries: readonly LogEntry[];
  declare wanted: ReadonlySet<Speaker>;
  declare text: string;

  constructor() {
    super();
    this.entries = [];
    this.wanted = new Set(['element', 'cube', 'you']);
    this.text = '';
  }

  #toggle(speaker: Speaker): void {
    const wanted = new Set(this.wanted);
    if (!wanted.delete(speaker)) wanted.add(speaker);
    this.wanted = wanted;
  }

  #entry(entry: LogEntry): TemplateResult {
    const short = payloadText(entry);
    const head = html`<time>${entry.at.toLocaleTimeString('en-GB')}</time><b>${entry.name}</b
      ><span class="who">${speakers[entry.speaker]}</span>${
        short ? html`<span class="short">${short}</span>` : nothing
      }`;
    const failed = entry.name === 'cube-error' ? 'failed' : '';
    return html`<li class="${entry.speaker} ${failed}">
      ${
        short
          ? html`<details>
              <summary>${head}</summary>
              <pre tabindex="0" aria-label="Payload of ${entry.name}">${payloadText(entry, 2)}</pre>
            </details>`
          : html`<div class="plain">${head}</div>`
      }
    </li>`;
  }

  protected override render(): TemplateResult {
    const text = this.text.toLowerCase();
    const shown = this.entries.filter(
      (entry) =>
        this.wanted.has(entry.speaker) && (!text || `${entry.name} ${payloadText(entry)}`.toLowerCase().includes(text)),
    );
    return html`<div class="tools">
        <input
          type="search"
          aria-label="Filter by text"
          placeholder="Filter events"
          @input=${(event: InputEvent) => (this.text = (event.target as HTMLInputElement).value)}
        />
        <button @click=${() => this.dispatchEvent(new CustomEvent('clear'))}>Clear</button>
        <div class="speakers" role="group" aria-label="Source">
          ${(['element', 'cube', 'you'] as const).map(
            (speaker) =>
              html`<label
                ><input
                  type="checkbox"
                  .checked=${this.wanted.has(speaker)}
                  @change=${() => this.#toggle(speaker)}
                />${speakers[speaker]}</label
              >`,
          )}
        </div>
      </div>
      ${
        shown.length
          ? html`<ol aria-label="Events and actions, newest first">
              ${repeat(
                shown,
                ({number}) => number,
                (entry) => this.#entry(entry),
              )}
            </ol>`
          : html`<p class="quiet empty">No events.</p>`
      }`;
  }
}

customElements.define('event-log', EventLog);
