import {elapsedMs, type Environment} from '../page/environment.js';
import {CubeEmbedError, isCubeEmbedError, type ErrorCode} from '../protocol/errors.js';
import {parseRetryAfterMs} from '../protocol/retry-after.js';
import {parseFetchedSession, parseSessionAnswer, type EmbedSession} from '../protocol/session-answer.js';
import type {SessionRequest} from '../protocol/session-request.js';
import type {TakenRequest} from './early-request.js';

/** The host's own way to a session, instead of an endpoint. */
export type FetchSession = (request: SessionRequest, options: {signal: AbortSignal}) => Promise<string | EmbedSession>;

/** What a host adds to the request: headers (a CSRF token, a bearer), or a body of its own, sent as JSON. */
export interface SessionRequestOptions {
  /** Added to each request; a function is asked before each one. `Content-Type` and `Accept` stay as they are. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** Sent as JSON instead of the element's own body; undefined and null leave that. */
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

const longestAnswer = 16_384;

const invalid = (message: string, cause?: unknown): CubeEmbedError =>
  new CubeEmbedError({code: 'session-invalid', message, cause});

/** Asks a host's function; a `CubeEmbedError` of its own counts as it is. */
async function ask<T>(name: string, hostFunction: () => T | Promise<T>): Promise<T> {
  try {
    return await hostFunction();
  } catch (error) {
    throw isCubeEmbedError(error) ? error : invalid(`${name} threw (see cause).`, error);
  }
}

/** Ends a body that isn't read on; that it has failed by itself meanwhile is nobody's trouble. */
function giveUp(body: {cancel(): Promise<void>} | null | undefined): void {
  body?.cancel().catch(() => {});
}

function statusCode(status: number): ErrorCode {
  if (status === 401) return 'session-unauthorized';
  if (status === 403) return 'session-forbidden';
  if (status === 429) return 'session-rate-limited';
  return status === 408 || status === 425 || status >= 500 ? 'session-unavailable' : 'session-rejected';
}

/** Reads a body as text, up to a limit, beyond which nothing more is taken from the network. */
async function readText(response: Response): Promise<string> {
  const tooLong = 'The answer is over 16 KiB.';
  const reader = (response.body as ReadableStream<Uint8Array> | null | undefined)?.getReader();
  if (!reader) {
    // A replacement of `fetch` may have no streams.
    const whole = await response.text();
    if (whole.length > longestAnswer) throw invalid(tooLong);
    return whole;
  }
  // A byte order mark is no JSON.
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  let text = '';
  for (let size = 0; ;) {
    const {done, value} = await reader.read();
    if (done) return text;
    size += value.length;
    if (size > longestAnswer) {
      giveUp(reader);
      throw invalid(tooLong);
    }
    text += decoder.decode(value, {stream: true});
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  const contentType = response.headers.get('content-type') ?? 'no content type';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    giveUp(response.body);
    throw invalid(`The answer is ${contentType}, not application/json (a login page?).`);
  }
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('The answer is no JSON.');
  }
}

async function send(
  {options, request, credentials}: SessionCall,
  endpoint: string,
  env: Environment,
  signal: AbortSignal,
): Promise<Response> {
  const given = options?.headers;
  const extra = typeof given === 'function' ? await ask('sessionRequest.headers', given) : given;
  let headers: Headers;
  let body: string;
  try {
    headers = new Headers(extra);
    body = JSON.stringify(options?.body ?? request);
  } catch (error) {
    throw invalid('sessionRequest is unusable (see cause).', error);
  }
  headers.set('Content-Type', 'application/json');
  headers.set('Accept', 'application/json');
  // The fast start sends the same, to the byte. No cache answers a POST.
  return env.fetch(endpoint, {
    method: 'POST',
    headers,
    body,
    credentials,
    // To follow one would turn a redirect to a login page into "200, HTML".
    redirect: 'manual',
    signal,
  });
}

async function read(response: Response, env: Environment): Promise<unknown> {
  if (response.type === 'opaqueredirect') throw invalid('The endpoint redirects (to a login page?).');
  if (response.ok) return readAnswer(response);
  giveUp(response.body);
  const {status, headers: answered} = response;
  throw new CubeEmbedError({
    code: statusCode(status),
    status,
    message: `The endpoint answered ${status}.`,
    retryAfterMs: parseRetryAfterMs(answered.get('retry-after'), answered.get('date'), env.moment().wallAt),
  });
}

/**
 * Makes one request for a session.
 *
 * @param early the same request, sent by the fast start, to be taken over
 * @throws CubeEmbedError where there is none; whatever the signal aborted with, when it does
 */
export async function requestSession(
  call: SessionCall,
  env: Environment,
  signal: AbortSignal,
  early?: TakenRequest,
): Promise<EmbedSession> {
  signal.throwIfAborted();
  const {endpoint, fetchSession, timeoutMs} = call;
  // An answer that came in time before the module did is in time.
  const spentMs = early && !(await early.isAnswered()) ? elapsedMs(early.sentAt, env.moment()) : 0;
  const {signal: deadline, end} = env.deadline(Math.max(timeoutMs - spentMs, 0), signal);
  const post = async (): Promise<unknown> =>
    read(await (early ? early.answer(deadline) : send(call, endpoint!, env, deadline)), env);
  const late = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason as Error));
  });
  try {
    const answer = await Promise.race([
      fetchSession ? ask('fetchSession', () => fetchSession(call.request, {signal: deadline})) : post(),
      late,
    ]);
    const session = (fetchSession ? parseFetchedSession : parseSessionAnswer)(answer);
    if (typeof session === 'string') throw invalid(`The answer is JSON ${session}.`);
    return session;
  } catch (cause) {
    signal.throwIfAborted();
    if (isCubeEmbedError(cause)) throw cause;
    throw new CubeEmbedError(
      deadline.aborted
        ? {code: 'session-timeout', message: `No complete answer in ${timeoutMs} ms.`, cause}
        : {code: 'session-network', message: 'Not reached, or refused by CORS.', cause},
    );
  } finally {
    end();
  }
}
