import {writeSessionAnswer, type EmbedSession} from '../../protocol/session-answer.js';
import {type Answer} from './exchange.js';

/** The constant texts of the refusals; nothing of a request, of Cube or of an error is ever in an answer. */
const titles: Readonly<Record<number, string>> = {
  400: 'The request is not a session request.',
  401: 'Sign in to see this.',
  403: 'This is not allowed.',
  405: 'Use POST.',
  413: 'The request is too large.',
  415: 'Send application/json.',
  429: 'Too many requests. Try again later.',
  500: 'The session could not be made.',
  502: 'The analytics service did not give a session.',
  503: 'The sessions could not be looked up. Open frames may go on.',
  504: 'The analytics service did not answer in time.',
};

/** The title of a refusal by origin, by which it is told from one by `identify`. */
export const otherOriginTitle = 'Pages of another origin may not ask here.';

const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/** Header fields by their lowercase names. */
export type HeaderFields = Readonly<Record<string, string>>;

/** An empty answer: to a preflight, or where there is nothing to say. */
export const emptyAnswer = (headers: HeaderFields): Answer => ({
  status: 204,
  headers: {...always, ...headers},
  body: null,
});

/** An answer with a JSON body. */
export const jsonAnswer = (status: number, body: string, headers: HeaderFields): Answer => ({
  status,
  headers: {...always, ...headers, 'content-type': 'application/json'},
  body,
});

/** The answer that brings a session. */
export const sessionAnswer = (session: Required<EmbedSession>, headers: HeaderFields): Answer =>
  jsonAnswer(200, writeSessionAnswer(session), headers);

/** A refusal as RFC 9457 has it. */
export const problemAnswer = (status: number, headers: HeaderFields, title?: string): Answer => ({
  status,
  headers: {...always, ...headers, 'content-type': 'application/problem+json'},
  body: JSON.stringify({type: 'about:blank', title: title ?? titles[status] ?? 'The request was refused.', status}),
});
