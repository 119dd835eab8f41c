import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {addressOf, messageOf} from '../api-client.js';
import {apiPaths, type ChatConfig, type ChatTranscript} from '../../page-api.js';
import {icon} from '../icons.js';
import {postView} from '../navigation.js';
import type {Happening} from '../page-context.js';
import {PageElement} from '../page-element.js';
import './chat-history.js';
import {streamAnswer} from './chat-stream.js';
import {emptyAnswer, question, turnsOf, withDelta, type Turn} from './conversation.js';
import {turnView} from './turn-view.js';

const longestQuestion = 4000;

/** The analytics chat: on its own, or beside a dashboard or a workbook. */
export class ChatView extends PageElement {
  static override properties = {
    ...PageElement.properties,
    isAside: {attribute: false},
    turns: {state: true},
    settings: {state: true},
    isBusy: {state: true},
    hasHistory: {state: true},
  };

  declare isAside: boolean;
  declare turns: readonly Turn[];
  declare settings: ChatConfig | null;
  declare isBusy: boolean;
  declare hasHistory: boolean;
  #chatId: string | null = null;
  #asking = new AbortController();

  constructor() {
    super();
    this.isAside = false;
    this.turns = [];
    this.settings = null;
    this.isBusy = false;
    this.hasHistory = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.isAside) {
      document.title = this.context.texts.ask;
      postView(this.context);
    }
    if (this.context.config?.aiAllowed) void this.#readSettings();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking.abort();
  }

  protected override happened(happening: Happening): void {
    if (happening.type === 'refresh' && this.#chatId && !this.isBusy) void this.#open(this.#chatId);
    if (happening.type === 'path' && !this.isAside) postView(this.context);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('turns')) this.#showLastQuestion();
  }

  /** Shows the last question at the top of the turns, so that its answer is read from the beginning. */
  #showLastQuestion(): void {
    const turns = this.querySelector<HTMLElement>('.turns');
    const question = [...this.querySelectorAll<HTMLElement>('.turn.user')].at(-1);
    turns?.scrollTo({top: question ? question.offsetTop - turns.offsetTop : 0});
  }

  async #readSettings(): Promise<void> {
    try {
      this.settings = await this.context.api.json<ChatConfig>(apiPaths.chat);
    } catch (error) {
      this.context.messenger.error(messageOf(error), 'chat');
    }
  }

  async #ask(input: string): Promise<void> {
    if (this.isBusy || input === '') return;
    const {messenger, api} = this.context;
    const {signal} = (this.#asking = new AbortController());
    const timezone = this.context.timeZone();
    const postQuery = (status: 'submitted' | 'completed' | 'error'): void => {
      const agentId = this.settings?.agentId;
      const chatId = this.#chatId;
      messenger.post('ai-query', {query: input, status, ...(chatId ? {chatId} : {}), ...(agentId ? {agentId} : {})});
    };
    this.isBusy = true;
    const before = [...this.turns, question(input)];
    let answer: Turn = emptyAnswer;
    this.turns = [...before, answer];
    postQuery('submitted');
    try {
      const body = {input, ...(this.#chatId ? {chatId: this.#chatId} : {}), ...(timezone ? {timezone} : {})};
      for await (const delta of streamAnswer(api, body, signal)) {
        if (delta.type === 'start') this.#chatId = delta.chatId;
        answer = withDelta(answer, delta);
        this.turns = [...before, answer];
      }
      postQuery(answer.status === 'error' ? 'error' : 'completed');
    } catch (error) {
      if (signal.aborted) return;
      this.turns = [...before, withDelta(answer, {type: 'error', message: messageOf(error)})];
      postQuery('error');
    }
    this.isBusy = false;
  }

  #begin(): void {
    this.#asking.abort();
    this.#chatId = null;
    this.turns = [];
    this.isBusy = false;
    this.hasHistory = false;
    this.querySelector('textarea')?.focus();
  }

  async #open(chatId: string): Promise<void> {
    this.hasHistory = false;
    this.#asking.abort();
    this.isBusy = false;
    try {
      const transcript = await this.context.api.json<ChatTranscript>(addressOf(apiPaths.chatById, {chatId}));
      this.#chatId = chatId;
      this.turns = turnsOf(transcript);
    } catch (error) {
      this.context.messenger.error(messageOf(error), 'chat');
    }
  }

  #submit(event: Event): void {
    event.preventDefault();
    const field = this.querySelector('textarea');
    if (!field || this.isBusy) return;
    const input = field.value.trim();
    field.value = '';
    void this.#ask(input);
  }

  #header(): TemplateResult {
    const {texts, parameters} = this.context;
    const shows = {
      newChat: this.isAside || parameters.shows('showNewChat'),
      history: !this.isAside && parameters.shows('showChatHistory'),
    };
    return html`<header class="chat-header">
      ${this.isAside ? nothing : html`<h1>${this.settings?.agentName ?? texts.ask}</h1>`}
      <div class="actions">
        ${
          shows.history
            ? html`<button
                class="button"
                type="button"
                aria-expanded=${this.hasHistory ? 'true' : 'false'}
                @click=${() => (this.hasHistory = !this.hasHistory)}
              >
                ${icon('history')}${texts.history}
              </button>`
            : nothing
        }
        ${
          shows.newChat
            ? html`<button class="button" type="button" @click=${() => this.#begin()}>
                ${icon('plus')}${texts.newChat}
              </button>`
            : nothing
        }
      </div>
    </header>`;
  }

  #input(): TemplateResult {
    const {texts} = this.context;
    return html`<form class="chat-input" @submit=${(event: Event) => this.#submit(event)}>
      <textarea
        rows="1"
        maxlength=${longestQuestion}
        aria-label=${texts.askPlaceholder}
        placeholder=${texts.askPlaceholder}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#submit(event);
        }}
      ></textarea>
      <button class="button primary icon-only" aria-label=${texts.send} title=${texts.send} ?disabled=${this.isBusy}>
        ${icon('send')}
      </button>
    </form>`;
  }

  #welcome(hasInput: boolean): TemplateResult {
    const {texts} = this.context;
    return html`<div class="welcome">
      <h2>${texts.chatWelcome}</h2>
      <p>${texts.chatHint}</p>
      ${
        hasInput
          ? html`<ul>
              ${this.settings?.suggestions.map(
                (text) =>
                  html`<li>
                    <button class="button" type="button" @click=${() => void this.#ask(text)}>${text}</button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #body(): TemplateResult {
    const {context} = this;
    if (!context.config?.aiAllowed) return html`<p class="empty" role="status">${context.texts.aiOff}</p>`;
    const hasInput = this.isAside || context.parameters.shows('showChatInput');
    const agentName = this.settings?.agentName ?? context.texts.ask;
    return html`${this.#header()}
      ${
        this.hasHistory
          ? html`<emulator-chat-history
              .context=${context}
              .onOpen=${(chatId: string) => void this.#open(chatId)}
              .onClose=${() => (this.hasHistory = false)}
            ></emulator-chat-history>`
          : nothing
      }
      <div
        class="turns"
        role="log"
        aria-live="polite"
        aria-busy=${this.isBusy ? 'true' : 'false'}
        aria-label=${agentName}
        tabindex="0"
      >
        ${this.turns.length === 0 ? this.#welcome(hasInput) : this.turns.map((turn) => turnView(turn, context, agentName))}
      </div>
      ${hasInput ? this.#input() : nothing}`;
  }

  protected override render(): TemplateResult {
    return this.isAside
      ? html`<div class="chat aside">${this.#body()}</div>`
      : html`<main class="chat">${this.#body()}</main>`;
  }
}

customElements.define('emulator-chat', ChatView);
