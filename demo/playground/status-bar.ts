import {LitElement, css, html, nothing, type TemplateResult} from 'lit';
import type {LoadTimes} from './load-times.js';
import {controls} from './styles/controls.js';

const seconds = (ms: number): string => (ms < 1000 ? `${String(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`);

/** The embed's state, the times of its last load, and buttons for three of its methods. */
export class StatusBar extends LitElement {
  static override readonly properties = {
    state: {attribute: false},
    isRenewing: {attribute: false},
    code: {attribute: false},
    times: {attribute: false},
  };
  static override readonly styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        padding: 8px 12px;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        font-weight: 600;
      }
      .state::before {
        content: '';
        width: 9px;
        height: 9px;
        border-radius: 50%;
        background: var(--busy);
      }
      .ready::before {
        background: var(--good);
      }
      .error::before {
        background: var(--bad);
      }
      .idle::before {
        background: var(--control-line);
      }
      code {
        font: 0.75rem var(--mono);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-inline-start: auto;
      }
      @media (prefers-reduced-motion: no-preference) {
        .authenticating::before,
        .loading::before,
        .renewing::before {
          animation: pulse 0.9s ease-in-out infinite alternate;
        }
        @keyframes pulse {
          to {
            opacity: 0.25;
          }
        }
      }
    `,
  ];
  declare state: string;
  declare isRenewing: boolean;
  declare code: string;
  declare times: LoadTimes;

  #act(action: 'refresh' | 'renew' | 'reload'): void {
    this.dispatchEvent(new CustomEvent('act', {detail: action}));
  }

  protected override render(): TemplateResult {
    const {sessionMs, readyMs, attempts} = this.times;
    return html`<span class="state ${this.state} ${this.isRenewing ? 'renewing' : ''}" role="status"
        >${this.state}${this.isRenewing ? ', renewing' : ''}${this.code ? html` <code>${this.code}</code>` : nothing}</span
      >
      <span class="quiet"
        >${
          sessionMs === null
            ? nothing
            : html`session ${seconds(sessionMs)}${attempts > 1 ? ` in ${String(attempts)} attempts` : ''}`
        }${readyMs === null ? nothing : html` · ready ${seconds(readyMs)}`}</span
      >
      <div class="actions">
        <button title="refresh(): run the queries again" @click=${() => this.#act('refresh')}>Refresh</button>
        <button title="renew(): new session, same frame" @click=${() => this.#act('renew')}>Renew</button>
        <button title="reload(): new session, new frame" @click=${() => this.#act('reload')}>Reload</button>
      </div>`;
  }
}

customElements.define('playground-status', StatusBar);
