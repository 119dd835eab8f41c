import {html, nothing, type TemplateResult} from 'lit';
import type {DashboardDefinition, Widget, WidgetResult} from '../../page-api.js';
import '../chat/ask-panel.js';
import {exportDashboard} from '../export/dashboard-export.js';
import {mayExport} from '../export/may-export.js';
import {icon} from '../icons.js';
import {closeOnEscape, closeOnLeave, menuButton} from '../menu-button.js';
import {appHref, canGoBack, navigate} from '../navigation.js';
import {PageElement} from '../page-element.js';

/** The bar above a dashboard. Each part can be hidden by the URL; without any part there is no bar. */
export class DashboardHeader extends PageElement {
  static override properties = {
    ...PageElement.properties,
    definition: {attribute: false},
    results: {attribute: false},
    widgets: {attribute: false},
    isEditing: {state: true},
    isAsking: {state: true},
    title_: {state: true},
    note: {state: true},
  };

  declare definition: DashboardDefinition;
  declare results: ReadonlyMap<string, WidgetResult>;
  declare widgets: readonly Widget[];
  declare isEditing: boolean;
  declare isAsking: boolean;
  /** A title that the viewer typed; it lives in this page only. */
  declare title_: string | null;
  declare note: string;

  constructor() {
    super();
    this.isEditing = false;
    this.isAsking = false;
    this.title_ = null;
    this.note = '';
  }

  #back(): void {
    if (this.context.messenger.surface === 'app') navigate(this.context, appHref(this.context, ''));
    else history.back();
  }

  #backButton(): TemplateResult {
    const {texts} = this.context;
    return html`<button
      class="button icon-only"
      type="button"
      aria-label=${texts.back}
      title=${texts.back}
      @click=${() => this.#back()}
    >
      ${icon('back')}
    </button>`;
  }

  #heading(): TemplateResult {
    const {texts} = this.context;
    const title = this.title_ ?? this.definition.title;
    if (this.isEditing) {
      return html`<input
        class="title-input"
        aria-label=${texts.title}
        .value=${title}
        @input=${(event: InputEvent) => {
          if (event.target instanceof HTMLInputElement) this.title_ = event.target.value;
        }}
      />`;
    }
    return html`<div class="heading">
      <h1>${title}</h1>
      ${this.definition.description ? html`<p>${this.definition.description}</p>` : nothing}
    </div>`;
  }

  #editButton(): TemplateResult {
    const {texts} = this.context;
    return html`<button
      class="button"
      type="button"
      @click=${() => {
        this.isEditing = !this.isEditing;
        this.note = this.isEditing ? '' : texts.editedHere;
      }}
    >
      ${icon('edit')}${this.isEditing ? texts.done : texts.edit}
    </button>`;
  }

  #duplicateButton(): TemplateResult {
    const {texts} = this.context;
    return html`<button class="button" type="button" @click=${() => (this.note = texts.duplicated)}>
      ${icon('copy')}${texts.duplicate}
    </button>`;
  }

  /** What holds for this dashboard; there is nothing to set here. */
  #settings(): TemplateResult {
    const {context, definition} = this;
    const {settings} = context.texts;
    const zone = context.timeZone(definition.timezone);
    return html`<details class="menu" @focusout=${closeOnLeave} @keydown=${closeOnEscape}>
      <summary class="button icon-only" aria-label=${settings} title=${settings}>${icon('gear')}</summary>
      <div class="menu-items share">
        <p>${definition.title}</p>
        <code>${definition.publicId}</code>
        ${zone === undefined ? nothing : html`<code>${zone}</code>`}
      </div>
    </details>`;
  }

  #exportMenu(): TemplateResult {
    const {context, definition, widgets, results} = this;
    const title = this.title_ ?? definition.title;
    return menuButton({
      icon: 'download',
      label: `${context.texts.download}: ${title}`,
      text: context.texts.download,
      items: (['png', 'pdf'] as const).map((format) => ({
        text: format.toUpperCase(),
        act: () => void exportDashboard({context, title, widgets, results, format}),
      })),
    });
  }

  protected override render(): TemplateResult {
    const {context, definition} = this;
    const {parameters, config, texts} = context;
    const hasBar = parameters.shows('showDashboardHeader');
    const has = {
      // Only where there is a way back.
      back:
        hasBar && parameters.shows('showDashboardBackButton') && (context.messenger.surface === 'app' || canGoBack()),
      title: hasBar && parameters.shows('showDashboardTitle'),
      edit: hasBar && definition.canEdit && parameters.shows('showDashboardEditButton'),
      duplicate: hasBar && definition.canEdit && parameters.shows('showDashboardDuplicateButton'),
      settings: hasBar && context.messenger.surface === 'app' && context.isOn('showDashboardSettings'),
      export: mayExport(context) && parameters.shows('showDashboardExportMenu'),
      ask: Boolean(config?.aiAllowed) && context.isOn('showDashboardChat'),
    };
    // Hidden from view, not from those who find their way by headings.
    const title = has.title ? this.#heading() : html`<h1 class="unseen">${definition.title}</h1>`;
    const hasActions = has.edit || has.duplicate || has.settings || has.export || has.ask;
    const askButton = html`<button
      class="button accent"
      type="button"
      aria-expanded=${this.isAsking ? 'true' : 'false'}
      @click=${() => (this.isAsking = !this.isAsking)}
    >
      ${icon('spark')}${texts.ask}
    </button>`;
    return html`<header class="dashboard-header ${has.back || has.title || hasActions ? '' : 'bare'}">
        ${has.back ? this.#backButton() : nothing} ${title}
        ${
          hasActions
            ? html`<div class="actions">
                ${has.edit ? this.#editButton() : nothing} ${has.duplicate ? this.#duplicateButton() : nothing}
                ${has.settings ? this.#settings() : nothing} ${has.export ? this.#exportMenu() : nothing}
                ${has.ask ? askButton : nothing}
              </div>`
            : nothing
        }
      </header>
      <p class="note" role="status">${this.note}</p>
      ${
        this.isAsking && has.ask
          ? html`<emulator-ask-panel
              .context=${context}
              .onClose=${() => (this.isAsking = false)}
            ></emulator-ask-panel>`
          : nothing
      }`;
  }
}

customElements.define('emulator-dashboard-header', DashboardHeader);
