import {invalidValue} from './errors.js';

/** JSON as it comes from an attribute or an object property. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The words of the `hide` attribute. The parameters of the first six are about a dashboard, and have it in their name. */
export const hideWords = [
  'header',
  'back-button',
  'title',
  'edit-button',
  'duplicate-button',
  'export-menu',
  'workbook-back-button',
  'new-chat',
  'chat-input',
  'chat-history',
] as const;

/** A part of Cube's page that can be left out. */
export type HideWord = (typeof hideWords)[number];

/** What `hide` takes: words with white space between them. */
export type HideWords = '' | HideWord | `${HideWord} ${string}`;

/** `export-menu` becomes `showDashboardExportMenu`, `new-chat` `showNewChat`. */
const showParameter = (word: HideWord): string =>
  `show${hideWords.indexOf(word) < 6 ? 'Dashboard' : ''}${word.replace(/(^|-)(.)/g, (_match, _dash, letter: string) => letter.toUpperCase())}`;

/** Reads a `hide` attribute: Cube hides a control by `show…=false`, and by nothing but that exact word. */
export function hideParameters(hide: string): [string, string][] {
  const words = hide.split(/\s+/);
  return hideWords.filter((word) => words.includes(word)).map((word) => [showParameter(word), 'false']);
}

/** Reads JSON; nothing is null, and what is no JSON stays a text, to be refused where an object is wanted. */
export function readJson(text: string | null): unknown {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return text;
  }
}

/**
 * Checks that a value is an object such as JSON has; null and undefined are the empty one.
 *
 * @throws CubeEmbedError `invalid-config` naming the attribute
 */
export function asJsonRecord(attribute: string, value: unknown): JsonRecord {
  const record = value ?? {};
  if (typeof record !== 'object' || Array.isArray(record)) throw invalidValue(`${attribute} must be a JSON object.`);
  return record as JsonRecord;
}

/**
 * Reads members and their values into parameters with Cube's prefix (`f_`, `tg_`, `ms_`), sorted by name so that equal
 * objects give equal lists whatever their order. A value of undefined or null is absent.
 *
 * @throws CubeEmbedError `invalid-config` for a name that can't be a member's, or a value that `write` refuses
 */
export function memberParameters(
  attribute: string,
  prefix: string,
  members: unknown,
  write: (value: unknown) => string | undefined,
): [string, string][] {
  return Object.entries(asJsonRecord(attribute, members))
    .filter(([, value]) => value != null)
    .map(([member, value]): [string, string] => {
      const text = /^[\w.-]{1,200}$/.test(member) ? write(value) : undefined;
      if (text === undefined) throw invalidValue(`${attribute}: "${member.slice(0, 50)}" is not a usable entry.`);
      return [prefix + member, text];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Writes a value as JSON with sorted keys, so that equal contents give equal texts; undefined for what JSON can't hold
 * (a cycle, a BigInt).
 */
export function canonicalJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_key, inner: unknown) =>
      inner && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    );
  } catch {
    return undefined;
  }
}

/**
 * Copies a record as JSON: a proxy of a framework, or a function in it, can't be posted to another window.
 *
 * @throws CubeEmbedError `invalid-config` for what JSON can't hold
 */
export function plainJson(attribute: string, value: unknown): JsonRecord {
  const text = canonicalJson(asJsonRecord(attribute, value));
  if (!text) throw invalidValue(`${attribute} must be JSON.`);
  return JSON.parse(text) as JsonRecord;
}

/** Writes a filter's value as Cube's JSON: plain values and lists become `{"value": …}`, objects stay as they are. */
export const filterValue = (value: unknown): string | undefined =>
  canonicalJson(typeof value === 'object' && !Array.isArray(value) ? value : {value});

/** Writes a granularity or a member's name. */
export const wordValue = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.-]{1,200}$/.test(value) ? value : undefined;

/**
 * Joins filters for the `set-filter` action: `f_MEMBER=JSON`, unencoded as Cube documents it, but for the four
 * characters that would end a value or be read as something else.
 */
export const filterUrlParameter = (filters: readonly (readonly [string, string])[]): string =>
  filters
    .map(
      ([name, json]) => `${name}=${json.replace(/[%&#+]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    )
    .join('&');
