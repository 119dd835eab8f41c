import {LitElement, css, html, nothing, type TemplateResult} from 'lit';
import type {PlaygroundReport} from '../host/playground.js';
import {controls} from './styles/controls.js';

const counts = [
  ['issued', 'issued', 'Sessions that the server got from Cube'],
  ['exchanged', 'used', 'Sessions that a frame exchanged for a token'],
  ['set', 'renewed', 'Used sessions that renewed a frame in place'],
  ['reused', 'reused', 'Sessions that a frame sent a second time'],
  ['refused', 'refused', 'Sessions that were unknown or too old'],
] as const;

/** A frame that loads again by itself sends its spent session once more: that much is no fault of the element. */
const reuseText = (reused: number, frameReloads: number): string =>
  reused > frameReloads
    ? 'A session was sent a second time, and no frame loaded again by itself: that is a fault.'
    : `Reused ${String(reused)}: the frame loaded again by itself and sent its spent session. Cube refused it, and the element got a new one.`;

/** The emulator's ledger in figures, and the last actions that its page received. */
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
    const {totals, frameReloads, received, lastRefusal} = this.report;
    return html`<dl>
        ${counts.map(
          ([key, label, text]) =>
            html`<div title=${text}>
              <dt>${label}</dt>
              <dd class=${key === 'reused' && totals[key] > frameReloads ? 'bad' : ''}>${totals[key]}</dd>
            </div>`,
        )}
      </dl>
      ${totals.reused ? html`<p class="quiet said">${reuseText(totals.reused, frameReloads)}</p>` : nothing}
      <details>
        <summary>Actions that the frame received</summary>
        <pre tabindex="0" aria-label="Actions that the frame received">
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
