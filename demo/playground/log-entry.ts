/** Who says it: the element, Cube through it, or whoever uses this page. */
export type Speaker = 'element' | 'cube' | 'you';

/** A line of the log. */
export interface LogEntry {
  readonly number: number;
  readonly at: Date;
  readonly speaker: Speaker;
  readonly name: string;
  /** Undefined: nothing was said with it. */
  readonly payload?: unknown;
}

/** The events that the element fires for itself; all others are Cube's. */
const ownEvents = ['cube-statechange', 'cube-session', 'cube-session-renewed', 'cube-error'];

/** Every event that is documented. */
export const heardEvents = [
  ...ownEvents,
  'cube-ready',
  'cube-view',
  'cube-navigate',
  'cube-dashboard-loaded',
  'cube-download',
  'cube-drilldown',
  'cube-ai-query',
  'cube-session-expiring',
  'cube-session-expired',
] as const;

/** Beyond this the oldest entries go. */
const longest = 300;

let lastNumber = 0;

/** Puts an entry before the others. */
export const withEntry = (
  log: readonly LogEntry[],
  speaker: Speaker,
  name: string,
  payload?: unknown,
): readonly LogEntry[] => {
  lastNumber += 1;
  return [{number: lastNumber, at: new Date(), speaker, name, payload}, ...log].slice(0, longest);
};

export const speakerOf = (name: string): Speaker => (ownEvents.includes(name) ? 'element' : 'cube');

/** An error's message is none of its enumerable members; its name says nothing that the event's doesn't. */
const plain = (value: unknown): unknown =>
  value instanceof Error ? {...value, name: undefined, message: value.message} : value;

/** The payload as text, on one line or as JSON on many. */
export const payloadText = ({payload}: LogEntry, indent?: number): string =>
  payload === undefined ? '' : JSON.stringify(plain(payload), null, indent);
