import {LitElement, css, html, nothing, type TemplateResult} from 'lit';
import type {PlaygroundReport} from '../host/playground.js';
import {controls} from './styles/controls.js';

const counts = [
  ['issued', 'issued', 'Sessions that your server got from Cube'],
  ['exchanged', 'used', 'Sessions that a page exchanged for a token'],
  ['set', 'renewed', 'Of those, in a page that was open'],
  ['reused', 'reused', 'Sessions sent a second time: must stay 0'],
  ['refused', 'refused', 'Sessions that were unknown or too old'],
] as const;

/** The emulator's ledger in figures, and the actions that its page got last. */
export class LedgerCounts extends LitElement {
  static override readonly properties = {report: {attribute: false}};
  static override readonly styles = [
    controls,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(58px, 1fr));
        gap: 6px;
        margin: 0;
      }
      dl div {
        display: flex;
        flex-direction: column-reverse;
        padding: 6px 4px;
        border-radius: 8px;
        background: var(--surface-2);
        text-align: center;
      }
      dt {
        color: var(--ink-2);
        font-size: 0.6875rem;
      }
      dd {
        margin: 0;
        font-size: 1.125rem;
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
      .bad {
        color: var(--bad);
      }
      details {
        margin-top: 8px;
      }
      summary {
        color: var(--ink-2);
        font-size: 0.75rem;
        cursor: pointer;
      }
      pre {
        max-height: 200px;
        margin: 6px 0 0;
        padding: 8px;
        border-radius: 8px;
        background: var(--surface-2);
        font: 0.6875rem/1.5 var(--mono);
        white-space: pre-wrap;
        overflow: auto;
        overflow-wrap: anywhere;
      }
      .said {
        margin-top: 8px;
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare report: PlaygroundReport;

  protected override render(): TemplateResult {
    const {totals, received, lastRefusal} = this.report;
    return html`<dl>
        ${counts.map(
          ([key, label, text]) =>
            html`<div title=${text}>
              <dt>${label}</dt>
              <dd class=${key === 'reused' && totals[key] ? 'bad' : ''}>${totals[key]}</dd>
            </div>`,
        )}
      </dl>
      <details>
        <summary>Actions that the frame got</summary>
        <pre tabindex="0" aria-label="Actions that the frame got">
${
            received
              .map(({type, payload}) => `${type} ${payload === undefined ? '' : JSON.stringify(payload)}`)
              .join('\n') || 'None yet.'
          }</pre>
      </details>
      ${lastRefusal ? html`<p class="quiet said">Last refusal: ${lastRefusal}</p>` : nothing}`;
  }
}

customElements.define('ledger-counts', LedgerCounts);
