import {warn} from '../page/warn.js';
import type {EmbedAttributes} from './attributes.js';

/** Explains on the console what an embed does, where its `debug` attribute asks for it; never with a session id. */
export function explain({debug}: Readonly<EmbedAttributes>, message: string): void {
  if (debug) console.debug(`<cube-embed> ${message}`);
}

const warned = new Set<string>();

/** Warns of a value that is ignored, once for each, whether `debug` is set or not. */
export function warnIgnored(attribute: string, value: string): void {
  const message = `${attribute}: "${value}" is ignored.`;
  if (!warned.has(message)) warn(message);
  warned.add(message);
}
