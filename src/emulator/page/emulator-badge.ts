import {html, nothing, type TemplateResult} from 'lit';
import {emulatorPaths, type AdvanceRequest} from '../page-api.js';
import {closeOnEscape, closeOnLeave} from './menu-button.js';
import {PageElement} from './page-element.js';

const hourMs = 3_600_000;

const steps = [
  {text: '+ 1 hour', ms: hourMs},
  {text: '+ 23 hours', ms: 23 * hourMs},
] as const;

/**
 * Tells that this isn't Cube, and moves the emulator's clock. Its words are English in every language: it is the tool speaking to
 * its developer, not the product to its viewer.
 */
export class EmulatorBadge extends PageElement {
  #advance(ms: number): void {
    const body: AdvanceRequest = {ms};
    void this.context.api.json(emulatorPaths.advance, {body}).catch(() => undefined);
  }

  protected override render(): TemplateResult {
    const {config} = this.context;
    return html`<footer class="badge" lang="en">
      <details @focusout=${closeOnLeave} @keydown=${closeOnEscape}>
        <summary>Emulator</summary>
        <div class="badge-panel">
          <p>This is the cube-embed emulator, not Cube. Its rows are made up.</p>
          ${
            config
              ? html`<p>
                  ${config.user.displayName}, ${config.mode} session, deployment
                  ${config.deploymentId ?? 'none'}${config.embedTenant ? `, tenant ${config.embedTenant}` : ''}
                </p>`
              : nothing
          }
          <p class="badge-clock">
            <span>Move the clock</span>
            ${steps.map(
              ({text, ms}) =>
                html`<button class="button small" type="button" @click=${() => this.#advance(ms)}>${text}</button>`,
            )}
          </p>
        </div>
      </details>
    </footer>`;
  }
}

customElements.define('emulator-badge', EmulatorBadge);
