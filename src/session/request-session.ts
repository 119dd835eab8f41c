import {CubeEmbedError, isCubeEmbedError, type CubeEmbedErrorInit, type ErrorCode} from '../protocol/errors.js';
import {parseSessionAnswer, type EmbedSession, type SessionRequest} from '../protocol/session-answer.js';
import type {Environment} from './environment.js';
import {parseRetryAfterMs} from './retry-policy.js';

/** The host's own way to a session, instead of an endpoint. */
export type FetchSession = (request: SessionRequest, options: {signal: AbortSignal}) => Promise<string | EmbedSession>;

/** What a host adds to the request: headers (a CSRF token, a bearer), or a body of its own, sent as JSON. */
export interface SessionRequestOptions {
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  readonly body?: unknown;
}

/** One request, to an endpoint or to the host's function. */
export interface SessionCall {
  readonly endpoint: string | undefined;
  readonly fetchSession: FetchSession | undefined;
  readonly options: SessionRequestOptions | undefined;
  readonly credentials: RequestCredentials;
  /** For the whole request, body included. */
  readonly timeoutMs: number;
  readonly request: SessionRequest;
}

/** A session, or why there is none and how long the server wants to be left alone. */
export type SessionOutcome =
  {readonly session: EmbedSession} | {readonly error: CubeEmbedError; readonly retryAfterMs: number};

const longestAnswer = 16_384;

/** Marks what a host's own function threw or returned; everything else that is thrown is the network's. */
class Refused extends Error {
  constructor(
    readonly error: CubeEmbedError,
    readonly retryAfterMs = 0,
  ) {
    super();
  }
}

const refused = (init: CubeEmbedErrorInit, retryAfterMs?: number): Refused =>
  new Refused(new CubeEmbedError(init), retryAfterMs);

const invalid = (message: string, cause?: unknown): Refused => refused({code: 'session-invalid', message, cause});

/** Asks a host's function; a `CubeEmbedError` of its own counts as it is. */
async function ask<T>(name: string, hostFunction: () => T | Promise<T>): Promise<T> {
  try {
    return await hostFunction();
  } catch (error) {
    throw isCubeEmbedError(error) ? new Refused(error) : invalid(`${name} threw (see cause).`, error);
  }
}

function statusCode(status: number): ErrorCode {
  if (status === 401) return 'session-unauthorized';
  if (status === 403) return 'session-forbidden';
  if (status === 429) return 'session-rate-limited';
  return status === 408 || status === 425 || status >= 500 ? 'session-unavailable' : 'session-rejected';
}

/** Reads a body as text, up to a limit, beyond which nothing more is taken from the network. */
async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  // A byte order mark is no JSON.
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  let text = '';
  for (let size = 0; reader;) {
    const {done, value} = await reader.read();
    if (done) break;
    size += value.length;
    if (size > longestAnswer) {
      void reader.cancel();
      throw invalid('The session endpoint answered with more than 16 KiB.');
    }
    text += decoder.decode(value, {stream: true});
  }
  return text;
}

async function readAnswer(response: Response): Promise<unknown> {
  const contentType = response.headers.get('content-type') ?? 'no content type';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    void response.body?.cancel();
    throw invalid(`The session endpoint answered with ${contentType} (a login page?), not application/json.`);
  }
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('The session endpoint did not answer with JSON.');
  }
}

async function post(call: SessionCall, endpoint: string, env: Environment, signal: AbortSignal): Promise<unknown> {
  const {headers: given, body} = call.options ?? {};
  const headers = new Headers(typeof given === 'function' ? await ask('sessionRequest.headers', given) : given);
  headers.set('Content-Type', 'application/json');
  headers.set('Accept', 'application/json');
  const response = await env.fetch(endpoint, {
    method: 'POST',
    headers,
    body: JSON.stringify(body ?? call.request),
    credentials: call.credentials,
    // To follow one would turn a redirect to a login page into "200, HTML".
    redirect: 'manual',
    cache: 'no-store',
    signal,
  });
  if (response.type === 'opaqueredirect') throw invalid('The session endpoint redirects (to a login page?).');
  if (response.ok) return readAnswer(response);
  void response.body?.cancel();
  const {status, headers: answered} = response;
  throw refused(
    {code: statusCode(status), status, message: `The session endpoint answered ${status}.`},
    parseRetryAfterMs(answered.get('retry-after'), answered.get('date'), env.moment().wallAt),
  );
}

/**
 * Makes one request for a session.
 *
 * @throws what the signal aborted with, and nothing else
 */
export async function requestSession(
  call: SessionCall,
  env: Environment,
  signal: AbortSignal,
): Promise<SessionOutcome> {
  signal.throwIfAborted();
  const {endpoint, fetchSession} = call;
  const deadline = env.deadline(call.timeoutMs, signal);
  const late = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason as Error), {once: true});
  });
  try {
    const answer = await Promise.race([
      fetchSession
        ? ask('fetchSession', () => fetchSession(call.request, {signal: deadline}))
        : post(call, endpoint!, env, deadline),
      late,
    ]);
    const session = parseSessionAnswer(answer);
    if (typeof session === 'string') throw invalid(`The answer is JSON ${session}.`);
    return {session};
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Refused) return error;
    const code = deadline.aborted ? 'session-timeout' : 'session-network';
    const message = deadline.aborted
      ? `No complete answer within ${call.timeoutMs} ms (session-timeout).`
      : 'The request did not reach the session endpoint, or CORS refused it.';
    return {error: new CubeEmbedError({code, message, cause: error}), retryAfterMs: 0};
  }
}
