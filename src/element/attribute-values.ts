import {defaultReferrerPolicy} from '../frame/frame-policy.js';
import {createIn} from '../page/document.js';
import {hideWords, readJson} from '../protocol/embed-parameters.js';
import {surfaces} from '../protocol/surface.js';
import type {EmbedAttributes} from './attributes.js';
import {warnIgnored} from './explain.js';

/** Reads what an attribute's text means; an absent attribute is an empty text. */
type Read<T> = (text: string, attribute: string) => T;

/** One of a few words, ASCII case-insensitive; anything else is the fallback, as in HTML. */
const oneOf =
  <const T extends string, const F extends T | null>(words: readonly T[], fallback: F): Read<T | F> =>
  (text, attribute) => {
    const found = words.find((word) => word === text.toLowerCase());
    if (!found && text) warnIgnored(attribute, text);
    return found ?? fallback;
  };

const text: Read<string> = (value) => value;

/** A positive number of ms, at most what a timer can count: a longer one would end at once. */
const ms =
  (fallback: number): Read<number> =>
  (value) =>
    Number(value) > 0 ? Math.min(Number(value), 2 ** 31 - 1) : fallback;

/** Seconds, at least 10; null where there are none. */
const seconds: Read<number | null> = (value) => (Number(value) > 0 ? Math.max(Number(value), 10) : null);

const words: Read<string> = (value, attribute) => {
  for (const word of value.split(/\s+/)) {
    if (word && !hideWords.some((known) => known === word)) warnIgnored(attribute, word);
  }
  return value;
};

/** One of the platform's words, which a link tells; the default is the package's. */
const referrerPolicy: Read<Exclude<ReferrerPolicy, ''>> = (value, attribute) => {
  const link = createIn(document, 'a');
  link.referrerPolicy = value;
  const known = link.referrerPolicy as ReferrerPolicy;
  if (value && !known) warnIgnored(attribute, value);
  return known || defaultReferrerPolicy;
};

/** The kind of an attribute that is there or not: its presence is what it means. */
export const isThere: Read<boolean> = () => true;

/** `dashboardId` is `dashboard-id`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : '';

/** The properties that have an attribute of our own. */
type Reflected = Exclude<
  keyof EmbedAttributes,
  keyof HTMLElement | `${string}Callback` | 'updateComplete' | 'requestUpdate' | (typeof objects)[number]
>;

/**
 * The reader of a property's type. An object is judged where it is used; of `hide` the text stays as it was written,
 * with words that are none.
 */
type ReaderOf<Name extends Reflected> = EmbedAttributes[Name] extends object | null | undefined
  ? typeof readJson
  : Read<Name extends 'hide' ? string : EmbedAttributes[Name]>;

/** What only a property can give. */
export const objects = ['messages', 'fetchSession', 'sessionRequest'] as const;

/**
 * Every attribute, and the reader that is its kind: there or not by `isThere`, an object as JSON by `readJson`, a text
 * by any other one. The property is the same word in camelCase, and has the type that the reader returns.
 */
export const attributes = {
  type: oneOf(surfaces, 'dashboard'),
  'dashboard-id': text,
  'base-url': text,
  // What is no such number stays a text, to be reported as unusable.
  'deployment-id': (value) => (/^[1-9]\d{0,14}$/.test(value) ? Number(value) : value || null),
  'session-endpoint': text,
  'session-credentials': oneOf(['same-origin', 'include', 'omit'], 'same-origin'),
  private: isThere,
  loading: oneOf(['eager', 'lazy'], 'eager'),
  'session-timeout': ms(15_000),
  'ready-timeout': ms(30_000),
  'color-scheme': oneOf(['light', 'dark', 'auto', 'inherit'], null),
  locale: text,
  timezone: text,
  theme: readJson,
  filters: readJson,
  granularities: readJson,
  fields: readJson,
  'refresh-interval': seconds,
  path: text,
  'allow-export': isThere,
  hide: words,
  sandbox: text,
  allow: text,
  referrerpolicy: referrerPolicy,
  'sign-in-url': text,
  debug: isThere,
} satisfies {readonly [Name in Reflected as Kebab<Name>]: ReaderOf<Name>};
