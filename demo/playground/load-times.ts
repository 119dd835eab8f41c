/** What the last load took, in ms; null: not yet. */
export interface LoadTimes {
  readonly sessionMs: number | null;
  readonly readyMs: number | null;
  readonly attempts: number;
}

export const noTimes: LoadTimes = {sessionMs: null, readyMs: null, attempts: 0};

interface Session {
  readonly reason: string;
  readonly attempts: number;
  readonly durationMs: number;
}

/** Follows a load by the element's events; `startedAt` is when its session was asked for. */
export const timesAfter = (times: LoadTimes, event: CustomEvent, startedAt: number, now: number): LoadTimes => {
  if (event.type === 'cube-session') {
    const {reason, attempts, durationMs} = event.detail as Session;
    return reason === 'renewal' ? times : {...times, sessionMs: durationMs, attempts};
  }
  if (event.type !== 'cube-statechange') return times;
  const {state} = event.detail as {readonly state: string};
  if (state === 'authenticating') return noTimes;
  return state === 'ready' ? {...times, readyMs: now - startedAt} : times;
};
