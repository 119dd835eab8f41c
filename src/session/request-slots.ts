import {abortable} from '../page/environment.js';
import {pageMemory} from '../page/page-memory.js';

/** At most this many session requests of a page are in flight at one endpoint. */
const slotsPerEndpoint = 4;

interface Waiting {
  readonly isInViewport: () => boolean;
  readonly go: () => void;
}

interface Slots {
  taken: number;
  readonly waiting: Set<Waiting>;
}

const slotsOf = pageMemory('slots', new Map<string, Slots>());

function slotsAt(endpoint: string): Slots {
  let slots = slotsOf.get(endpoint);
  if (!slots) slotsOf.set(endpoint, (slots = {taken: 0, waiting: new Set()}));
  return slots;
}

/** Takes a slot for a request that is in flight already, whether one is free or not. */
export function holdSlot(endpoint: string): void {
  slotsAt(endpoint).taken++;
}

/**
 * Takes a slot for a request, at once where one is free.
 *
 * @param isInViewport asked when a slot becomes free: those that the viewer sees go first
 * @returns undefined when the slot is taken, or a promise to wait for; it rejects when the signal aborts
 */
export function takeSlot(
  endpoint: string,
  isInViewport: () => boolean,
  signal: AbortSignal,
): Promise<void> | undefined {
  const slots = slotsAt(endpoint);
  if (slots.taken < slotsPerEndpoint) {
    slots.taken++;
    return undefined;
  }
  const {waiting} = slots;
  return abortable(signal, (go, settled) => {
    const entry = {isInViewport, go};
    waiting.add(entry);
    settled.addEventListener('abort', () => waiting.delete(entry));
  });
}

/** Gives a slot back: to the first in the viewport that waits, else to the first, else to nobody. */
export function freeSlot(endpoint: string): void {
  const slots = slotsOf.get(endpoint);
  if (!slots) return;
  const all = [...slots.waiting];
  const next = all.find((entry) => entry.isInViewport()) ?? all[0];
  if (next && slots.taken <= slotsPerEndpoint) {
    next.go();
  } else if (!--slots.taken) slotsOf.delete(endpoint);
}
