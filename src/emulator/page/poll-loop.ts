import {emulatorPaths, type PageFault, type PollAnswer, type PollRequest, type SessionClock} from '../page-api.js';
import {addressOf, type ApiClient} from './api-client.js';
import type {Messenger} from './messenger.js';

/** After a poll that failed. */
const retryAfterMs = 1000;

export interface PollOptions {
  readonly pageId: string;
  readonly pollAfterMs: number;
  readonly api: ApiClient;
  readonly messenger: Messenger;
  readonly onClock: (clock: SessionClock) => void;
  readonly onFault: (fault: PageFault) => Promise<void>;
}

/** Asks the emulator what a moved clock and the fault switches want of this page, and tells it what was said; never ends. */
export function startPolling({pageId, pollAfterMs, api, messenger, onClock, onFault}: PollOptions): void {
  const address = addressOf(emulatorPaths.poll, {pageId});
  let after = 0;
  let timer: ReturnType<typeof setTimeout>;
  let isBusy = false;

  const poll = async (): Promise<void> => {
    clearTimeout(timer);
    if (isBusy) return;
    isBusy = true;
    const reports = messenger.takeReports();
    const body: PollRequest = {after, visible: !document.hidden, reports};
    let waitMs = retryAfterMs;
    try {
      const answer = await api.json<PollAnswer>(address, {body});
      after = answer.sequence;
      waitMs = answer.pollAfterMs;
      if (answer.session) onClock(answer.session);
      for (const fault of answer.faults) await onFault(fault);
    } catch {
      messenger.returnReports(reports);
    }
    isBusy = false;
    timer = setTimeout(() => void poll(), waitMs);
  };

  timer = setTimeout(() => void poll(), pollAfterMs);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void poll();
  });
}
