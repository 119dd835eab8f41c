import {canonicalJson} from '../protocol/embed-parameters.js';

/** An action of Cube's: its name without `cube:action:`, and its payload. */
export type Action = readonly [name: string, payload: unknown];

/** Actions that wait for `ready`; more than a host can mean, and a bound for a page that never gets one. */
const longestQueue = 100;

/**
 * What is posted to the frame: the host's actions, which wait for `ready`, and the live attributes, which are posted
 * only where they differ from what the document in the frame already holds.
 */
export interface FrameActions {
  /** Posts an action, or keeps it for `ready`; of those that set a state only the last is kept. */
  send(name: string, payload: unknown): void;
  /** A frame has ended: what is sent from now on waits for the next one. */
  hold(): void;
  /** A new frame begins, whose URL says some of the live attributes already. */
  begin(inUrl: readonly Action[]): void;
  /** A document is ready: it gets the live attributes, then what waited. */
  ready(live: readonly Action[], post: (name: string, payload: unknown) => void): void;
  /** Posts the live attributes that changed; nothing before `ready`. */
  sync(live: readonly Action[]): void;
  /** Forgets what waited: the element was removed. */
  clear(): void;
}

export function createFrameActions(): FrameActions {
  let queue: Action[] = [];
  let inUrl: readonly Action[] = [];
  let held = new Map<string, string | undefined>();
  let post: ((name: string, payload: unknown) => void) | null = null;

  const sync = (live: readonly Action[]): void => {
    if (!post) return;
    for (const [name, payload] of live) {
      const text = canonicalJson(payload);
      if (held.get(name) === text) continue;
      held.set(name, text);
      post(name, payload);
    }
  };

  return {
    send(name, payload) {
      if (post) return post(name, payload);
      if (name.startsWith('set-')) queue = queue.filter(([queued]) => queued !== name);
      queue = [...queue, [name, payload] as const].slice(-longestQueue);
    },
    hold() {
      post = null;
    },
    begin(said) {
      inUrl = said;
    },
    ready(live, postNow) {
      held = new Map(inUrl.map(([name, payload]) => [name, canonicalJson(payload)]));
      post = postNow;
      sync(live);
      const waiting = queue;
      queue = [];
      for (const action of waiting) postNow(...action);
    },
    sync,
    clear() {
      queue = [];
    },
  };
}
