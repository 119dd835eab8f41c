import {html, nothing, type TemplateResult} from 'lit';
import '../chat/ask-panel.js';
import {icon} from '../icons.js';
import {closeOnEscape, closeOnLeave} from '../menu-button.js';
import {appHref, navigate} from '../navigation.js';
import {PageElement} from '../page-element.js';

export type SaveState = 'saved' | 'unsaved' | 'saving';

/** The bar above a workbook: its title, and what can be done with it. */
export class WorkbookHeader extends PageElement {
  static override properties = {
    ...PageElement.properties,
    title_: {attribute: false},
    saveState: {attribute: false},
    isNew: {attribute: false},
    isReady: {attribute: false},
    onTitle: {attribute: false},
    onSave: {attribute: false},
    onDelete: {attribute: false},
    isAsking: {state: true},
    isDeleting: {state: true},
  };

  /** An element has a `title` of its own. */
  declare title_: string;
  declare saveState: SaveState;
  declare isNew: boolean;
  declare isReady: boolean;
  declare onTitle: (title: string) => void;
  declare onSave: () => void;
  declare onDelete: () => void;
  declare isAsking: boolean;
  declare isDeleting: boolean;

  constructor() {
    super();
    this.isAsking = false;
    this.isDeleting = false;
  }

  #delete(): TemplateResult {
    const {texts} = this.context;
    if (!this.isDeleting) {
      return html`<button
        class="button icon-only"
        type="button"
        aria-label=${texts.delete}
        title=${texts.delete}
        @click=${() => (this.isDeleting = true)}
      >
        ${icon('trash')}
      </button>`;
    }
    return html`<span class="sure" role="group" aria-label=${texts.deleteSure}>
      ${texts.deleteSure}
      <button class="button danger" type="button" @click=${() => this.onDelete()}>${texts.delete}</button>
      <button class="button" type="button" @click=${() => (this.isDeleting = false)}>${texts.cancel}</button>
    </span>`;
  }

  #share(): TemplateResult {
    const {texts} = this.context;
    return html`<details class="menu" @focusout=${closeOnLeave} @keydown=${closeOnEscape}>
      <summary class="button">${icon('share')}${texts.share}</summary>
      <div class="menu-items share">
        <p>${texts.shareHint}</p>
        <code>${location.pathname}</code>
      </div>
    </details>`;
  }

  protected override render(): TemplateResult {
    const {context} = this;
    const {texts, parameters, config} = context;
    const canAsk = Boolean(config?.aiAllowed) && context.isOn('showWorkbookChat');
    const canShare = !this.isNew && context.isOn('showWorkbookShare');
    return html`<header class="workbook-header">
        ${
          parameters.shows('showWorkbookBackButton')
            ? html`<button
                class="button icon-only"
                type="button"
                aria-label=${texts.back}
                title=${texts.back}
                @click=${() => navigate(context, appHref(context, ''))}
              >
                ${icon('back')}
              </button>`
            : nothing
        }
        <h1 class="unseen">${this.title_ || texts.untitled}</h1>
        <input
          class="title-input"
          name="title"
          aria-label=${texts.title}
          .value=${this.title_}
          ?disabled=${!this.isReady}
          @input=${(event: InputEvent) => {
            if (event.target instanceof HTMLInputElement) this.onTitle(event.target.value);
          }}
        />
        <div class="actions">
          <span class="save-state" role="status"
            >${this.isReady ? (this.saveState === 'saved' ? texts.saved : texts.unsaved) : nothing}</span
          >
          ${this.isNew || !this.isReady ? nothing : this.#delete()} ${canShare ? this.#share() : nothing}
          ${
            canAsk
              ? html`<button
                  class="button accent"
                  type="button"
                  aria-expanded=${this.isAsking ? 'true' : 'false'}
                  @click=${() => (this.isAsking = !this.isAsking)}
                >
                  ${icon('spark')}${texts.ask}
                </button>`
              : nothing
          }
          <button
            class="button primary"
            type="button"
            ?disabled=${!this.isReady || this.saveState !== 'unsaved' || this.title_.trim() === ''}
            @click=${() => this.onSave()}
          >
            ${texts.save}
          </button>
        </div>
      </header>
      ${
        this.isAsking && canAsk
          ? html`<emulator-ask-panel
              .context=${context}
              .onClose=${() => (this.isAsking = false)}
            ></emulator-ask-panel>`
          : nothing
      }`;
  }
}

customElements.define('emulator-workbook-header', WorkbookHeader);
