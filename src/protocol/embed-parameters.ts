import type {Refuse} from './errors.js';
import {isRecord} from './own-member.js';

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

/** Checks that a value is an object such as JSON has; null and undefined are the empty one, and so is what is refused. */
function asJsonRecord(attribute: string, value: unknown, refuse: Refuse): JsonRecord {
  const record = value ?? {};
  if (isRecord(record)) return record as JsonRecord;
  refuse(`${attribute} must be a JSON object.`);
  return {};
}

/**
 * Reads members and their values into parameters with Cube's prefix (`f_`, `tg_`, `ms_`), sorted by name so that equal
 * objects give equal lists whatever their order. A value of undefined or null is absent.
 *
 * @param write writes a value; undefined refuses it
 */
export function memberParameters(
  attribute: string,
  prefix: string,
  members: unknown,
  write: (value: unknown) => string | undefined,
  refuse: Refuse,
): [string, string][] {
  const parameters: [string, string][] = [];
  for (const [member, value] of Object.entries(asJsonRecord(attribute, members, refuse))) {
    if (value == null) continue;
    const text = /^[\w.-]{1,200}$/.test(member) ? write(value) : undefined;
    if (text === undefined) refuse(`${attribute}: "${member.slice(0, 50)}" is not a usable entry.`);
    else parameters.push([prefix + member, text]);
  }
  return parameters.sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Writes a value as JSON with sorted keys, so that equal contents give equal texts. An object with `toJSON` counts as
 * what that gives, but for a list: some pages have an `Array.prototype.toJSON` that writes texts.
 *
 * @param dropsFunctions whether a function is left out of its object; otherwise it makes the value unusable
 * @returns undefined for what JSON can't hold: a cycle, a BigInt, NaN, a date that is none, a Map, a gap in a list
 */
export function canonicalJson(value: unknown, dropsFunctions = false): string | undefined {
  try {
    return JSON.stringify(value, function (this: Record<string, unknown>, key, written: unknown) {
      const given = this[key];
      const inner = Array.isArray(given) ? given : written;
      if (isRecord(inner)) return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
      const isPlain =
        Array.isArray(inner) ||
        (inner === undefined && !Array.isArray(this)) ||
        given === null ||
        (typeof inner === 'function' ? dropsFunctions : /^["tf\d-]/.test(JSON.stringify(inner)));
      if (!isPlain) throw new TypeError();
      return inner;
    });
  } catch {
    return undefined;
  }
}

/** Copies a record as JSON: a proxy of a framework, or a function in it, can't be posted to another window. */
export function plainJson(attribute: string, value: unknown, refuse: Refuse): JsonRecord {
  const text = canonicalJson(asJsonRecord(attribute, value, refuse), true);
  if (!text) refuse(`${attribute} must be JSON.`);
  return JSON.parse(text ?? '{}') as JsonRecord;
}

/** Writes a filter's value as Cube's JSON: plain values and lists become `{"value": …}`, objects stay as they are. */
export function filterValue(value: unknown): string | undefined {
  const json = canonicalJson(value);
  return json && !json.startsWith('{') ? `{"value":${json}}` : json;
}

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
