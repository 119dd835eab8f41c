import type {Surface} from '../protocol/surface.js';
import type {EmbedProcess} from './embed-state.js';
import type {LocalizedMessages, Messages} from './messages.js';

/** What the element shows over its frame; `plain` is the background alone. */
export type Panel = 'none' | 'plain' | 'loading' | 'error';

/** Everything that the view needs to know. */
export interface Look {
  readonly panel: Panel;
  /** Whether the loader says that it is still loading. */
  readonly isSlow: boolean;
  /** Whether the slim notice stands above the frame. */
  readonly notice: boolean;
  readonly heading: string;
  readonly sentence: string;
  /** For developers, and for whom a viewer asks. */
  readonly code: string;
  /** Whether the panel has Retry: not where it can't help. */
  readonly canRetry: boolean;
  /** Where the link goes that takes Retry's place; empty where there is none. */
  readonly signInUrl: string;
  /** What the frame is called. */
  readonly frameTitle: string;
  readonly messages: Messages;
  /** The language of the texts, for screen readers; empty where the page's own holds. */
  readonly lang: string;
}

function panelOf(process: EmbedProcess): Panel {
  switch (process.state) {
    case 'idle':
      return 'none';
    case 'authenticating':
      return 'loading';
    case 'loading':
      return process.isUncovered ? 'none' : 'loading';
    case 'ready':
      return process.isRestoring ? 'loading' : 'none';
    case 'error':
      return process.hasPanel ? 'error' : 'plain';
  }
}

const sentenceOf = (code: string, messages: Messages): string => {
  if (code === 'session-unauthorized') return messages.signedOut;
  return code === 'session-forbidden' ? messages.forbidden : messages.failed;
};

/** Derives what a viewer sees from where the embed stands. */
export function lookOf(
  process: EmbedProcess,
  surface: Surface,
  {messages, lang}: LocalizedMessages,
  signInUrl: string,
): Look {
  const code = process.state === 'error' ? process.error.code : '';
  const title = 'title' in process && process.title;
  return {
    panel: panelOf(process),
    isSlow: 'isSlow' in process && process.isSlow,
    notice: process.state === 'loading' && process.hasNotice,
    heading: messages[surface],
    sentence: sentenceOf(code, messages),
    code,
    canRetry: code !== 'session-forbidden',
    signInUrl: code === 'session-unauthorized' ? signInUrl : '',
    frameTitle: messages[surface] + (title ? `: ${title}` : ''),
    messages,
    lang,
  };
}

/** Makes the CSS states and `aria-busy` agree with where the embed stands. */
export function reflectState(element: Element, states: CustomStateSet | undefined, process: EmbedProcess): void {
  const {state} = process;
  states?.clear();
  states?.add(state);
  if (state === 'ready' && process.isRenewing) states?.add('renewing');
  element.ariaBusy = state === 'authenticating' || state === 'loading' ? 'true' : null;
}
