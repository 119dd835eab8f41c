import {html, type nothing, type TemplateResult} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import '../dashboard/dashboard-view.js';
import {PageElement} from '../page-element.js';
import './workbook-editor.js';
import './workspace-home.js';

/** The Creator Mode app: a workspace of workbooks and dashboards, by path. */
export class AppView extends PageElement {
  #page(path: string): TemplateResult {
    const {context} = this;
    if (path === '') return html`<emulator-workspace .context=${context}></emulator-workspace>`;
    const [kind, id = ''] = path.split('/');
    if (kind === 'dashboard' && id) {
      return html`<emulator-dashboard .context=${context} .initial=${null}></emulator-dashboard>`;
    }
    if (kind === 'workbook' && /^(\d+|new)$/.test(id)) {
      return html`<emulator-workbook
        .context=${context}
        .workbookId=${id === 'new' ? null : Number(id)}
      ></emulator-workbook>`;
    }
    return html`<emulator-workspace .context=${context} .isLost=${true}></emulator-workspace>`;
  }

  #focusedPath: string | null = null;

  /** Those who don't see that another page came find themselves at its beginning. */
  protected override updated(): void {
    const {appPath} = this.context.location;
    const isFirst = this.#focusedPath === null;
    if (this.#focusedPath === appPath) return;
    this.#focusedPath = appPath;
    const page = this.firstElementChild;
    if (isFirst || !(page instanceof PageElement)) return;
    void page.updateComplete.then(() => page.querySelector('main')?.focus());
  }

  protected override render(): TemplateResult | typeof nothing {
    const {appPath} = this.context.location;
    return html`${keyed(appPath, this.#page(appPath))}`;
  }
}

customElements.define('emulator-app', AppView);
