import assert from 'node:assert/strict';
import {inspect} from 'node:util';
import {CubeEmbedError} from '../../src/protocol/errors.js';
import type {EmbedSession} from '../../src/protocol/session-answer.js';
import {requestSession, type SessionCall} from '../../src/session/request-session.js';
import {FakeEnvironment} from '../support/fake-environment.js';

/** The id of every session here: no error may say the word that it begins with. */
export const sessionId = 'secret-0123456789';

export const defaultCall: SessionCall = {
  endpoint: 'https://host.example/session',
  fetchSession: undefined,
  options: undefined,
  credentials: 'same-origin',
  timeoutMs: 15_000,
  request: {type: 'dashboard', id: 'OwVQ', reason: 'initial'},
};

/** The error of a request, which says neither the session id nor anything else of the answer. */
export async function errorOf(asked: Promise<unknown>): Promise<CubeEmbedError> {
  const error: unknown = await asked.then(
    () => assert.fail('there is a session'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof CubeEmbedError, inspect(error));
  assert.doesNotMatch(inspect(error, {depth: 9, showHidden: true}), /secret|onerror/);
  return error;
}

export interface Asker {
  readonly env: FakeEnvironment;
  readonly controller: AbortController;
  readonly ask: (call?: Partial<SessionCall>) => Promise<EmbedSession>;
  /** The error of a request that gets this answer. */
  readonly errorFor: (answer: Response) => Promise<CubeEmbedError>;
}

/** Makes a world in which requests are made, for one test. */
export function createAsker(): Asker {
  const env = new FakeEnvironment();
  const controller = new AbortController();
  const ask = (call: Partial<SessionCall> = {}): Promise<EmbedSession> =>
    requestSession({...defaultCall, ...call}, env, controller.signal);
  const errorFor = (answer: Response): Promise<CubeEmbedError> => {
    env.respond = () => answer;
    return errorOf(ask());
  };
  return {env, controller, ask, errorFor};
}
