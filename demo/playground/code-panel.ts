import {LitElement, css, html, type TemplateResult} from 'lit';
import type {PlaygroundChoice} from '../host/playground-choice.js';
import './code-block.js';
import type {Attribute} from './embed-attributes.js';
import type {Surface} from './embed-options.js';
import {serverText} from './server-text.js';
import {controls} from './styles/controls.js';
import {tagText} from './tag-text.js';

/** What to copy into an application: the tag that shows what is shown, and the route that goes with it. */
export class CodePanel extends LitElement {
  static override readonly properties = {
    tag: {attribute: false},
    choice: {attribute: false},
    surface: {attribute: false},
  };
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        padding: 14px 12px;
      }
    `,
  ];
  declare tag: readonly Attribute[];
  declare choice: PlaygroundChoice;
  declare surface: Surface;

  protected override render(): TemplateResult {
    return html`<code-block label="The page" language="html" .code=${tagText(this.tag)}></code-block>
      <code-block label="The server" language="js" .code=${serverText(this.choice, this.surface)}></code-block>
      <p class="quiet">
        Keep the API key on the server: with it, anyone can act as any viewer. The page gets a session id that works
        once.
      </p>
      <p class="quiet">
        Read more: <a href="/docs/server.html">the session route</a>,
        <a href="/docs/reference/element.html">every attribute and event</a>,
        <a href="/docs/real-tenant.html">from the emulator to your own Cube</a>.
      </p>`;
  }
}

customElements.define('code-panel', CodePanel);
