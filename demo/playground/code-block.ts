import {LitElement, css, html, type TemplateResult} from 'lit';
import {highlight} from './highlight.js';
import {copyIcon, doneIcon} from './icons.js';
import {controls} from './styles/controls.js';

/** Code with colours, and a button that copies it. */
export class CodeBlock extends LitElement {
  static override readonly properties = {
    label: {},
    code: {},
    language: {},
    isCopied: {state: true},
  };
  static override readonly styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        margin-bottom: 6px;
      }
      h2 {
        margin: 0;
        font-size: 0.875rem;
      }
      pre {
        margin: 0;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface-2);
        font: 0.75rem/1.6 var(--mono);
        overflow: auto;
        max-height: 420px;
      }
      .comment {
        color: var(--ink-2);
      }
      .string {
        color: var(--string);
      }
      .word {
        color: var(--word);
      }
    `,
  ];
  declare label: string;
  declare code: string;
  declare language: 'html' | 'js';
  declare isCopied: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.label = this.code = '';
    this.language = 'html';
    this.isCopied = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code);
    } catch {
      // The browser says no: the code is selected, for the keyboard to copy.
      const pre = this.renderRoot.querySelector('pre');
      if (pre) getSelection()?.selectAllChildren(pre);
      return;
    }
    this.isCopied = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.isCopied = false), 2000);
  }

  protected override render(): TemplateResult {
    // The text of a pre is kept as it stands: no white space of the template may get into it.
    const pieces = highlight(this.code, this.language).map(({text, kind}) => html`<span class=${kind}>${text}</span>`);
    return html`<header>
        <h2>${this.label}</h2>
        <button @click=${() => void this.#copy()} aria-label="Copy: ${this.label}">
          ${this.isCopied ? doneIcon : copyIcon}<span role="status">${this.isCopied ? 'Copied' : 'Copy'}</span>
        </button>
      </header>
      <pre tabindex="0" aria-label=${this.label}>${pieces}</pre>`;
  }
}

customElements.define('code-block', CodeBlock);
