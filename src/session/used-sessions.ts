/** The ids that this page has used, as hashes: an id that comes a second time is a cache's or a broken endpoint's. */
const used = new Set<string>();

/** 64 bits of a text, in two multiplicative hashes: enough to tell ids apart, too little to get one back. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return `${a}:${b}`;
}

/** Marks an id as used; false where it already was. */
export function useOnce(sessionId: string): boolean {
  const key = hash(sessionId);
  return !used.has(key) && !!used.add(key);
}
