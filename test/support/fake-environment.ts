import type {Deadline, Environment, Moment} from '../../src/page/environment.js';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** One request that was made, as the session layer made it. */
export interface FakeRequest {
  readonly url: string;
  readonly init: RequestInit;
  /** The steady clock when it left. */
  readonly at: number;
}

/** Lets everything run that waits for nothing but its turn. */
export async function turns(count = 5): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise(setImmediate);
}

/** Waits for something that is bound to come without any time passing. */
export async function until(isTrue: () => boolean, message: string): Promise<void> {
  for (let i = 0; i < 1000 && !isTrue(); i++) await new Promise(setImmediate);
  if (!isTrue()) throw new Error(`It never came: ${message}`);
}

/** A world for the session layer, whose clocks stand still until a test moves them. */
export class FakeEnvironment implements Environment {
  readonly requests: FakeRequest[] = [];
  /** How long `wait` was asked to wait, each time. */
  readonly waits: number[] = [];
  readonly #timers = new Set<Timer>();
  readonly #online = new Set<() => void>();
  #wallAt = Date.UTC(2026, 0, 1);
  #steadyAt = 1000;
  #isOnline = true;

  /** Answers a request; the number is 1 for the first. */
  respond: (request: FakeRequest, number: number) => Response | Promise<Response> = () => {
    throw new TypeError('Failed to fetch');
  };
  random = (): number => 0.5;

  /** Waits and deadlines that are under way. */
  get pending(): number {
    return this.#timers.size + this.#online.size;
  }

  /** Moves both clocks; what is due on the way happens at its time. */
  async advance(ms: number): Promise<void> {
    const end = this.#steadyAt + ms;
    await turns();
    for (;;) {
      const next = [...this.#timers].filter(({at}) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#move(next.at - this.#steadyAt);
      this.#timers.delete(next);
      next.fire();
      await turns();
    }
    this.#move(end - this.#steadyAt);
  }

  /** Lets the wall clock jump, as by a machine's sleep or a viewer's hand; no timer hears of it. */
  jumpWallClock(ms: number): void {
    this.#wallAt += ms;
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (!isOnline) return;
    for (const listener of [...this.#online]) listener();
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    init.signal?.throwIfAborted();
    const request = {url, init, at: this.#steadyAt};
    const number = this.requests.push(request);
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error), {once: true});
      Promise.resolve()
        .then(() => this.respond(request, number))
        .then(resolve, reject);
    });
  }

  moment(): Moment {
    return {wallAt: this.#wallAt, steadyAt: this.#steadyAt};
  }

  isOnline(): boolean {
    return this.#isOnline;
  }

  untilOnline(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const listener = (): void => {
        this.#online.delete(listener);
        resolve();
      };
      this.#online.add(listener);
      signal.addEventListener('abort', () => {
        if (this.#online.delete(listener)) reject(signal.reason as Error);
      });
    });
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    this.waits.push(ms);
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const timer = {at: this.#steadyAt + ms, fire: resolve};
      this.#timers.add(timer);
      signal.addEventListener('abort', () => {
        if (this.#timers.delete(timer)) reject(signal.reason as Error);
      });
    });
  }

  deadline(ms: number, signal: AbortSignal): Deadline {
    const own = new AbortController();
    const timer = {at: this.#steadyAt + ms, fire: () => own.abort(new DOMException('Too late', 'TimeoutError'))};
    this.#timers.add(timer);
    return {signal: AbortSignal.any([signal, own.signal]), end: () => void this.#timers.delete(timer)};
  }

  #move(ms: number): void {
    this.#steadyAt += ms;
    this.#wallAt += ms;
  }
}
