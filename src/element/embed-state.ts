import type {CubeEmbedError} from '../protocol/errors.js';

/**
 * Where an embed stands, and all of it that a viewer sees. The union is replaced whole, by {@link transition} alone; the
 * element's `state`, its events, its CSS states and its look are derived from it. No session id is in it.
 */
export type EmbedProcess =
  | {readonly state: 'idle'}
  | {
      readonly state: 'authenticating';
      /** It takes long, and the loader says so. */
      readonly isSlow: boolean;
    }
  | {
      readonly state: 'loading';
      readonly isSlow: boolean;
      /** The frame is shown though it isn't ready: it has loaded, and may work. */
      readonly isUncovered: boolean;
      /** The slim notice stands above the frame. */
      readonly hasNotice: boolean;
      /** The title that Cube reported last; empty before it did. */
      readonly title: string;
    }
  | {
      readonly state: 'ready';
      readonly isRenewing: boolean;
      /** The frame is covered though it is ready: the page came back from the back/forward cache. */
      readonly isRestoring: boolean;
      readonly title: string;
    }
  | {
      readonly state: 'error';
      readonly error: CubeEmbedError;
      /** The panel waits for the listeners' word, so that it is never announced only to be taken back. */
      readonly hasPanel: boolean;
      readonly title: string;
    };

/** The name of where an embed stands. */
export type EmbedState = EmbedProcess['state'];

/** What can happen to an embed. */
export type Happening =
  /** Nothing of it is left. */
  | {readonly type: 'reset'}
  /** A session is requested. */
  | {readonly type: 'request'}
  /** The frame is navigated. */
  | {readonly type: 'navigate'}
  /** Ten seconds of authenticating and loading have passed. */
  | {readonly type: 'slow'}
  /** A frame whose sign-in a viewer may have to use has loaded. */
  | {readonly type: 'uncover'}
  /** Cube reports a title. */
  | {readonly type: 'view'; readonly title: string}
  | {readonly type: 'ready'}
  | {readonly type: 'renew'}
  /** The page came back from the back/forward cache: the frame may be seen again once its session was renewed. */
  | {readonly type: 'restore'}
  /** The renewal is over, well or not. */
  | {readonly type: 'renewed'}
  /** A fatal error. */
  | {readonly type: 'fail'; readonly error: CubeEmbedError}
  /** The listeners have heard of an error, and kept its panel or notice or prevented it. */
  | {readonly type: 'reported'; readonly error: CubeEmbedError; readonly isShown: boolean};

export const idle: EmbedProcess = {state: 'idle'};

const titleOf = (process: EmbedProcess): string => ('title' in process ? process.title : '');

/** Computes where an embed stands after a happening; the same object where the happening changes nothing. */
export function transition(now: EmbedProcess, happening: Happening): EmbedProcess {
  const next = after(now, happening);
  const before = Object(now) as Readonly<Record<string, unknown>>;
  return Object.entries(next).every(([name, value]) => before[name] === value) ? now : next;
}

function after(now: EmbedProcess, happening: Happening): EmbedProcess {
  switch (happening.type) {
    case 'reset':
      return idle;
    case 'request':
      return {state: 'authenticating', isSlow: false};
    case 'navigate': {
      const isSlow = now.state === 'authenticating' && now.isSlow;
      return {state: 'loading', isSlow, isUncovered: false, hasNotice: false, title: ''};
    }
    case 'slow':
      return 'isSlow' in now ? {...now, isSlow: true} : now;
    case 'uncover':
      return now.state === 'loading' ? {...now, isUncovered: true} : now;
    case 'view':
      return 'title' in now ? {...now, title: happening.title} : now;
    case 'ready':
      return now.state === 'loading' || (now.state === 'error' && now.error.code === 'frame-timeout')
        ? {state: 'ready', isRenewing: false, isRestoring: false, title: now.title}
        : now;
    case 'renew':
      return now.state === 'ready' ? {...now, isRenewing: true} : now;
    case 'restore':
      return now.state === 'ready' ? {...now, isRestoring: true} : now;
    case 'renewed':
      return now.state === 'ready' ? {...now, isRenewing: false, isRestoring: false} : now;
    case 'fail':
      return {state: 'error', error: happening.error, hasPanel: false, title: titleOf(now)};
    case 'reported': {
      const {error, isShown} = happening;
      if (now.state === 'error') return now.error === error ? {...now, hasPanel: isShown} : now;
      // The frame has loaded, and may work all the same: it is never covered for long.
      return now.state === 'loading' && error.code === 'frame-timeout'
        ? {...now, isUncovered: true, hasNotice: isShown}
        : now;
    }
  }
}
