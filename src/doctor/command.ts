import {parseArguments, UsageError} from './arguments.js';
import type {Check} from './check.js';
import {examine} from './examine.js';
import {usage} from './usage.js';

/** What of the process the command uses. */
export interface CommandIo {
  readonly key: string | undefined;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Ends the run after the check that is being made; sessions are revoked all the same. */
  readonly signal?: AbortSignal;
}

/** One line a check: how it ended, its name, what was found, what to do. */
export const lineOf = ({name, status, message, cure}: Check): string =>
  `${status.padEnd(8)} ${name.padEnd(16)} ${message}${cure === undefined ? '' : ` → ${cure}`}\n`;

/** Runs `cube-embed doctor`. Resolves with the exit status: 0, 1 where a check failed, 2 for wrong usage. */
export const runDoctor = async (args: readonly string[], {key, out, err, signal}: CommandIo): Promise<0 | 1 | 2> => {
  try {
    const parsed = parseArguments(args, key);
    if (parsed === null) {
      out(usage);
      return 0;
    }
    const checks: Check[] = [];
    for await (const check of examine(parsed.options)) {
      checks.push(check);
      if (!parsed.json) out(lineOf(check));
      if (signal?.aborted) return 1;
    }
    const isWell = checks.every(({status}) => status !== 'failed');
    if (parsed.json) out(`${JSON.stringify({ok: isWell, checks}, null, 2)}\n`);
    return isWell ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    err(`${error.message}\n\n${usage}`);
    return 2;
  }
};
