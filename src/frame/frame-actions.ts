import {canonicalJson} from '../protocol/embed-parameters.js';

/** An action of Cube's: its name without `cube:action:`, and its payload. */
export type Action = readonly [name: string, payload: unknown];

/** Actions that wait for `ready`; more than a host can mean, and a bound for a page that never gets one. */
const longestQueue = 100;

/**
 * What is posted to the frame: the host's actions, which wait for `ready`, and the live attributes, which are posted
 * only where they differ from what the document in the frame already holds.
 */
export class FrameActions {
  #queue: Action[] = [];
  #inUrl: readonly Action[] = [];
  #held = new Map<string, string | undefined>();
  #post: ((name: string, payload: unknown) => void) | null = null;

  /** Posts an action, or keeps it for `ready`; of those that set a state only the last is kept. */
  send(name: string, payload: unknown): void {
    if (this.#post) return this.#post(name, payload);
    if (name.startsWith('set-')) this.#queue = this.#queue.filter(([queued]) => queued !== name);
    this.#queue.push([name, payload]);
    this.#queue = this.#queue.slice(-longestQueue);
  }

  /** A frame has ended: what is sent from now on waits for the next one. */
  hold(): void {
    this.#post = null;
  }

  /** A new frame begins, whose URL says some of the live attributes already. */
  begin(inUrl: readonly Action[]): void {
    this.#inUrl = inUrl;
  }

  /** A document is ready: it gets the live attributes, then what waited. */
  ready(live: readonly Action[], post: (name: string, payload: unknown) => void): void {
    this.#held = new Map(this.#inUrl.map(([name, payload]) => [name, canonicalJson(payload)]));
    this.#post = post;
    this.sync(live);
    const queue = this.#queue;
    this.#queue = [];
    for (const [name, payload] of queue) post(name, payload);
  }

  /** Posts the live attributes that changed; nothing before `ready`. */
  sync(live: readonly Action[]): void {
    if (!this.#post) return;
    for (const [name, payload] of live) {
      const text = canonicalJson(payload);
      if (this.#held.get(name) === text) continue;
      this.#held.set(name, text);
      this.#post(name, payload);
    }
  }

  /** Forgets what waited: the element was removed. */
  clear(): void {
    this.#queue = [];
  }
}
