import {html, type TemplateResult} from 'lit';
import {PageElement} from '../page-element.js';
import {tellView} from '../navigation.js';
/** x */
export class ChatView extends PageElement {
  override connectedCallback(): void {
    super.connectedCallback();
    tellView(this.context);
  }
  protected override render(): TemplateResult {
    return html`<main><h1>${this.context.texts.chatWelcome}</h1></main>`;
  }
}
customElements.define('emulator-chat', ChatView);
