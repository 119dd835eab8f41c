import type {Action} from '../frame/frame-actions.js';
import {windowOf} from '../page/document.js';
import {filterUrlParameter, plainJson} from '../protocol/embed-parameters.js';
import {isAppPath} from '../protocol/embed-path.js';
import {parseFilters, parseSignInUrl} from '../protocol/embed-request.js';
import type {Refuse} from '../protocol/errors.js';
import type {Surface} from '../protocol/surface.js';
import {warnIgnored} from './explain.js';

/** What the attributes say that a running embed can take over. */
export interface RawLive {
  readonly type: Surface;
  readonly colorScheme: string | null;
  readonly theme?: unknown;
  readonly locale: string;
  readonly timezone: string;
  readonly filters?: unknown;
  readonly path: string;
  readonly signInUrl: string;
}

/** The live attributes, read. */
export interface LiveAttributes {
  /** What a new frame's URL carries … */
  readonly parameters: readonly (readonly [string, string])[];
  /** … the same as actions … */
  readonly inUrl: readonly Action[];
  /** … and all of them as actions. */
  readonly actions: readonly Action[];
  /** Which filters there are: one that goes away can only go with the frame. */
  readonly filters: readonly string[];
  /** Where a viewer signs in to the page, resolved; empty where the page doesn't say. */
  readonly signInUrl: string;
}

/** A text that a constructor of the browser takes; another one is ignored. */
function known(attribute: string, text: string, check: (text: string) => unknown): string {
  try {
    if (text) check(text);
    return text;
  } catch {
    warnIgnored(attribute, text);
    return '';
  }
}

/** Reads the live attributes; of no use where anything was refused. */
export function parseLive(raw: RawLive, baseUri: string, refuse: Refuse): LiveAttributes {
  const {type, colorScheme, theme, filters, path} = raw;
  const locale = known('locale', raw.locale, (tag) => new Intl.Locale(tag));
  const timezone = known('timezone', raw.timezone, (timeZone) => new Intl.DateTimeFormat('en', {timeZone}));
  const themeRecord = plainJson('theme', theme, refuse);
  const filterParameters = parseFilters(filters, refuse);
  const inUrl: Action[] = [];
  if (locale) inUrl.push(['set-locale', {locale}]);
  if (timezone) inUrl.push(['set-timezone', {timezone}]);
  if (filterParameters.length) {
    inUrl.push(['set-filter', {filterUrlParameter: filterUrlParameter(filterParameters)}]);
  }
  const actions = [...inUrl];
  if (colorScheme) actions.push(['set-color-scheme', {scheme: colorScheme}]);
  if (Object.keys(themeRecord).length) actions.push(['set-theme', themeRecord]);
  if (path && type === 'app') {
    if (!isAppPath(path)) refuse('path must be one inside the app, as workbook/130.');
    actions.push(['navigate', {path}]);
  }
  return {
    parameters: [...filterParameters, ['locale', locale] as const, ['timezone', timezone] as const].filter(
      ([, value]) => value,
    ),
    inUrl,
    actions,
    filters: filterParameters.map(([name]) => name),
    signInUrl: parseSignInUrl(raw.signInUrl, baseUri, refuse),
  };
}

/**
 * Resolves an element's computed CSS `color-scheme` to what its viewer sees: the text of the strut has the system's
 * colour, which is light on dark. That knows of a page's `<meta name="color-scheme">`, too, where CSS says `normal`.
 */
function usedColorScheme(element: Element): 'light' | 'dark' {
  const window = windowOf(element.ownerDocument);
  if (!window) return 'light';
  const red = /\d+/.exec(window.getComputedStyle(element, '::before').color);
  return Number(red) > 127 ? 'dark' : 'light';
}

/** The live attributes as actions, an inherited colour scheme as what the viewer sees now. */
export const liveActions = (
  embed: Element & {readonly colorScheme: string | null},
  {actions}: LiveAttributes,
): readonly Action[] =>
  actions.map(([name, payload]) =>
    name === 'set-color-scheme' && embed.colorScheme === 'inherit'
      ? [name, {scheme: usedColorScheme(embed)}]
      : [name, payload],
  );
