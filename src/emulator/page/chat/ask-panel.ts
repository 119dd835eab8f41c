import {html, type TemplateResult} from 'lit';
import {icon} from '../icons.js';
import type {PageContext} from '../page-context.js';
import './chat-view.js';

/** The chat beside a dashboard or a workbook. */
export const askPanel = (context: PageContext, close: () => void): TemplateResult =>
  html`<aside
    class="ask-panel card"
    aria-label=${context.texts.ask}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    }}
  >
    <header>
      <h2>${context.texts.ask}</h2>
      <button class="button icon-only" type="button" aria-label=${context.texts.close} @click=${close}>
        ${icon('close')}
      </button>
    </header>
    <emulator-chat .context=${context} .isAside=${true}></emulator-chat>
  </aside>`;
