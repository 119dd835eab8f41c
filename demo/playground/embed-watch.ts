import type {CubeEmbedElement} from 'cube-embed';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Fault} from './faults.js';
import {noTimes, timesAfter, type LoadTimes} from './load-times.js';
import {heardEvents, speakerOf, withEntry, type LogEntry} from './log-entry.js';
import {recoveryAfter, startRecovery, type Recovery} from './recovery.js';

/** Listens to an embed's events: keeps its state, the times of its load, and a log. */
export class EmbedWatch implements ReactiveController {
  state = 'idle';
  isRenewing = false;
  /** The code of the error that ended it. */
  code = '';
  /** The viewer's path in the frame, by Cube's last `view`. */
  path = '';
  times: LoadTimes = noTimes;
  log: readonly LogEntry[] = [];
  recovery: Recovery | null = null;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #heard: (event: CustomEvent) => void;
  #startedAt = 0;
  /** When the session of this frame was last renewed in place. */
  #renewedAt = -Infinity;

  constructor(host: ReactiveControllerHost & HTMLElement, heard: (event: CustomEvent) => void) {
    this.#host = host;
    this.#heard = heard;
    host.addController(this);
  }

  hostConnected(): void {
    for (const name of heardEvents) this.#host.addEventListener(name, this.#hear);
  }

  hostDisconnected(): void {
    for (const name of heardEvents) this.#host.removeEventListener(name, this.#hear);
  }

  /** Logs what the person at the page did. */
  write(name: string, payload?: unknown): void {
    this.log = withEntry(this.log, 'you', name, payload);
    this.#host.requestUpdate();
  }

  clearLog(): void {
    this.log = [];
    this.#host.requestUpdate();
  }

  /** Follows a fault; `state` is the element's. */
  follow(fault: Fault, state: string): void {
    this.recovery = startRecovery(fault, state, performance.now());
    this.#host.requestUpdate();
  }

  /** Reads the embed's state. */
  look(embed: CubeEmbedElement): void {
    this.state = embed.state;
    this.code = embed.error?.code ?? '';
    this.isRenewing = embed.matches(':state(renewing)');
    this.#host.requestUpdate();
  }

  readonly #hear = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return;
    const now = performance.now();
    const {type} = event;
    const detail: unknown = event.detail;
    this.log = withEntry(this.log, speakerOf(type), type, detail);
    if (type === 'cube-statechange' && (detail as {readonly state: string}).state === 'authenticating') {
      this.#startedAt = now;
      this.#renewedAt = -Infinity;
    }
    if (type === 'cube-view') this.path = (detail as {readonly path?: string} | null)?.path ?? this.path;
    this.times = timesAfter(this.times, event, this.#startedAt, now);
    if (this.recovery) this.recovery = recoveryAfter(this.recovery, event, now, this.#renewedAt);
    if (type === 'cube-session-renewed') this.#renewedAt = now;
    // The embed's state follows the event in a renewal, and goes with it otherwise.
    const embed = event.target as CubeEmbedElement;
    this.look(embed);
    requestAnimationFrame(() => this.look(embed));
    this.#heard(event);
  };
}
