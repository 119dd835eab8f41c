/** The text of `dist/start.js`: the build puts it here. */
const text = '__START__';

export interface StartScriptOptions {
  /** The `session-endpoint` of the tags that it starts, as they have it or as another URL of the same. */
  readonly sessionEndpoint: string;
  /** The nonce of the page's policy; the script's hash in `dist/integrity.json` does as well. */
  readonly nonce?: string | undefined;
}

const attribute = (name: string, value: string): string =>
  ` ${name}="${value.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`)}"`;

/**
 * Writes the fast start as a `<script>` element, to be put behind the `<cube-embed>` tags of a page that a server
 * renders: it asks for their sessions while the module is still on its way.
 *
 * @returns the element as text, its attributes escaped
 */
export const startScript = ({sessionEndpoint, nonce}: StartScriptOptions): string =>
  `<script${attribute('data-session-endpoint', sessionEndpoint)}${nonce ? attribute('nonce', nonce) : ''}>${text}</script>`;
