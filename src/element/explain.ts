import type {EmbedAttributes} from './attributes.js';

/** Explains on the console what an embed does, where its `debug` attribute asks for it; never with a session id. */
export function explain({debug}: Readonly<EmbedAttributes>, message: string): void {
  if (debug) console.debug(`<cube-embed> ${message}`);
}
