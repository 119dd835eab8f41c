import type {EmbedTheme} from '../page-api.js';
import {cssColor, inkOn, parseColor, readableOn} from './contrast.js';

export type ColorScheme = 'light' | 'dark' | 'auto';

export const isColorScheme = (value: unknown): value is ColorScheme =>
  value === 'light' || value === 'dark' || value === 'auto';

const darkPreferred = matchMedia('(prefers-color-scheme: dark)');

/** The surface that accents stand on; the style sheet says the same. */
const surfaces = {light: [255, 255, 255], dark: [24, 28, 38]} as const;

/** The members that a theme can say, from the last of several themes that says each. */
const themed = <Value>(themes: readonly EmbedTheme[], read: (theme: EmbedTheme) => Value | null | undefined) =>
  themes.map(read).findLast((value) => value !== null && value !== undefined);

/**
 * Puts themes (later ones win, member by member) and a colour scheme on the document, as custom properties that the style sheets
 * read. What is no colour or font is left out, and colours that hold text are paired with one that can be read on them.
 */
export function applyTheme(themes: readonly EmbedTheme[], scheme: ColorScheme): void {
  const root = document.documentElement;
  const shade = scheme === 'auto' ? (darkPreferred.matches ? 'dark' : 'light') : scheme;
  root.dataset['scheme'] = shade;

  const set = (name: string, value: string | null): void => {
    if (value === null) root.style.removeProperty(name);
    else root.style.setProperty(name, value);
  };
  const color = (read: (theme: EmbedTheme) => string | null | undefined) => {
    const text = themed(themes, read);
    return typeof text === 'string' ? parseColor(text) : null;
  };

  const accent = color((theme) => theme.primaryColor);
  set('--accent', accent && cssColor(accent));
  set('--on-accent', accent && cssColor(inkOn(accent)));
  set('--accent-text', accent && cssColor(readableOn(accent, surfaces[shade])));

  const font = themed(themes, (theme) => theme.font);
  set('--font', typeof font === 'string' && CSS.supports('font-family', font) ? font : null);
  const radius = themed(themes, (theme) => theme.borderRadius);
  set('--radius', typeof radius === 'number' && radius >= 0 ? `${Math.min(radius, 48)}px` : null);

  const chat = color((theme) => theme.analyticsChat?.backgroundColor);
  set('--chat-background', chat && cssColor(chat));
  set('--chat-ink', chat && cssColor(inkOn(chat)));
  const input =
    color((theme) => theme.analyticsChat?.chatInput?.backgroundColor) ?? color((theme) => theme.chat?.inputColor);
  set('--chat-input', input && cssColor(input));
  set('--chat-input-ink', input && cssColor(inkOn(input)));
  const border = color((theme) => theme.analyticsChat?.chatInput?.borderColor);
  set('--chat-input-border', border && cssColor(border));
}

/** Calls back when the viewer's system changes between light and dark. */
export function onSystemScheme(changed: () => void): void {
  darkPreferred.addEventListener('change', changed);
}
