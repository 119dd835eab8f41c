import {warn} from '../page/warn.js';

/** Explains to a developer what an embed does and why. */
export type Explain = (...message: readonly unknown[]) => void;

/** Explains on the console, where the `debug` attribute asks for it; never with a session id. */
export const explainFor =
  (embed: {readonly debug: boolean}): Explain =>
  (...message) => {
    if (embed.debug) console.debug('<cube-embed>', ...message);
  };

const warned = new Set<string>();

/** Warns of a value that is ignored, once for each, whether `debug` is set or not. */
export function warnIgnored(attribute: string, value: string): void {
  const message = `${attribute}: "${value}" is ignored.`;
  if (!warned.has(message)) warn(message);
  warned.add(message);
}
