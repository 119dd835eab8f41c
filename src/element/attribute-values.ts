import {defaultReferrerPolicy} from '../frame/frame-policy.js';
import {surfaces} from '../protocol/surface.js';

/** Reads what an attribute's text means; an absent attribute is an empty text. */
type Read = (text: string) => unknown;

/** One of a few words, ASCII case-insensitive; anything else is the fallback, as in HTML. */
const oneOf =
  <T extends string, F extends T | null>(words: readonly T[], fallback: F): Read =>
  (text) =>
    words.find((word) => word === text.toLowerCase()) ?? fallback;

const text: Read = (value) => value;

/** A positive number of ms, at most what a timer can count: a longer one would end at once. */
const ms =
  (fallback: number): Read =>
  (value) =>
    Number(value) > 0 ? Math.min(Number(value), 2 ** 31 - 1) : fallback;

/** A word that the browser doesn't know would let the page's own policy through. */
const knownReferrerPolicy: Read = (value) => {
  const image = new Image();
  image.referrerPolicy = value;
  return image.referrerPolicy || defaultReferrerPolicy;
};

/** The attributes that are texts, and how the property of the same name (in camelCase) reads them. */
export const texts: Readonly<Record<string, Read>> = {
  type: oneOf(surfaces, 'dashboard'),
  'dashboard-id': text,
  'base-url': text,
  // What is no such number stays a text, to be told as unusable.
  'deployment-id': (value) => (/^[1-9]\d{0,14}$/.test(value) ? Number(value) : value || null),
  'session-endpoint': text,
  'session-credentials': oneOf(['same-origin', 'include', 'omit'], 'same-origin'),
  loading: oneOf(['eager', 'lazy'], 'eager'),
  'session-timeout': ms(15_000),
  'ready-timeout': ms(30_000),
  'color-scheme': oneOf(['light', 'dark', 'auto', 'inherit'], null),
  locale: text,
  timezone: text,
  path: text,
  hide: text,
  sandbox: text,
  allow: text,
  referrerpolicy: knownReferrerPolicy,
  'sign-in-url': text,
};

/** The attributes that are there or not. */
export const booleans = ['private', 'allow-export', 'debug'];
