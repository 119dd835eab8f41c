import type {Environment, Moment} from '../page/environment.js';
import type {SessionCall} from './request-session.js';

/** Where the fast start leaves what it sent for an element; the same for every copy of the package on a page. */
export const earlyRequestKey = Symbol.for('cube');

/**
 * A session request that the fast start sent for an element which had no module yet; a tuple, since the fast start has
 * few bytes for it.
 */
export type EarlyRequest = readonly [
  request: Request,
  body: string,
  controller: AbortController,
  /** Epoch ms. */
  sentAt: number,
  /** The error where there is no answer, so that nothing is unhandled before the module is there. */
  answer: Promise<unknown>,
  /** What opened the frame's connection, where `csp` is in it: in Chromium. */
  hint: Element,
];

/** An element on which the fast start may have left a request. */
export interface WithEarlyRequest extends HTMLElement {
  [earlyRequestKey]?: EarlyRequest | undefined;
}

/** An early request in an element's hands. */
export interface TakenRequest {
  readonly sentAt: Moment;
  /** Whether its frame's connection is open or being opened, too. */
  readonly hasHint: boolean;
  /** Whether it is, to the byte, the request that a call would make. */
  isFor(call: SessionCall): boolean;
  /** Tells whether the answer has begun to come, a microtask later. */
  isAnswered(): Promise<boolean>;
  /** Resolves with the answer; rejects where there is none, also when the signal aborts. */
  answer(signal: AbortSignal): Promise<Response>;
  /** Throws it away. */
  abort(): void;
}

/** Takes the request that was left on an element: once. */
export function takeEarlyRequest(element: WithEarlyRequest, env: Environment): TakenRequest | undefined {
  const early = element[earlyRequestKey];
  if (!early) return undefined;
  element[earlyRequestKey] = undefined;
  const [request, body, controller, wallAt, settled, hint] = early;
  let isSettled = false;
  void settled.then(() => {
    isSettled = true;
  });
  const now = env.moment();
  const abort = (): void => controller.abort();
  return {
    sentAt: {wallAt, steadyAt: now.steadyAt - Math.max(now.wallAt - wallAt, 0)},
    hasHint: 'csp' in hint,
    isFor: ({endpoint, fetchSession, options, credentials, request: wanted}) =>
      !fetchSession &&
      !options &&
      request.url === endpoint &&
      request.credentials === credentials &&
      body === JSON.stringify(wanted),
    async isAnswered() {
      await Promise.resolve();
      return isSettled;
    },
    async answer(signal) {
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort);
      const answer = await settled;
      if (answer instanceof Response) return answer;
      throw answer;
    },
    abort,
  };
}
