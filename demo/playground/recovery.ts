import type {Fault} from './faults.js';

/** A fault that was switched on, and what the element has made of it so far. */
export interface Recovery {
  readonly fault: Fault;
  readonly startedAt: number;
  /** What was told on the way, in words. */
  readonly steps: readonly string[];
  /** How long it took to be well again; null: it isn't yet. */
  readonly tookMs: number | null;
}

export const startRecovery = (fault: Fault, now: number): Recovery => ({
  fault,
  startedAt: now,
  steps: [],
  tookMs: null,
});

const stepOf = ({type, detail}: CustomEvent): string | null => {
  if (type === 'cube-statechange') return (detail as {readonly state: string}).state;
  if (type === 'cube-error') return (detail as {readonly code: string}).code;
  if (type === 'cube-session-renewed') return 'renewed';
  const {attempts = 1} = (detail ?? {}) as {readonly attempts?: number};
  return type === 'cube-session' && attempts > 1 ? `${String(attempts)} attempts` : null;
};

const isWell = ({fault}: Recovery, step: string | null, event: CustomEvent): boolean =>
  step === 'ready' ||
  step === 'renewed' ||
  (fault.id === 'flood' && event.type === 'cube-view' && 'count' in (event.detail as object));

/** Follows a fault by the element's events, until the embed is well again. */
export const recoveryAfter = (recovery: Recovery, event: CustomEvent, now: number): Recovery => {
  if (recovery.tookMs !== null) return recovery;
  const step = stepOf(event);
  return {
    ...recovery,
    steps: step === null ? recovery.steps : [...recovery.steps, step],
    tookMs: isWell(recovery, step, event) ? now - recovery.startedAt : null,
  };
};
