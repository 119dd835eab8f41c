import {listen} from '../page/document.js';
import {frameAction, parseFrameEvent, type FrameEvent} from '../protocol/frame-message.js';

/** Hears one frame. */
export interface FrameListener {
  /** The only origin that is believed. */
  readonly origin: string;
  event(event: FrameEvent): void;
  /** The frame speaks Cube's envelope from somewhere else: a redirect, a wrong `base-url`. */
  foreign(origin: string): void;
}

/** A connection to one frame. */
export interface FrameChannel {
  /** Posts an action to the frame, for its origin alone. */
  post(name: string, payload: unknown): void;
  /** From now on other origins are ignored without a look at what they say. */
  expectNoOther(): void;
  /** Stops listening. Idempotent. */
  close(): void;
}

interface Route {
  readonly listener: FrameListener;
  expectsOther: boolean;
}

type Routes = Map<MessageEventSource, Route>;

/** Who listens, by the window that speaks. One `message` listener serves all embeds of a window. */
const switchboards = new WeakMap<Window, {readonly routes: Routes; stop: AbortController}>();

function dispatch(routes: Routes, message: MessageEvent): void {
  // A message that was under way when its frame was removed has no source, and neither has the removed frame a window.
  const route = message.source && routes.get(message.source);
  if (!route) return;
  const {listener, expectsOther} = route;
  const isTrusted = message.origin === listener.origin;
  if (!isTrusted && !expectsOther) return;
  // `data` is read only now: to read it is to deserialise it, which a large message can make expensive.
  const event = parseFrameEvent(message.data);
  if (!event) return;
  if (isTrusted) listener.event(event);
  else listener.foreign(message.origin);
}

/** Connects to a frame that is in a document. */
export function openFrameChannel(window: Window, frame: Window, listener: FrameListener): FrameChannel {
  let board = switchboards.get(window);
  if (!board)
    switchboards.set(window, (board = {routes: new Map<MessageEventSource, Route>(), stop: new AbortController()}));
  const {routes} = board;
  if (!routes.size) {
    board.stop = new AbortController();
    listen<MessageEvent>(window, 'message', (message) => dispatch(routes, message), board.stop.signal);
  }
  const route = {listener, expectsOther: true};
  routes.set(frame, route);
  return {
    post: (name, payload) => frame.postMessage(frameAction(name, payload, Date.now()), listener.origin),
    expectNoOther: () => {
      route.expectsOther = false;
    },
    close: () => {
      if (routes.delete(frame) && !routes.size) board.stop.abort();
    },
  };
}
