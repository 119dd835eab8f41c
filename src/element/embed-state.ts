import type {CubeEmbedError} from '../protocol/errors.js';

/**
 * Where an embed stands. The union is replaced whole, by {@link transition} alone; the element's `state`, its events and
 * its CSS states are derived from it. No session id is in it.
 */
export type EmbedProcess =
  | {readonly state: 'idle'}
  | {readonly state: 'authenticating'}
  | {readonly state: 'loading'}
  | {readonly state: 'ready'; readonly renewing: boolean}
  | {readonly state: 'error'; readonly error: CubeEmbedError};

/** The name of where an embed stands. */
export type EmbedState = EmbedProcess['state'];

/** What can happen to an embed. */
export type Happening =
  | {readonly type: 'reset' | 'request' | 'navigate' | 'ready' | 'renew' | 'renewed'}
  | {readonly type: 'fail'; readonly error: CubeEmbedError};

export const idle: EmbedProcess = {state: 'idle'};

/** Computes where an embed stands after a happening; the same object where the happening changes nothing. */
export function transition(now: EmbedProcess, happening: Happening): EmbedProcess {
  switch (happening.type) {
    case 'reset':
      return now.state === 'idle' ? now : idle;
    case 'request':
      return {state: 'authenticating'};
    case 'navigate':
      return {state: 'loading'};
    case 'ready':
      return now.state === 'loading' || (now.state === 'error' && now.error.code === 'frame-timeout')
        ? {state: 'ready', renewing: false}
        : now;
    case 'renew':
    case 'renewed': {
      const renewing = happening.type === 'renew';
      return now.state === 'ready' && now.renewing !== renewing ? {state: 'ready', renewing} : now;
    }
    case 'fail':
      return {state: 'error', error: happening.error};
  }
}
