import type {Fault} from './faults.js';

/** How a fault ended. */
export type Outcome =
  | {readonly kind: 'recovered'; readonly tookMs: number}
  /** The session was renewed within the last minute: the element ignores Cube's warning. */
  | {readonly kind: 'ignored'}
  /** No frame was ready, so the fault reached none. */
  | {readonly kind: 'unreached'};

/** A fault that was switched on, and what the element has made of it so far. */
export interface Recovery {
  readonly fault: Fault;
  readonly startedAt: number;
  /** The states, errors and events on the way. */
  readonly steps: readonly string[];
  /** Null: the fault is not over yet. */
  readonly outcome: Outcome | null;
}

/** For this time after a renewal the element ignores `session-expiring`: the session is new. */
const settlingMs = 60_000;

/** Begins to follow a fault; `state` is the element's, in which a fault of the open frame may reach nothing. */
export const startRecovery = (fault: Fault, state: string, now: number): Recovery => ({
  fault,
  startedAt: now,
  steps: [],
  outcome: fault.then === 'nothing' && state !== 'ready' ? {kind: 'unreached'} : null,
});

const stepOf = ({type, detail}: CustomEvent): string | null => {
  if (type === 'cube-statechange') return (detail as {readonly state: string}).state;
  if (type === 'cube-error') return (detail as {readonly code: string}).code;
  if (type === 'cube-session-renewed') return 'renewed';
  if (type === 'cube-session-expiring' || type === 'cube-session-expired') return type.replace('cube-', '');
  const {attempts = 1} = (detail ?? {}) as {readonly attempts?: number};
  return type === 'cube-session' && attempts > 1 ? `${String(attempts)} attempts` : null;
};

const isWell = ({fault}: Recovery, step: string | null, event: CustomEvent): boolean =>
  step === 'ready' ||
  step === 'renewed' ||
  (fault.id === 'flood' && event.type === 'cube-view' && 'count' in (event.detail as object));

/** Follows a fault by the element's events, until it is over. `renewedAt`: when the session was last renewed in place. */
export const recoveryAfter = (recovery: Recovery, event: CustomEvent, now: number, renewedAt: number): Recovery => {
  if (recovery.outcome) return recovery;
  const step = stepOf(event);
  const isIgnored = step === 'session-expiring' && now - renewedAt < settlingMs;
  const tookMs = now - recovery.startedAt;
  return {
    ...recovery,
    steps: step === null ? recovery.steps : [...recovery.steps, step],
    outcome: isIgnored ? {kind: 'ignored'} : isWell(recovery, step, event) ? {kind: 'recovered', tookMs} : null,
  };
};
