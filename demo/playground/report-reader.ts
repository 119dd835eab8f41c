import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {PlaygroundReport} from '../host/playground.js';
import {hostApi} from './host-api.js';

/** Something happened: the report is read soon, and once more when the frame has told the emulator what it got. */
const soonMs = [300, 2000];

/** Keeps the emulator's counts up to date without asking for them all the time. */
export class ReportReader implements ReactiveController {
  report: PlaygroundReport | null = null;
  readonly #host: ReactiveControllerHost;
  #timers: readonly ReturnType<typeof setTimeout>[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  /** Reads the report soon; called again meanwhile it begins anew. */
  soon(): void {
    this.#stop();
    this.#timers = soonMs.map((ms) => setTimeout(() => void this.#read(), ms));
  }

  #stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #read(): Promise<void> {
    try {
      this.report = await hostApi.report();
      this.#host.requestUpdate();
    } catch {
      // The host has gone: the counts stay what they were.
    }
  }
}
