/** The languages of Cube's interface (https://docs.cube.dev/embedding/iframe/localization). */
export const shippedLocales = [
  'en-US',
  'de-DE',
  'es-ES',
  'es-MX',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'nb-NO',
  'pt-BR',
  'pt-PT',
  'sv-SE',
  'vi-VN',
] as const;

export type ShippedLocale = (typeof shippedLocales)[number];

/**
 * Finds the shipped locale for a wish: itself, or for a bare language or a variant that isn't shipped the first one of that
 * language. Null for everything else, which then counts as not said.
 */
export function shippedLocale(wish: string | null | undefined): ShippedLocale | null {
  if (!wish) return null;
  const lower = wish.toLowerCase();
  const language = lower.split('-')[0];
  return (
    shippedLocales.find((locale) => locale.toLowerCase() === lower) ??
    shippedLocales.find((locale) => locale.startsWith(`${language}-`)) ??
    null
  );
}

/** The first wish that names a language that ships; else en-US. */
export function chooseLocale(wishes: readonly (string | null | undefined)[]): ShippedLocale {
  for (const wish of wishes) {
    const locale = shippedLocale(wish);
    if (locale) return locale;
  }
  return 'en-US';
}
