import {html, type TemplateResult} from 'lit';
import {icon, type IconName} from './icons.js';

export interface MenuOptions {
  readonly icon: IconName;
  readonly label: string;
  /** Shown beside the icon; without it only assistive tools have the label. */
  readonly text?: string;
  readonly items: readonly {readonly text: string; readonly act: () => void}[];
}

const menuOf = (event: Event): HTMLDetailsElement | null =>
  event.currentTarget instanceof Element ? event.currentTarget.closest('details') : null;

const close = (menu: HTMLDetailsElement | null): void => {
  if (!menu?.open) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
};

/** Closes a disclosure when the focus leaves it or Escape is pressed. */
export const closeOnLeave = (event: FocusEvent): void => {
  const menu = menuOf(event);
  if (menu && event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
};

export const closeOnEscape = (event: KeyboardEvent): void => {
  if (event.key === 'Escape') close(menuOf(event));
};

/** A button that discloses a few others. */
export const menuButton = ({icon: name, label, text, items}: MenuOptions): TemplateResult =>
  html`<details class="menu" @focusout=${closeOnLeave} @keydown=${closeOnEscape}>
    <summary class="button ${text ? '' : 'icon-only'}" aria-label=${label} title=${label}>
      ${icon(name)}${text ?? ''}
    </summary>
    <div class="menu-items">
      ${items.map(
        (item) =>
          html`<button
            type="button"
            @click=${(event: Event) => {
              close(menuOf(event));
              item.act();
            }}
          >
            ${item.text}
          </button>`,
      )}
    </div>
  </details>`;
