import {createFrameActions, type FrameActions} from '../frame/frame-actions.js';
import {elapsedMs, type Environment, type Moment} from '../page/environment.js';
import {watchPage, type PageHappening} from '../page/page-events.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {CubeEmbedError} from '../protocol/errors.js';
import type {SessionReason} from '../protocol/surface.js';
import {awayMs, countRebuild} from '../session/renewal-policy.js';
import {maxRetries, resumeSpreadMs} from '../session/retry-policy.js';
import type {EmbedAttributes} from './attributes.js';
import {explainFor} from './explain.js';
import type {EmbedFrame, RunHappening, RunSurroundings} from './embed-frame.js';
import {createRun, type EmbedRun} from './embed-run.js';
import {createEmbedStatus, type EmbedStatus} from './embed-status.js';
import type {LiveAttributes} from './live-attributes.js';
import type {View} from './view.js';

export interface EmbedControllerOptions {
  /** The element, read only. */
  readonly embed: Readonly<EmbedAttributes>;
  readonly view: View;
  readonly env: Environment;
  /** What a new frame is called. */
  readonly frameTitle: () => string;
  /** Something that is seen has changed. */
  readonly changed: () => void;
}

/** Has one run of an embed at a time, and begins another one where the page, the frame or a failure asks for it. */
export interface EmbedController {
  readonly status: EmbedStatus;
  readonly actions: FrameActions;
  /** The frame of the run, where there is one. */
  readonly frame: EmbedFrame | null;
  connect(): void;
  disconnect(): void;
  /** Whether a run is for this very request. */
  isFor(request: EmbedRequest): boolean;
  /**
   * Takes what the attributes say: begins an embed where it must, takes over what changed where it can.
   *
   * @param reason why an embed begins whatever has changed; null where it needn't
   */
  take(request: EmbedRequest, live: LiveAttributes, reason: SessionReason | null): void;
  /** Begins the same embed again, where there is one. */
  restart(reason: SessionReason): void;
  /** Ends the embed: its requests, timers, listeners and frame. */
  stop(): void;
}

export function createEmbedController({
  embed,
  view,
  env,
  frameTitle,
  changed,
}: EmbedControllerOptions): EmbedController {
  const status = createEmbedStatus(embed, changed);
  const actions = createFrameActions();
  const explain = explainFor(embed);
  const around: RunSurroundings = {embed, view, status, actions, env, frameTitle, explain};
  let run: EmbedRun | null = null;
  /** The request of the run, as text. */
  let running = '';
  let connection: AbortController | null = null;
  let rebuilds: readonly number[] = [];
  let leftAt: Moment | null = null;
  /** Aborts the wait before the request that a page makes when it wakes up; null where it makes none. */
  let resuming: AbortController | null = null;

  const end = (): void => {
    run?.end();
    resuming?.abort();
    resuming = null;
  };

  const stop = (): void => {
    end();
    run = null;
    running = '';
    status.apply({type: 'reset'});
  };

  const start = (request: EmbedRequest, live: LiveAttributes, reason: SessionReason, retryLimit = maxRetries): void => {
    stop();
    // A listener of the change may have begun another one, or removed the element.
    end();
    if (!embed.isConnected) return;
    running = JSON.stringify(request);
    const happened = (happening: RunHappening): void => {
      if (begun.hasEnded) return;
      if (happening.type === 'lost') rebuild();
      else fail(happening.error);
    };
    const begun = createRun(around, {request, live, reason, retryLimit, happened});
    run = begun;
    begun.begin();
  };

  const restart = (reason: SessionReason, retryLimit?: number): void => {
    if (run) start(run.request, run.live, reason, retryLimit);
  };

  /** Reports an error. At a fatal one the frame goes, unless it may still become ready or shows what Cube says. */
  const fail = (error: CubeEmbedError): void => {
    if (error.fatal && error.code !== 'frame-timeout' && error.code !== 'embed-error') end();
    status.report(error);
  };

  /** Builds the frame anew, for a reason that lies in the frame: bounded, so that a broken one is no loop. */
  const rebuild = (): void => {
    const counted = countRebuild(rebuilds, performance.now());
    if (counted) {
      rebuilds = counted;
      restart('reload');
    } else {
      const message = '4 sessions were lost in 10 minutes.';
      fail(new CubeEmbedError({code: 'session-expired', message}));
    }
  };

  const disconnect = (): void => {
    connection?.abort();
    stop();
  };

  const onPage = (happening: PageHappening): void => {
    switch (happening) {
      case 'left':
        leftAt = env.moment();
        return;
      case 'restored':
        // A viewer who comes back must show a session before the frame is seen again; before `ready` none can be posted.
        if (!leftAt || elapsedMs(leftAt, env.moment()) <= awayMs) return;
        if (run?.frame && !run.frame.restore() && !run.request.private) restart('reload');
        return;
      case 'gone':
        // The element stays in a document without a window: it is told of nothing any more.
        return disconnect();
      case 'online':
      case 'shown':
        run?.frame?.wake();
        void resume(happening === 'online');
    }
  };

  /**
   * Out of an error that may have passed, when the page wakes up: one session request, without retries; after a frame that
   * was not ready in time one new embed, also where it is shown because it may work, if the page was offline meanwhile.
   */
  const resume = async (isOnlineAgain: boolean): Promise<void> => {
    const {process} = status;
    const code =
      process.state === 'error'
        ? process.error.retryable && process.error.code
        : isOnlineAgain && process.state === 'loading' && process.isUncovered && 'frame-timeout';
    if (resuming || !run || !code) return;
    const {request, reason} = run;
    const isFrame = code === 'frame-timeout';
    if (isFrame ? request.private : !code.startsWith('session-')) return;
    const {signal} = (resuming = new AbortController());
    try {
      await env.wait(env.random() * resumeSpreadMs, signal);
      restart(isFrame ? 'reload' : reason, isFrame ? maxRetries : 0);
    } catch {
      // Something else has begun in the meantime.
    }
  };

  return {
    status,
    actions,
    get frame() {
      return run?.frame ?? null;
    },
    connect() {
      const {signal} = (connection = new AbortController());
      watchPage(embed.ownerDocument, onPage, signal);
    },
    disconnect,
    isFor: (request) => JSON.stringify(request) === running,
    take(request, live, reason) {
      const losesFilter = run?.frame?.losesFilter(live);
      if (reason || losesFilter || JSON.stringify(request) !== running) {
        explain('begins', losesFilter ? 'anew: filter removed; change it instead' : request);
        start(request, live, reason ?? 'initial');
      } else run?.sync(live);
    },
    restart: (reason) => restart(reason),
    stop,
  };
}
