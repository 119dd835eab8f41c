import {ownMember} from '../protocol/own-member.js';
import {TimeIsUp} from './deadline.js';
import {CubeApiError, CubeServerError, type CubeServerErrorCode} from './errors.js';
import {maskText, mayHold} from './secrets.js';

/** The codes of errors that the host's own functions cause. */
export type HostErrorCode = Extract<
  CubeServerErrorCode,
  'identify-failed' | 'on-session-failed' | 'rate-limit-failed' | 'session-store-failed' | 'unexpected'
>;

/** Reports an error to the host. It never throws. `sessionIds` are kept out of the report, as the API key is. */
export type Report = (error: unknown, code: HostErrorCode, sessionIds?: readonly string[]) => void;

/** The options whose functions the host wrote, by the code of their failure. */
const hostOptions: Readonly<Record<HostErrorCode, string>> = {
  'identify-failed': 'identify',
  'on-session-failed': 'onSession',
  'rate-limit-failed': 'rateLimit',
  'session-store-failed': 'sessions',
  unexpected: 'The route',
};

const longestLine = 600;

const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestLine);

/** The sentence of Cube's answer: the member `message` or `error` of its JSON, or its text; of a page of HTML none. */
const cubeSentence = (body: unknown): string => {
  const said = typeof body === 'string' ? body : (ownMember(body, 'message') ?? ownMember(body, 'error'));
  const text = Array.isArray(said) ? said.join('; ') : said;
  return typeof text === 'string' && !/^\s*</.test(text) ? text : '';
};

const hostSentence = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const place = /^\s*at .*$/m.exec(error.stack ?? '')?.[0].trim();
  return `${error.name}: ${error.message}${place ? ` (${place})` : ''}`;
};

/** Logs an error in one line by `console.error`. */
const logError = (error: unknown, code: HostErrorCode): void => {
  let line: string;
  if (error instanceof CubeApiError) {
    const sentence = cubeSentence(error.body);
    line = error.message.replace(/ The property .*$/, '') + (sentence ? ` Cube's answer: ${sentence}` : '');
  } else line = error instanceof CubeServerError ? error.message : `${code}: ${hostSentence(error)}`;
  console.error(`cube-embed: ${oneLine(line)}`);
};

/**
 * Creates what reports errors to `onError`, by default to `console.error`. An error in which the API key stands is
 * replaced by one that says so, with the error's message where the key is masked.
 */
export const createReport = (
  onError: ((error: unknown) => unknown) | undefined,
  apiKey: string | undefined,
): Report => {
  const withoutSecrets = (error: unknown, code: HostErrorCode, sessionIds: readonly string[]): unknown => {
    if (error instanceof TimeIsUp)
      return new CubeServerError(code, 500, `${hostOptions[code]} did not finish in time.`);
    // Errors of our own hold no secret by construction.
    if (error instanceof CubeServerError) return error;
    const secrets = [...(apiKey === undefined ? [] : [apiKey]), ...sessionIds];
    if (!secrets.some((secret) => mayHold(error, secret))) return error;
    let text = error instanceof Error ? error.message : typeof error === 'string' ? error : 'it is no error';
    for (const secret of secrets) text = maskText(text, secret, secret === apiKey ? '[api key]' : '[session id]');
    return new CubeServerError(
      code,
      500,
      oneLine(
        `An error that holds a secret, or is too large to be searched for one, was left out. Its message: ${text}`,
      ),
    );
  };

  return (error, code, sessionIds = []) => {
    try {
      const reported = withoutSecrets(error, code, sessionIds);
      if (!onError) return logError(reported, code);
      Promise.resolve(onError(reported)).catch(() => undefined);
    } catch {
      // What onError throws is ignored.
    }
  };
};
