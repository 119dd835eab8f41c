import {sessionName} from '../sessions/session-id.js';
import type {FaultRule, FaultTarget} from './fault-rule.js';

/** Whom a request is about, as far as it is known. */
export interface FaultSubject {
  readonly session?: string | null;
  readonly user?: string | null;
}

/** A rule that is in force. */
export interface ActiveFault {
  readonly id: number;
  readonly rule: FaultRule;
  /** How often it was applied. */
  readonly used: number;
}

type RuleFor<T extends FaultTarget> = Extract<FaultRule, {on: T}>;

interface Entry {
  readonly id: number;
  readonly rule: FaultRule;
  used: number;
  readonly removed: AbortController;
}

/** Tells whether a rule is about this subject. What the subject doesn't say, a rule that asks for it doesn't match. */
export const concerns = ({session, user}: Pick<FaultRule, 'session' | 'user'>, subject: FaultSubject): boolean => {
  if (session !== undefined && session !== subject.session && sessionName(session) !== subject.session) return false;
  return user === undefined || user === subject.user;
};

/** A rule taken for one request, with the signal that says when it is removed. */
export interface TakenFault<T extends FaultTarget> {
  readonly rule: RuleFor<T>;
  readonly removed: AbortSignal;
}

/** Holds the faults that are switched on. */
export const createFaultBox = () => {
  const entries = new Map<number, Entry>();
  let lastId = 0;

  const remove = (id: number): boolean => {
    const entry = entries.get(id);
    entries.delete(id);
    entry?.removed.abort();
    return entry !== undefined;
  };

  return {
    add(rule: FaultRule): number {
      lastId += 1;
      entries.set(lastId, {id: lastId, rule, used: 0, removed: new AbortController()});
      return lastId;
    },
    /** False where there is none, any more or ever. Requests that hang on it go on. */
    remove,
    clear: (): void => {
      for (const id of [...entries.keys()]) remove(id);
    },
    list: (): readonly ActiveFault[] => [...entries.values()].map(({id, rule, used}) => ({id, rule, used})),

    /** Takes the rules that apply now, in the order in which they were added; one that is used up is gone. */
    take<T extends FaultTarget>(target: T, subject: FaultSubject): readonly TakenFault<T>[] {
      const isForTarget = (rule: FaultRule): rule is RuleFor<T> => rule.on === target;
      const taken: TakenFault<T>[] = [];
      for (const entry of [...entries.values()]) {
        const {rule} = entry;
        if (!isForTarget(rule) || !concerns(rule, subject)) continue;
        if (rule.times !== undefined && entry.used >= rule.times) continue;
        entry.used += 1;
        taken.push({rule, removed: entry.removed.signal});
        // A request that hangs on its last use has to stay removable.
        if (entry.used === rule.times && rule.do !== 'hang') entries.delete(entry.id);
      }
      return taken;
    },
  };
};

export type FaultBox = ReturnType<typeof createFaultBox>;
