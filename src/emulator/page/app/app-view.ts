import {html, type TemplateResult} from 'lit';
import {PageElement} from '../page-element.js';
import {tellView} from '../navigation.js';
/** x */
export class AppView extends PageElement {
  override connectedCallback(): void {
    super.connectedCallback();
    tellView(this.context);
  }
  protected override render(): TemplateResult {
    return html`<main><h1>${this.context.texts.workspace}</h1></main>`;
  }
}
customElements.define('emulator-app', AppView);
