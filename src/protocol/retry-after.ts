/** A longer wait than this counts as this one: a server that asks for a day would take the embed down for a day. */
const longestMs = 60_000;

/** An IMF-fixdate, the one form of an HTTP date that may still be sent (RFC 9110, 5.6.7). */
const fixdate = /^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/;
const seconds = /^\d{1,9}$/;

const parseDate = (text: string | null): number => (fixdate.test(text ?? '') ? Date.parse(text ?? '') : NaN);

/** Tells whether a `Retry-After` header is one that {@link parseRetryAfterMs} reads, so that it may be passed on. */
export const isRetryAfter = (retryAfter: string | null): retryAfter is string =>
  seconds.test(retryAfter ?? '') || !Number.isNaN(parseDate(retryAfter));

/**
 * Reads a `Retry-After` header strictly: digits, or an IMF-fixdate which is measured against the answer's own `Date`
 * where that can be read, since a viewer's clock may be wrong. `Date.parse` alone would take `-5`.
 *
 * @returns ms from 0 to 60,000; 0 for an absent or malformed header
 */
export function parseRetryAfterMs(retryAfter: string | null, date: string | null, wallAt: number): number {
  const ms = seconds.test(retryAfter ?? '')
    ? Number(retryAfter) * 1000
    : parseDate(retryAfter) - (parseDate(date) || wallAt);
  return Math.min(Math.max(ms || 0, 0), longestMs);
}

/** Writes a `Retry-After` header: whole seconds, from 1 to those of a day. */
export const writeRetryAfter = (waitMs: number): string => `${Math.min(Math.max(Math.ceil(waitMs / 1000), 1), 86_400)}`;
