import {html, nothing, type TemplateResult} from 'lit';
import {apiPaths, type WorkspaceAnswer, type WorkspaceItem} from '../../page-api.js';
import {messageOf} from '../api-client.js';
import {icon} from '../icons.js';
import {postView} from '../navigation.js';
import type {Happening} from '../page-context.js';
import {PageElement} from '../page-element.js';
import {formatInstant} from '../value-format.js';
import {inAppLink} from './in-app-link.js';

/** What the viewer's tenant has: its workbooks and dashboards. */
export class WorkspaceHome extends PageElement {
  static override properties = {
    ...PageElement.properties,
    isLost: {attribute: false},
    items: {state: true},
    problem: {state: true},
  };

  /** Whether the path that led here names nothing. */
  declare isLost: boolean;
  declare items: readonly WorkspaceItem[] | null;
  declare problem: string;

  constructor() {
    super();
    this.isLost = false;
    this.items = null;
    this.problem = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = this.context.texts.workspace;
    postView(this.context, this.context.texts.workspace);
    void this.#read();
  }

  protected override happened(happening: Happening): void {
    if (happening.type === 'refresh') void this.#read();
  }

  async #read(): Promise<void> {
    try {
      this.items = (await this.context.api.json<WorkspaceAnswer>(apiPaths.workspace)).items;
      this.problem = '';
    } catch (error) {
      this.problem = messageOf(error);
      this.context.messenger.error(this.problem, 'app');
    }
  }

  #list(title: string, kind: WorkspaceItem['kind']): TemplateResult {
    const {context} = this;
    const items = this.items?.filter((item) => item.kind === kind) ?? [];
    if (items.length === 0) return html``;
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      <ul class="items">
        ${items.map(
          (item) =>
            html`<li>
              ${inAppLink(
                context,
                item.path,
                'card item',
                html`<span class="item-icon">${icon(kind)}</span>
                  <b>${item.title}</b>
                  <small>${context.texts.updated} ${formatInstant(item.updatedAt, context.locale)}</small>`,
              )}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  protected override render(): TemplateResult {
    const {context} = this;
    const {texts} = context;
    return html`<main class="workspace" tabindex="-1">
      <header>
        <h1>${texts.workspace}</h1>
        ${inAppLink(context, 'workbook/new', 'button primary', html`${icon('plus')}${texts.newWorkbook}`)}
      </header>
      ${this.isLost ? html`<p class="problem" role="alert">${texts.notFound}</p>` : nothing}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.items || this.problem ? nothing : html`<p class="waiting" role="status">${texts.loading}</p>`}
      ${this.#list(texts.workbooks, 'workbook')} ${this.#list(texts.dashboards, 'dashboard')}
    </main>`;
  }
}

customElements.define('emulator-workspace', WorkspaceHome);
