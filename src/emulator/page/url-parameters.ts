import type {FilterValue} from '../page-api.js';

/** The parts of the interface that `show…=false` in the URL takes away. */
export const showSwitches = [
  'showDashboardHeader',
  'showDashboardBackButton',
  'showDashboardTitle',
  'showDashboardEditButton',
  'showDashboardDuplicateButton',
  'showDashboardExportMenu',
  'showWorkbookBackButton',
  'showNewChat',
  'showChatInput',
  'showChatHistory',
] as const;

export type ShowSwitch = (typeof showSwitches)[number];

/** What the URL of an embed says besides its path and its controls. Read once: navigation inside the embed doesn't change it. */
export interface UrlParameters {
  readonly sessionId: string | null;
  readonly locale: string | null;
  readonly timezone: string | null;
  readonly allowExport: boolean;
  readonly shows: (part: ShowSwitch) => boolean;
}

/** Values of a dashboard's controls, by member. */
export interface UrlControls {
  readonly filters: Readonly<Record<string, FilterValue>>;
  readonly granularities: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads the JSON of an `f_` parameter; null where it isn't an object with a `value` or an `operator`. */
function parseFilterValue(json: string): FilterValue | null {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null && ('value' in parsed || 'operator' in parsed)
      ? (parsed as FilterValue)
      : null;
  } catch {
    return null;
  }
}

/** Sorts names with the prefixes `f_`, `tg_` and `ms_` into controls; all others are left aside, the first of a name counts. */
export function controlsOf(pairs: Iterable<readonly [string, string]>): UrlControls {
  const filters = new Map<string, FilterValue>();
  const granularities = new Map<string, string>();
  const fields = new Map<string, string>();
  for (const [name, text] of pairs) {
    const [, kind = '', member = ''] = /^(f|tg|ms)_(.+)$/.exec(name) ?? [];
    if (kind === 'f' && !filters.has(member)) {
      const value = parseFilterValue(text);
      if (value) filters.set(member, value);
    }
    if (kind === 'tg' && !granularities.has(member)) granularities.set(member, text);
    if (kind === 'ms' && !fields.has(member)) fields.set(member, text);
  }
  return {
    filters: Object.fromEntries(filters),
    granularities: Object.fromEntries(granularities),
    fields: Object.fromEntries(fields),
  };
}

const nonEmpty = (text: string | null): string | null => (text === '' ? null : text);

/**
 * Reads the parameters as Cube does (https://docs.cube.dev/embedding/iframe/feature-visibility): only the exact word `true`
 * grants, only the exact word `false` hides; `1`, `TRUE`, `0` or a bare name say nothing.
 */
export function parseUrlParameters(search: URLSearchParams): UrlParameters {
  const hidden = new Set(showSwitches.filter((name) => search.get(name) === 'false'));
  return {
    sessionId: nonEmpty(search.get('session')) ?? nonEmpty(search.get('sessionId')),
    locale: nonEmpty(search.get('locale')),
    timezone: nonEmpty(search.get('timezone')),
    allowExport: search.get('allowExport') === 'true',
    shows: (part) => !hidden.has(part),
  };
}

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * Reads `filterUrlParameter` of the `set-filter` action: `f_MEMBER=JSON`, several joined by `&`, percent-encoded or raw. An `&`
 * that doesn't begin another filter belongs to the JSON before it, since Cube's own example is unencoded. Switchers (`tg_`, `ms_`)
 * aren't documented for the action and are ignored.
 */
export function parseFilterAction(text: string): Readonly<Record<string, FilterValue>> {
  const pairs = text.split(/&(?=f_)/).map((part): [string, string] => {
    const cut = part.indexOf('=');
    return [percentDecoded(part.slice(0, cut)), percentDecoded(part.slice(cut + 1))];
  });
  return controlsOf(pairs).filters;
}
