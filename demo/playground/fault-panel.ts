import {LitElement, css, html, nothing, type TemplateResult} from 'lit';
import type {PlaygroundReport} from '../host/playground.js';
import {faults, type Fault} from './faults.js';
import './ledger-counts.js';
import type {Recovery} from './recovery.js';
import {controls} from './styles/controls.js';

const groups = [...new Set(faults.map(({group}) => group))];

/** The state of a fault in words, and why it is so where that isn't plain. */
const stateOf = ({fault, outcome}: Recovery): {mood: 'well' | 'ill'; text: string; why?: string} => {
  switch (outcome?.kind) {
    case 'recovered':
      return {mood: 'well', text: `recovered after ${(outcome.tookMs / 1000).toFixed(1)} s`};
    case 'ignored':
      return {
        mood: 'well',
        text: 'ignored',
        why: 'The session was renewed less than a minute ago, so the element ignores the warning. It renews when the session ends, in five minutes.',
      };
    case 'unreached':
      return {mood: 'ill', text: 'nothing to break', why: 'No frame is ready. Press Reload, then break it again.'};
    default:
      return {
        mood: 'ill',
        text:
          fault.recovers === 'alone'
            ? 'recovers by itself'
            : `recovers when you press “${fault.recovers.replace('by ', '')}”`,
      };
  }
};

/** Breaks things on purpose, and shows how the element recovers. Fires `break` with the fault. */
export class FaultPanel extends LitElement {
  static override readonly properties = {recovery: {attribute: false}, report: {attribute: false}};
  static override readonly styles = [
    controls,
    css`
      .watch {
        position: sticky;
        top: 0;
        z-index: 1;
        display: grid;
        gap: 2px;
        padding: 10px 12px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .watch b {
        font-size: 0.8125rem;
      }
      .well {
        color: var(--good);
      }
      .ill {
        color: var(--busy);
      }
      .steps {
        font: 0.6875rem/1.5 var(--mono);
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      section {
        padding: 12px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        margin: 0 0 8px;
        font-size: 0.8125rem;
      }
      ul {
        display: grid;
        gap: 10px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 10px;
        align-items: start;
      }
      li b {
        font-size: 0.8125rem;
        font-weight: 600;
      }
      li .quiet {
        grid-column: 1;
        font-size: 0.75rem;
      }
      li button {
        grid-area: 1 / 2 / 3 / 3;
      }
    `,
  ];
  declare recovery: Recovery | null;
  declare report: PlaygroundReport | null;

  #watch(): TemplateResult {
    const {recovery} = this;
    if (!recovery) {
      return html`<p class="quiet">Break something, and watch the element recover. The faults are simulated.</p>`;
    }
    const {fault, steps} = recovery;
    const {mood, text, why} = stateOf(recovery);
    return html`<b>${fault.title}: <span class=${mood}>${text}</span></b
      >${why ? html`<span class="quiet">${why}</span>` : nothing} <span class="steps">${steps.join(' → ')}</span>`;
  }

  #fault(fault: Fault): TemplateResult {
    return html`<li>
      <b id="name-${fault.id}">${fault.title}</b>
      <span class="quiet">${fault.text}</span>
      <button
        aria-labelledby="break-${fault.id} name-${fault.id}"
        id="break-${fault.id}"
        @click=${() => this.dispatchEvent(new CustomEvent('break', {detail: fault}))}
      >
        Break
      </button>
    </li>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="watch" role="status">${this.#watch()}</div>
      ${
        this.report
          ? html`<section>
              <h2>Sessions, as the emulator counts them</h2>
              <ledger-counts .report=${this.report}></ledger-counts>
            </section>`
          : nothing
      }
      ${groups.map(
        (group) =>
          html`<section>
            <h2>${group}</h2>
            <ul>
              ${faults.filter((fault) => fault.group === group).map((fault) => this.#fault(fault))}
            </ul>
          </section>`,
      )}`;
  }
}

customElements.define('fault-panel', FaultPanel);
