/** Tells whether a text names a time zone: an IANA name. Bare offsets don't count (https://docs.cube.dev/embedding/iframe/time-zones). */
export function isTimeZoneName(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[A-Za-z][A-Za-z0-9_]*(?:\/[A-Za-z0-9_+-]+)*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en-US', {timeZone: text});
    return true;
  } catch {
    return false;
  }
}

/** The first wish that names a zone, or undefined. */
export const chooseTimeZone = (wishes: readonly unknown[]): string | undefined => wishes.find(isTimeZoneName);
