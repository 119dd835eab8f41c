import {bytesIn} from './body.js';

/** The forms that a secret takes in a text: as it is, inside of JSON, in a URL. */
const formsOf = (secret: string): ReadonlySet<string> =>
  new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);

/** Masks a secret in a text. */
export const maskText = (text: string, secret: string, mask = '[api key]'): string => {
  let masked = text;
  for (const form of formsOf(secret)) masked = masked.replaceAll(form, mask);
  return masked;
};

/** Copies a value read from JSON with the key masked in every string, names of members included. */
const maskDeep = (value: unknown, key: string): unknown => {
  if (typeof value === 'string') return maskText(value, key);
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [maskText(name, key), maskDeep(member, key)]),
  );
};

const bodyLimit = 4096;

/** Reads Cube's answer into the body of an error: parsed where it is JSON of at most 4 KiB, else its first 4 KiB as text, the key masked. */
export const readErrorBody = (bytes: Uint8Array, key: string): unknown => {
  const text = new TextDecoder().decode(bytes);
  if (bytes.length <= bodyLimit) {
    try {
      return maskDeep(JSON.parse(text), key);
    } catch {
      // Not JSON: kept as text.
    }
  }
  // Masked before it is cut: a cut through the key would leave the first half of it.
  const cut = new TextEncoder().encode(maskText(text, key)).subarray(0, bodyLimit);
  return new TextDecoder().decode(cut).replace(/\uFFFD+$/, '');
};

/** What an object gives to a logger that asks it for text or for JSON. */
const textsOf = (object: object): unknown[] => {
  const usual = new Set<unknown>([Reflect.get(Object.prototype, 'toString'), Reflect.get(Array.prototype, 'toString')]);
  const texts: unknown[] = [];
  for (const name of ['toString', 'toJSON']) {
    const method: unknown = Reflect.get(object, name);
    if (typeof method === 'function' && !usual.has(method)) texts.push(Reflect.apply(method, object, []));
  }
  return texts;
};

/** The members of an object that a logger may print: getters where JSON would have them, too. */
const membersOf = (object: object): unknown[] => {
  const bytes = bytesIn(object);
  if (bytes) return [new TextDecoder('latin1').decode(bytes)];
  const members: unknown[] = [];
  for (const name of Reflect.ownKeys(object)) {
    const member = Object.getOwnPropertyDescriptor(object, name);
    // The prototype of a class: its getters fail there, and no logger prints it.
    if (typeof object !== 'function' || name !== 'prototype')
      members.push(name, member?.enumerable ? Reflect.get(object, name) : member?.value);
  }
  if (typeof object !== 'function') members.push(...textsOf(object));
  if (object instanceof Error) members.push(object.name, object.message, object.stack, object.cause);
  if (object instanceof Map || object instanceof Set || object instanceof Headers || object instanceof FormData)
    members.push(...object.entries());
  if (object instanceof Request || object instanceof Response) members.push(object.url, object.headers);
  return members;
};

const objectsSearched = 10_000;

/**
 * Returns whether a value that is about to be logged may hold a secret: in a string, in an error and its causes, in the
 * request that an error carries. A value that can't be searched completely counts as one that does.
 */
export const mayHold = (value: unknown, secret: string): boolean => {
  const forms = [...formsOf(secret)];
  const seen = new Set<object>();
  const waiting = [value];
  try {
    for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
      const text = typeof next === 'symbol' ? next.description : next;
      if (typeof text === 'string' && forms.some((form) => text.includes(form))) return true;
      if ((typeof next !== 'object' && typeof next !== 'function') || next === null || seen.has(next)) continue;
      if (seen.size === objectsSearched) return true;
      seen.add(next);
      waiting.push(...membersOf(next).filter((member) => member !== undefined));
    }
  } catch {
    return true;
  }
  return false;
};
