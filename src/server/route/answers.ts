import {type EmbedSession, writeSessionAnswer} from '../../protocol/session-answer.js';
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
  504: 'The analytics service did not answer in time.',
};

const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

type HeaderFields = Readonly<Record<string, string>>;

/** An empty answer, for a preflight. */
export const emptyAnswer = (headers: HeaderFields): Answer => ({
  status: 204,
  headers: {...always, ...headers},
  body: null,
});

/** The answer that brings a session. */
export const sessionAnswer = (session: Required<EmbedSession>, headers: HeaderFields): Answer => ({
  status: 200,
  headers: {...always, ...headers, 'content-type': 'application/json'},
  body: writeSessionAnswer(session),
});

/** A refusal as RFC 9457 has it. */
export const problemAnswer = (status: number, headers: HeaderFields): Answer => ({
  status,
  headers: {...always, ...headers, 'content-type': 'application/problem+json'},
  body: JSON.stringify({type: 'about:blank', title: titles[status] ?? 'The request was refused.', status}),
});
