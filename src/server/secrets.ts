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

/** The members of an object that a logger may print. */
const membersOf = (object: object): unknown[] => {
  const members: unknown[] = [];
  for (const name of Reflect.ownKeys(object)) {
    members.push(name, Object.getOwnPropertyDescriptor(object, name)?.value);
  }
  if (object instanceof Error) members.push(object.name, object.message, object.stack, object.cause);
  if (object instanceof Map || object instanceof Set || object instanceof Headers) members.push(...object.entries());
  if (object instanceof Request || object instanceof Response) members.push(object.url, object.headers);
  if (ArrayBuffer.isView(object)) members.push(new TextDecoder('latin1').decode(object));
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
