/**
 * Reads a member of an object that came from outside. Only its own members count: a page or a library that pollutes
 * `Object.prototype` would otherwise answer for everything that was left out.
 */
export const ownMember = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** Tells a record by its class, since a message from another window makes objects of that window's realm. */
export const isRecord = (value: unknown): value is object =>
  Object.prototype.toString.call(value) === '[object Object]';
