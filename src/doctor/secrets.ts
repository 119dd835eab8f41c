import {maskText} from '../server/secrets.js';
import type {Check} from './check.js';

/** Holds the key, each session and each token of a run, and masks them in the report. */
export const createSecrets = () => {
  const known = new Set<string>();
  const mask = (text: string): string => {
    let masked = text;
    for (const secret of known) masked = maskText(masked, secret, '[hidden]');
    return masked;
  };
  return {
    add(secret: string): void {
      known.add(secret);
    },
    mask,
    maskCheck: ({name, status, message, cure}: Check): Check => ({
      name,
      status,
      message: mask(message),
      ...(cure === undefined ? {} : {cure: mask(cure)}),
    }),
  };
};

export type Secrets = ReturnType<typeof createSecrets>;
