import type {Surface} from '../protocol/surface.js';
import type {EmbedFrame} from './embed-frame.js';
import type {EmbedStatus} from './embed-status.js';
import type {LocalizedMessages} from './messages.js';
import type {Look, Panel} from './view.js';

function panelOf({process, isPanelPrevented}: EmbedStatus, frame: EmbedFrame | null): Panel {
  switch (process.state) {
    case 'idle':
      return 'none';
    case 'authenticating':
    case 'loading':
      return frame?.isUncovered ? 'none' : 'loading';
    case 'ready':
      return frame?.isRestoring ? 'loading' : 'none';
    case 'error':
      return isPanelPrevented ? 'plain' : 'error';
  }
}

/** Derives what a viewer sees from where the embed stands. */
export function lookOf(
  status: EmbedStatus,
  frame: EmbedFrame | null,
  isSlow: boolean,
  surface: Surface,
  {messages, lang}: LocalizedMessages,
): Look {
  const {process} = status;
  const code = process.state === 'error' ? process.error.code : '';
  return {
    panel: panelOf(status, frame),
    isSlow,
    notice: !!frame?.hasNotice,
    heading: messages[surface],
    sentence:
      code === 'session-unauthorized'
        ? messages.signedOut
        : code === 'session-forbidden'
          ? messages.forbidden
          : messages.failed,
    code,
    messages,
    lang,
  };
}

/** Makes the CSS states and `aria-busy` agree with where the embed stands. */
export function reflectState(element: Element, states: CustomStateSet | undefined, {process}: EmbedStatus): void {
  const {state} = process;
  states?.clear();
  states?.add(state);
  if (state === 'ready' && process.renewing) states?.add('renewing');
  if (state === 'authenticating' || state === 'loading') element.setAttribute('aria-busy', 'true');
  else element.removeAttribute('aria-busy');
}
