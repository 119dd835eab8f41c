import {html, nothing, type TemplateResult} from 'lit';
import {icon} from '../icons.js';
import {isPlainClick} from '../in-app-click.js';
import {dashboardPath, navigate, searchWithFilters} from '../navigation.js';
import {PageElement} from '../page-element.js';
import type {LinkOfCell} from './cell-links.js';

let menus = 0;

/** The text of a cell with the menu of its links; the primary link is the text itself. */
export class LinkedCell extends PageElement {
  static override properties = {...PageElement.properties, text: {attribute: false}, links: {attribute: false}};

  declare text: string;
  declare links: readonly LinkOfCell[];
  readonly #menuId = `links-${++menus}`;

  get #menu(): HTMLElement | null {
    return this.querySelector('[popover]');
  }

  /** Puts the menu under its cell: it lies in the top layer, which no scrolled table cuts off. */
  #place(): void {
    const menu = this.#menu;
    const button = this.querySelector('button');
    if (!menu || !button) return;
    const {left, top, bottom} = button.getBoundingClientRect();
    const {width, height} = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(4, Math.min(left, innerWidth - width - 4))}px`;
    menu.style.top = `${bottom + height + 4 > innerHeight ? Math.max(4, top - height - 2) : bottom + 2}px`;
  }

  /** A site opens in a tab of its own, outside of the host's sandbox; a dashboard in this page, unless the link says otherwise. */
  #link({label, target, dashboard, to}: LinkOfCell, content: unknown): TemplateResult {
    if (dashboard === null)
      return html`<a href=${to} target="_blank" rel="noopener noreferrer" title=${label}>${content}</a>`;
    const {context} = this;
    const path = dashboardPath(context, dashboard);
    const blank = target === 'blank';
    return html`<a
      href="${path}?${to}"
      target=${blank ? '_blank' : nothing}
      rel=${blank ? 'noopener' : nothing}
      title=${label}
      @click=${(event: MouseEvent) => {
        if (blank || !isPlainClick(event)) return;
        event.preventDefault();
        this.#menu?.hidePopover();
        navigate(context, path, searchWithFilters(to));
      }}
      >${content}</a
    >`;
  }

  protected override render(): TemplateResult {
    const {text, links} = this;
    const primary = links.find(({isPrimary}) => isPrimary);
    const hasMenu = !primary || links.length > 1;
    const button = html`<button
      class="point ${primary ? 'more' : ''}"
      type="button"
      popovertarget=${this.#menuId}
      aria-label=${primary ? `${text}: ${this.context.texts.links}` : nothing}
    >
      ${primary ? nothing : text}${icon('link')}
    </button>`;
    return html`${primary ? this.#link(primary, text) : nothing}${hasMenu ? button : nothing}
    ${
      hasMenu
        ? html`<div
            id=${this.#menuId}
            class="menu-items cell-menu"
            popover
            role="group"
            aria-label="${text}: ${this.context.texts.links}"
            @toggle=${() => this.#place()}
          >
            ${links.map((link) => this.#link(link, link.label))}
          </div>`
        : nothing
    }`;
  }
}

customElements.define('emulator-linked-cell', LinkedCell);
