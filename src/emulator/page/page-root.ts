import {html, nothing, type TemplateResult} from 'lit';
import './app/app-view.js';
import './chat/chat-view.js';
import './dashboard/dashboard-view.js';
import './emulator-badge.js';
import './sign-in-form.js';
import type {PageContext, Phase} from './page-context.js';
import {PageElement} from './page-element.js';

/** The whole page: one surface, or what stands in its place. */
export class PageRoot extends PageElement {
  readonly #signIn: (username: string) => Promise<void>;

  constructor(context: PageContext, signIn: (username: string) => Promise<void>) {
    super();
    this.context = context;
    this.#signIn = signIn;
  }

  #surface(phase: Extract<Phase, {name: 'running'}>): TemplateResult {
    const {context} = this;
    switch (context.location.surface) {
      case 'dashboard':
        return html`<emulator-dashboard .context=${context} .initial=${phase.dashboard}></emulator-dashboard>`;
      case 'chat':
        return html`<emulator-chat .context=${context}></emulator-chat>`;
      case 'app':
        return html`<emulator-app .context=${context}></emulator-app>`;
    }
  }

  #notice(title: string, text: string, role: 'alert' | 'status'): TemplateResult {
    return html`<main class="notice" role="main">
      <div class="card notice-card" role=${role}>
        <h1>${title}</h1>
        <p>${text}</p>
      </div>
    </main>`;
  }

  #content(): TemplateResult {
    const {context} = this;
    const {phase, texts} = context;
    switch (phase.name) {
      case 'starting':
        return html`<main class="notice"><p class="waiting" role="status">${texts.loading}</p></main>`;
      case 'sign-in':
        return html`<emulator-sign-in
          .context=${context}
          .accounts=${phase.accounts}
          .signIn=${this.#signIn}
        ></emulator-sign-in>`;
      case 'failed':
        return this.#notice(texts.failed, phase.message, 'alert');
      case 'running':
        return html`<div class="surface" ?hidden=${context.isExpired}>${this.#surface(phase)}</div>
          ${context.isExpired ? this.#notice(texts.sessionExpired, texts.sessionExpiredHint, 'alert') : nothing}`;
    }
  }

  protected override render(): TemplateResult {
    return html`${this.#content()}<emulator-badge .context=${this.context}></emulator-badge>`;
  }
}

customElements.define('emulator-page', PageRoot);
