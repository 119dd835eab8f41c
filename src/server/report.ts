import {ownMember} from '../protocol/own-member.js';
import {TimeIsUp} from './deadline.js';
import {CubeApiError, CubeServerError, type CubeServerErrorCode} from './errors.js';
import {maskText, mayHold} from './secrets.js';

/** The codes of errors that come from the application's own functions, and of bugs. */
export type ApplicationErrorCode = Extract<
  CubeServerErrorCode,
  'identify-failed' | 'on-session-failed' | 'rate-limit-failed' | 'session-store-failed' | 'unexpected'
>;

/** Reports an error to the application. It never throws. It keeps `sessionIds` out of the report, as it does the API key. */
export type Report = (error: unknown, code: ApplicationErrorCode, sessionIds?: readonly string[]) => void;

/** The options that hold the application's functions, by the code of their failure. */
const optionNames: Readonly<Record<ApplicationErrorCode, string>> = {
  'identify-failed': 'identify',
  'on-session-failed': 'onSession',
  'rate-limit-failed': 'rateLimit',
  'session-store-failed': 'sessions',
  unexpected: 'The route',
};

const longestLine = 600;

export const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestLine);

/** The sentence of Cube's answer: the member `message` or `error` of its JSON, or its text; empty for a page of HTML. */
export const cubeSentence = (body: unknown): string => {
  const message = typeof body === 'string' ? body : (ownMember(body, 'message') ?? ownMember(body, 'error'));
  const text = Array.isArray(message) ? message.join('; ') : message;
  return typeof text === 'string' && !/^\s*</.test(text) ? text : '';
};

const errorSentence = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const place = /^\s*at .*$/m.exec(error.stack ?? '')?.[0].trim();
  return `${error.name}: ${error.message}${place ? ` (${place})` : ''}`;
};

/** Logs an error in one line by `console.error`. */
const logError = (error: unknown, code: ApplicationErrorCode): void => {
  let line: string;
  if (error instanceof CubeApiError) {
    const sentence = cubeSentence(error.body);
    line = error.message.replace(/ The property .*$/, '') + (sentence ? ` Cube's answer: ${sentence}` : '');
  } else line = error instanceof CubeServerError ? error.message : `${code}: ${errorSentence(error)}`;
  console.error(`cube-embed: ${oneLine(line)}`);
};

/**
 * Creates the function that reports errors to `onError`, by default to `console.error`. An error that holds the API key or a
 * session id is replaced by another one, with the same message in which they are masked.
 */
export const createReport = (
  onError: ((error: unknown) => unknown) | undefined,
  apiKey: string | undefined,
): Report => {
  const withoutSecrets = (error: unknown, code: ApplicationErrorCode, sessionIds: readonly string[]): unknown => {
    if (error instanceof TimeIsUp)
      return new CubeServerError(code, 500, `${optionNames[code]} did not finish in time.`);
    const secrets = [...(apiKey === undefined ? [] : [apiKey]), ...sessionIds];
    if (!secrets.some((secret) => mayHold(error, secret))) return error;
    let text = error instanceof Error ? error.message : typeof error === 'string' ? error : 'it is not an error';
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
