import {html, nothing, type TemplateResult} from 'lit';
import type {SignInRefusal} from '../page-api.js';
import {messageOf} from './api-client.js';
import {PageElement} from './page-element.js';

/** Cube's sign-in, played: private embedding asks for a Cube account. There are no passwords. */
export class SignInForm extends PageElement {
  static override properties = {
    ...PageElement.properties,
    accounts: {attribute: false},
    signIn: {attribute: false},
    problem: {state: true},
    isBusy: {state: true},
  };

  declare accounts: SignInRefusal['accounts'];
  declare signIn: (username: string) => Promise<void>;
  declare problem: string;
  declare isBusy: boolean;

  constructor() {
    super();
    this.accounts = [];
    this.problem = '';
    this.isBusy = false;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const input = this.querySelector('input');
    if (!input || this.isBusy) return;
    this.isBusy = true;
    this.problem = '';
    try {
      await this.signIn(input.value.trim());
    } catch (error) {
      this.problem = messageOf(error);
      input.focus();
    }
    this.isBusy = false;
  }

  protected override render(): TemplateResult {
    const {texts} = this.context;
    return html`<main class="notice">
      <form class="card notice-card sign-in" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
        <h1>${texts.signIn}</h1>
        <p>${texts.signInHint}</p>
        <label class="field"
          ><span>${texts.account}</span>
          <input
            name="username"
            autocomplete="username"
            required
            list="accounts"
            .value=${this.accounts[0]?.username ?? ''}
            aria-describedby="sign-in-problem"
        /></label>
        <datalist id="accounts">
          ${this.accounts.map(({username, displayName}) => html`<option value=${username}>${displayName}</option>`)}
        </datalist>
        <p id="sign-in-problem" class="problem" role="alert">${this.problem || nothing}</p>
        <button class="button primary" ?disabled=${this.isBusy}>${texts.signIn}</button>
      </form>
    </main>`;
  }
}

customElements.define('emulator-sign-in', SignInForm);
