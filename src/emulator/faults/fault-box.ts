import {HttpProblem} from '../http-problem.js';
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
  /** The requests that are answered by it now: as long as there are any it stays removable. */
  holders: number;
  readonly removed: AbortController;
}

/** More rules at once are a test that never removes what it adds. */
export const ruleLimit = 100;

/** A session's name in the ledger has 16 hex digits; anything else is an id, which is kept nowhere. */
const named = <Rule extends FaultRule>(rule: Rule): Rule => {
  const {session} = rule;
  return session === undefined || /^[0-9a-f]{16}$/.test(session) ? rule : {...rule, session: sessionName(session)};
};

/** Tells whether a rule is about this subject. A rule that asks for what the subject doesn't say does not match. */
export const concerns = ({session, user}: Pick<FaultRule, 'session' | 'user'>, subject: FaultSubject): boolean => {
  if (session !== undefined && session !== subject.session && sessionName(session) !== subject.session) return false;
  return user === undefined || user === subject.user;
};

/** A rule taken for one request, with the signal that aborts when it is removed. */
export interface TakenFault<T extends FaultTarget> {
  readonly rule: RuleFor<T>;
  readonly removed: AbortSignal;
}

const isFor =
  <T extends FaultTarget>(target: T) =>
  (rule: FaultRule): rule is RuleFor<T> =>
    rule.on === target;

/** Holds the faults that are switched on. */
export const createFaultBox = () => {
  const entries = new Map<number, Entry>();
  let lastId = 0;

  const isUsedUp = ({rule, used}: Entry): boolean => rule.times !== undefined && used >= rule.times;

  /** The rules that apply now, in the order in which they were added, each used once more. */
  const use = (target: FaultTarget, subject: FaultSubject): readonly Entry[] => {
    const used = [...entries.values()].filter(
      (entry) => entry.rule.on === target && !isUsedUp(entry) && concerns(entry.rule, subject),
    );
    for (const entry of used) entry.used += 1;
    return used;
  };

  const dropUsedUp = (used: readonly Entry[]): void => {
    for (const entry of used) if (entry.holders === 0 && isUsedUp(entry)) entries.delete(entry.id);
  };

  const remove = (id: number): boolean => {
    const entry = entries.get(id);
    entries.delete(id);
    entry?.removed.abort();
    return entry !== undefined;
  };

  return {
    /** Adds a rule and returns its id. Throws 409 where there are `ruleLimit` of them. */
    add(rule: FaultRule): number {
      if (entries.size >= ruleLimit) {
        throw new HttpProblem(
          409,
          `There are ${String(ruleLimit)} rules, and no more can be added: remove some first.`,
        );
      }
      lastId += 1;
      entries.set(lastId, {id: lastId, rule: named(rule), used: 0, holders: 0, removed: new AbortController()});
      return lastId;
    },
    /** False where there is none, any more or ever. Requests that hang on it go on. */
    remove,
    clear: (): void => {
      for (const id of [...entries.keys()]) remove(id);
    },
    list: (): readonly ActiveFault[] => [...entries.values()].map(({id, rule, used}) => ({id, rule, used})),

    /** Takes the rules that apply now, in the order in which they were added; one that is used up is gone. */
    take<T extends FaultTarget>(target: T, subject: FaultSubject): readonly RuleFor<T>[] {
      const used = use(target, subject);
      dropUsedUp(used);
      return used.map(({rule}) => rule).filter(isFor(target));
    },

    /** Takes them for a request that may wait because of one: until `answer` is over each can be removed. */
    async during<T extends FaultTarget, Answer>(
      target: T,
      subject: FaultSubject,
      answer: (taken: readonly TakenFault<T>[]) => Promise<Answer>,
    ): Promise<Answer> {
      const used = use(target, subject);
      for (const entry of used) entry.holders += 1;
      try {
        const isMeant = isFor(target);
        const taken = used.flatMap(({rule, removed}) => (isMeant(rule) ? [{rule, removed: removed.signal}] : []));
        return await answer(taken);
      } finally {
        for (const entry of used) entry.holders -= 1;
        dropUsedUp(used);
      }
    },
  };
};

export type FaultBox = ReturnType<typeof createFaultBox>;
