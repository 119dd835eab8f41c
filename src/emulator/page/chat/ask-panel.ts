import {html, type TemplateResult} from 'lit';
import {icon} from '../icons.js';
import {PageElement} from '../page-element.js';
import './chat-view.js';

/** The chat over a dashboard or a workbook. Escape, a click beside it and its own button close it. */
export class AskPanel extends PageElement {
  static override properties = {...PageElement.properties, onClose: {attribute: false}};

  declare onClose: () => void;

  protected override firstUpdated(): void {
    this.querySelector('dialog')?.showModal();
  }

  #close(): void {
    this.querySelector('dialog')?.close();
  }

  protected override render(): TemplateResult {
    const {texts} = this.context;
    return html`<dialog
      class="ask-panel card"
      aria-label=${texts.ask}
      @close=${() => this.onClose()}
      @click=${({target, currentTarget}: Event) => {
        if (target === currentTarget) this.#close();
      }}
    >
      <header>
        <h2>${texts.ask}</h2>
        <button class="button icon-only" type="button" aria-label=${texts.close} @click=${() => this.#close()}>
          ${icon('close')}
        </button>
      </header>
      <emulator-chat .context=${this.context} .isAside=${true}></emulator-chat>
    </dialog>`;
  }
}

customElements.define('emulator-ask-panel', AskPanel);
