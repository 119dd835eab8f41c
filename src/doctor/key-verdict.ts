import type {Surface} from '../protocol/surface.js';
import {CubeApiError, CubeServerError, type CubeServerErrorCode} from '../server/errors.js';
import {cubeSentence, oneLine} from '../server/report.js';

/** How Cube answered a call that needs the key. */
export type KeyOutcome =
  | {readonly kind: 'given'}
  | {readonly kind: 'refused'; readonly status: number; readonly sentence: string}
  | {readonly kind: 'broken'; readonly code: CubeServerErrorCode; readonly sentence: string};

/** Waits for a call with the key, and says how it went. Anything but an error of the client's is thrown on. */
export const keyOutcome = async (call: Promise<unknown>): Promise<KeyOutcome> => {
  try {
    await call;
    return {kind: 'given'};
  } catch (error) {
    if (error instanceof CubeApiError) {
      return {kind: 'refused', status: error.status, sentence: oneLine(cubeSentence(error.body)).slice(0, 200)};
    }
    if (error instanceof CubeServerError) return {kind: 'broken', code: error.code, sentence: error.message};
    throw error;
  }
};

/** What the answers to the calls with the key come to. */
export type KeyVerdict =
  | 'fine'
  | 'wrong-key'
  | 'not-admin'
  | 'not-for-deployment'
  | 'embedding-off'
  | 'creator-mode-off'
  | 'no-deployment'
  | 'limit'
  | 'forbidden'
  | 'refused'
  | 'unavailable'
  | 'no-api';

export interface KeyCalls {
  readonly type: Surface;
  /** Revoking a session that never was: Cube lets every admin do it, whatever the key's deployments. */
  readonly revocation: KeyOutcome;
  readonly generation: KeyOutcome;
  /** For an app that was refused: the same session without Creator Mode. */
  readonly plain?: KeyOutcome | undefined;
}

const isStatus = (outcome: KeyOutcome | undefined, status: number): boolean =>
  outcome?.kind === 'refused' && outcome.status === status;

/** Cube documents one status for several reasons; where the statuses leave it open, the words of its answer decide. */
const byWords = (sentence: string): KeyVerdict => {
  if (/creator/i.test(sentence)) return 'creator-mode-off';
  if (/embed\w* .*(not |un|dis)(enabled|active|available)|(enable|switch|turn).* embed/i.test(sentence)) {
    return 'embedding-off';
  }
  if (/deployment/i.test(sentence)) return 'not-for-deployment';
  return /admin|personal/i.test(sentence) ? 'not-admin' : 'forbidden';
};

const ofForbidden = ({type, revocation, plain}: KeyCalls, sentence: string): KeyVerdict => {
  if (revocation.kind !== 'given') return byWords(sentence);
  if (type === 'app' && plain?.kind === 'given') return 'creator-mode-off';
  return 'not-for-deployment';
};

/** Judges the calls. A revocation that is not there at all says nothing: tenants before September 2026 have none. */
export const keyVerdict = (calls: KeyCalls): KeyVerdict => {
  const {revocation, generation} = calls;
  if (generation.kind === 'given') return 'fine';
  if (isStatus(revocation, 401) || isStatus(generation, 401)) return 'wrong-key';
  if (generation.kind === 'broken') return 'no-api';
  const {status, sentence} = generation;
  if (status === 403) return ofForbidden(calls, sentence);
  if (status === 404) return 'no-deployment';
  if (status === 429) return 'limit';
  return status >= 500 ? 'unavailable' : 'refused';
};
