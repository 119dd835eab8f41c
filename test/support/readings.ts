import {CubeEmbedError, type Refuse} from '../../src/protocol/errors.js';

/**
 * Reads a configuration as the element does: what a reader refuses becomes one error.
 *
 * @throws CubeEmbedError `invalid-config` with all that was refused
 */
export function readingOf<T>(read: (refuse: Refuse) => T): T {
  const faults: string[] = [];
  let fatal = false;
  const value = read((message, isFatal = false) => {
    faults.push(message);
    fatal ||= isFatal;
  });
  if (faults.length) throw new CubeEmbedError({code: 'invalid-config', message: faults.join(' '), fatal});
  return value;
}
