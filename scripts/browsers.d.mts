/** Where a Chromium or Chrome is; null where there is none. */
export function findChromium(): string | null;
/** What Chromium is started with. */
export function chromiumArgs(): string[];
/** Where a Firefox is; null where there is none. */
export function findFirefox(): string | null;
/** A port that is free now. */
export function freePort(): Promise<number>;
