import type {Surface} from '../protocol/surface.js';

/**
 * What the frame may do. Everything else the sandbox takes away, the right to navigate the host page first of all: with
 * no sandbox, one click inside a frame can replace the page around it.
 */
const defaultTokens = [
  'allow-scripts', // nothing runs without it
  'allow-same-origin', // else storage throws, and messages come from the origin "null"
  'allow-forms', // filters, and the sign-in of a private embed
  'allow-popups', // links and drill-outs in a new tab
  'allow-popups-to-escape-sandbox', // or the opened site inherits this sandbox and looks broken
  'allow-downloads', // CSV, PNG and PDF exports
];

/** What the `sandbox` attribute may add. */
const extraTokens = [
  'allow-modals',
  'allow-pointer-lock',
  'allow-presentation',
  'allow-storage-access-by-user-activation',
];

/**
 * Composes the frame's sandbox.
 *
 * @param isPrivate a private embed signs in with cookies of its own, so it may ask for access to them
 * @param extra words of the `sandbox` attribute
 * @param ignored called with each word that is no token of the allow-list
 */
export function sandboxTokens(
  surface: Surface,
  isPrivate: boolean,
  extra: string,
  ignored: (word: string) => void,
): string {
  const tokens = new Set(defaultTokens);
  // The app asks before it drops unsaved changes.
  if (surface === 'app') tokens.add('allow-modals');
  if (isPrivate) tokens.add('allow-storage-access-by-user-activation');
  for (const word of extra.toLowerCase().split(/\s+/)) {
    if (extraTokens.includes(word)) tokens.add(word);
    else if (word && !tokens.has(word)) ignored(word);
  }
  return [...tokens].join(' ');
}

/** The default permission policy: for the tenant alone, so that a redirect elsewhere loses it. */
export const defaultAllow = (origin: string): string => `fullscreen ${origin}; clipboard-write ${origin}`;

/** By default the tenant learns the host page's origin, never its URL. */
export const defaultReferrerPolicy = 'strict-origin-when-cross-origin';
