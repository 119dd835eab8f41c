import type {EmbedTheme} from '../page-api.js';
import {cssColor, inkOn, parseColor, readableOn, type Rgb} from './contrast.js';

export type ColorScheme = 'light' | 'dark' | 'auto';

export const isColorScheme = (value: unknown): value is ColorScheme =>
  value === 'light' || value === 'dark' || value === 'auto';

const darkPreferred = matchMedia('(prefers-color-scheme: dark)');

/** The surface that accents stand on; the style sheet says the same. */
const surfaces = {light: [255, 255, 255], dark: [24, 28, 38]} as const;

/** What the last theme says that says something usable; `read` answers null for everything else. */
const lastSaid = <Value>(themes: readonly EmbedTheme[], read: (theme: EmbedTheme) => Value | null): Value | null =>
  themes.map(read).findLast((value) => value !== null) ?? null;

const colorOf = (value: unknown): Rgb | null => (typeof value === 'string' ? parseColor(value) : null);

const fontOf = (value: unknown): string | null =>
  typeof value === 'string' && CSS.supports('font-family', value) ? value : null;

const radiusOf = (value: unknown): string | null =>
  typeof value === 'number' && value >= 0 ? `${Math.min(value, 48)}px` : null;

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
  const color = (read: (theme: EmbedTheme) => unknown): Rgb | null => lastSaid(themes, (theme) => colorOf(read(theme)));
  const setPair = (name: string, background: Rgb | null): void => {
    set(name, background && cssColor(background));
    set(`${name}-ink`, background && cssColor(inkOn(background)));
  };

  const accent = color((theme) => theme.primaryColor);
  set('--accent', accent && cssColor(accent));
  set('--on-accent', accent && cssColor(inkOn(accent)));
  set('--accent-text', accent && cssColor(readableOn(accent, surfaces[shade])));
  set(
    '--font',
    lastSaid(themes, (theme) => fontOf(theme.font)),
  );
  set(
    '--radius',
    lastSaid(themes, (theme) => radiusOf(theme.borderRadius)),
  );
  setPair(
    '--chat-background',
    color((theme) => theme.analyticsChat?.backgroundColor),
  );
  setPair(
    '--chat-input',
    color((theme) => theme.analyticsChat?.chatInput?.backgroundColor ?? theme.chat?.inputColor),
  );
  const border = color((theme) => theme.analyticsChat?.chatInput?.borderColor);
  set('--chat-input-border', border && cssColor(border));
}

/** Calls back when the viewer's system changes between light and dark. */
export function onSystemScheme(changed: () => void): void {
  darkPreferred.addEventListener('change', changed);
}
