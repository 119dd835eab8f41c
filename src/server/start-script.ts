/** The text of `dist/start.js`: the build puts it here. */
const text = '__START__';

/** Options of `startScript`. */
export interface StartScriptOptions {
  /** The `session-endpoint` of the tags to start: the same text, or another URL that resolves to the same. */
  readonly sessionEndpoint: string;
  /** The nonce of the page's Content-Security-Policy; not needed where that has the script's hash from `dist/integrity.json`. */
  readonly nonce?: string | undefined;
}

const attribute = (name: string, value: string): string =>
  ` ${name}="${value.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`)}"`;

/**
 * Returns the fast start as a `<script>` element. A server puts it behind the `<cube-embed>` tags of a page that it renders:
 * it requests their sessions while the module is still loading.
 *
 * @returns the element as text, its attributes escaped
 */
export const startScript = ({sessionEndpoint, nonce}: StartScriptOptions): string =>
  `<script${attribute('data-session-endpoint', sessionEndpoint)}${nonce ? attribute('nonce', nonce) : ''}>${text}</script>`;
