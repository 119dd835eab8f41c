import {LitElement, css, html, nothing, type TemplateResult} from 'lit';
import {controls} from './styles/controls.js';

/** What the person at the page wants of the embed: one of Cube's actions, or a path to go to. */
export type Wish =
  | {readonly kind: 'send'; readonly action: string; readonly payload: unknown}
  | {readonly kind: 'navigate'; readonly path: string};

const examples: Readonly<Record<string, unknown>> = {
  'set-filter': {filterUrlParameter: 'f_orders.status={"value":"completed"}'},
  'set-theme': {primaryColor: '#0b7a55', borderRadius: 4},
  'set-locale': {locale: 'de-DE'},
  'set-timezone': {timezone: 'Asia/Tokyo'},
  'set-color-scheme': {scheme: 'dark'},
};

const textOf = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
};

/** `send()` and `navigate()` by hand. Shows what the element throws. */
export class ActionForm extends LitElement {
  static override readonly properties = {
    act: {attribute: false},
    path: {attribute: false},
    action: {state: true},
    problem: {state: true},
  };
  static override readonly styles = [
    controls,
    css`
      details {
        padding: 0 12px;
        border-bottom: 1px solid var(--line);
      }
      summary {
        padding: 10px 0;
        font-weight: 550;
        font-size: 0.8125rem;
        cursor: pointer;
      }
      form {
        display: grid;
        gap: 6px;
        padding-bottom: 12px;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 64px;
        gap: 6px;
      }
      textarea {
        min-height: 64px;
        font-family: var(--mono);
        font-size: 0.75rem;
        resize: vertical;
      }
      .problem {
        color: var(--bad);
      }
    `,
  ];
  /** Carries the wish out; may throw. */
  declare act: (wish: Wish) => void;
  declare path: string;
  declare action: string;
  declare problem: string;

  constructor() {
    super();
    this.path = this.problem = '';
    this.action = 'set-filter';
  }

  #try(event: SubmitEvent, wish: (data: FormData) => Wish): void {
    event.preventDefault();
    this.problem = '';
    try {
      this.act(wish(new FormData(event.target as HTMLFormElement)));
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  protected override render(): TemplateResult {
    return html`<details>
      <summary>Send an action or navigate</summary>
      <form
        @submit=${(event: SubmitEvent) =>
          this.#try(event, (data) => ({
            kind: 'send',
            action: textOf(data, 'action'),
            payload: JSON.parse(textOf(data, 'payload')),
          }))}
      >
        <label for="action">Action</label>
        <div class="row">
          <span class="select"
            ><select
              id="action"
              name="action"
              @change=${(event: Event) => (this.action = (event.target as HTMLSelectElement).value)}
            >
              ${Object.keys(examples).map((name) => html`<option>${name}</option>`)}
            </select></span
          >
          <button>Send</button>
        </div>
        <textarea
          name="payload"
          aria-label="Payload, as JSON"
          spellcheck="false"
          .value=${JSON.stringify(examples[this.action], null, 2)}
        ></textarea>
      </form>
      <form
        @submit=${(event: SubmitEvent) => this.#try(event, (data) => ({kind: 'navigate', path: textOf(data, 'path')}))}
      >
        <label for="path">Path</label>
        <div class="row">
          <input id="path" name="path" spellcheck="false" .value=${this.path} />
          <button>Go</button>
        </div>
      </form>
      <p class="problem" role="alert">${this.problem || nothing}</p>
    </details>`;
  }
}

customElements.define('action-form', ActionForm);
