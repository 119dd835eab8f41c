const maskText = (text: string, key: string): string => {
  let masked = text;
  for (const form of new Set([key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)])) {
    masked = masked.replaceAll(form, '[api key]');
  }
  return masked;
};

/** Copies a value read from JSON with the key masked wherever it stands, in names too. */
const maskDeep = (value: unknown, key: string): unknown => {
  if (typeof value === 'string') return maskText(value, key);
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [maskText(name, key), maskDeep(member, key)]),
  );
};

const bodyLimit = 4096;

/** Reads Cube's answer for an error: parsed where it is JSON of at most 4 KiB, else its first 4 KiB as text, the key masked. */
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
