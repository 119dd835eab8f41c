const key = Symbol.for('cube-embed');

/**
 * Remembers something for the whole page: for every copy of the package and every entry of it, whoever loaded it. What
 * protects a viewer, or limits what a page asks for, would be worth nothing if a second copy knew nothing of it.
 *
 * @param name the same in every version of the package, for a thing of the same shape
 * @param initial what is remembered where nothing is yet
 */
export function pageMemory<T extends object>(name: string, initial: T): T {
  const page = globalThis as {[key]?: Record<string, object>};
  // Without a prototype: a polluted one would answer for what nothing has remembered yet.
  return ((page[key] ??= Object.create(null) as Record<string, object>)[name] ??= initial) as T;
}
