import {html, nothing, type TemplateResult} from 'lit';
import {apiPaths, type ChatListAnswer} from '../../page-api.js';
import {messageOf} from '../api-client.js';
import {icon} from '../icons.js';
import {PageElement} from '../page-element.js';
import {formatInstant} from '../value-format.js';

/** The viewer's earlier chats. */
export class ChatHistory extends PageElement {
  static override properties = {
    ...PageElement.properties,
    onOpen: {attribute: false},
    onClose: {attribute: false},
    chats: {state: true},
    problem: {state: true},
  };

  declare onOpen: (chatId: string) => void;
  declare onClose: () => void;
  declare chats: ChatListAnswer['chats'] | null;
  declare problem: string;

  constructor() {
    super();
    this.chats = null;
    this.problem = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  protected override firstUpdated(): void {
    this.querySelector('button')?.focus();
  }

  async #read(): Promise<void> {
    try {
      this.chats = (await this.context.api.json<ChatListAnswer>(apiPaths.chats)).chats;
    } catch (error) {
      this.problem = messageOf(error);
    }
  }

  protected override render(): TemplateResult {
    const {texts, locale} = this.context;
    const {chats} = this;
    return html`<aside
      class="chat-history card"
      aria-label=${texts.history}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.onClose();
      }}
    >
      <header>
        <h2>${texts.history}</h2>
        <button class="button icon-only" type="button" aria-label=${texts.close} @click=${() => this.onClose()}>
          ${icon('close')}
        </button>
      </header>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${chats?.length === 0 ? html`<p class="empty">${texts.noHistory}</p>` : nothing}
      <ul>
        ${chats?.map(
          ({chatId, title, updatedAt}) =>
            html`<li>
              <button type="button" @click=${() => this.onOpen(chatId)}>
                <b>${title}</b><small>${formatInstant(updatedAt, locale)}</small>
              </button>
            </li>`,
        )}
      </ul>
    </aside>`;
  }
}

customElements.define('emulator-chat-history', ChatHistory);
