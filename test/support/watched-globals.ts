import {currentClock, underWay} from './fake-time.js';

/**
 * Wraps what the package's source takes from the browser, and knows what it has not given back. To be imported before
 * the package. Whose call it is tells the stack: the first file in it that is not one of these wrappers.
 */
const wrapperFile = /watched-globals\.ts|fake-time\.ts/;
const ourFile = /\/src\/(element|session|frame|page|protocol)\//;

function isOurs(): boolean {
  const lines = (new Error().stack ?? '').split('\n');
  return ourFile.test(lines.find((line) => line.includes('://') && !wrapperFile.test(line)) ?? '');
}

/** What is held, by a description of it. */
const held = new Map<object, string>();

/** What the package's source holds of the browser: timers, listeners of windows and documents, requests, observers. */
export const heldByUs = (): readonly string[] => [...held.values()];

type Listen = (
  this: EventTarget,
  type: string,
  listener: EventListenerOrEventListenerObject | null,
  options?: boolean | AddEventListenerOptions,
) => void;

function watchListeners(): void {
  const prototype = EventTarget.prototype as unknown as Record<'addEventListener' | 'removeEventListener', Listen>;
  const {addEventListener: add, removeEventListener: remove} = prototype;
  const entries = new Map<EventTarget, {type: string; listener: unknown; capture: boolean; key: object}[]>();
  const captures = (options: boolean | AddEventListenerOptions | undefined): boolean =>
    typeof options === 'object' ? !!options.capture : !!options;
  const forget = (target: EventTarget, type: string, listener: unknown, capture: boolean): void => {
    const list = entries.get(target) ?? [];
    const at = list.findIndex((e) => e.type === type && e.listener === listener && e.capture === capture);
    if (at >= 0) held.delete(list.splice(at, 1)[0]!.key);
    if (!list.length) entries.delete(target);
  };
  const isWatched = (target: EventTarget): boolean =>
    target === window || target instanceof Document || target instanceof MediaQueryList;
  prototype.addEventListener = function (type, listener, options) {
    // A call without a receiver is the window's.
    const target = (this as EventTarget | undefined) ?? window;
    const {signal, once} = typeof options === 'object' ? options : {};
    if (listener && isWatched(target) && !signal?.aborted && isOurs()) {
      const capture = captures(options);
      const key = {};
      forget(target, type, listener, capture);
      entries.set(target, [...(entries.get(target) ?? []), {type, listener, capture, key}]);
      held.set(key, `listener for ${type}`);
      const end = (): void => forget(target, type, listener, capture);
      if (signal) add.call(signal, 'abort', end, {once: true});
      if (once) add.call(target, type, end, {once: true, capture});
    }
    add.call(target, type, listener, options);
  };
  prototype.removeEventListener = function (type, listener, options) {
    const target = (this as EventTarget | undefined) ?? window;
    forget(target, type, listener, captures(options));
    remove.call(target, type, listener, options);
  };
}

function watchTimers(): void {
  const keys = new Map<number, object>();
  const forget = (id: number | undefined): void => {
    held.delete(keys.get(id ?? 0) ?? {});
    keys.delete(id ?? 0);
  };
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const repeats = name === 'setInterval';
    const original = window[name].bind(window) as (handler: TimerHandler, ms?: number, ...rest: unknown[]) => number;
    const watched = (handler: TimerHandler, ms = 0, ...rest: unknown[]): number => {
      if (!isOurs() || typeof handler !== 'function') return original(handler, ms, ...rest);
      const run = (): void => {
        if (!repeats) forget(id);
        (handler as (...given: unknown[]) => void)(...rest);
      };
      const id: number = currentClock()?.add(run, ms, repeats) ?? original(run, ms);
      const key = {};
      keys.set(id, key);
      held.set(key, `${name} of ${ms} ms`);
      return id;
    };
    Object.assign(window, {[name]: watched});
  }
  for (const name of ['clearTimeout', 'clearInterval'] as const) {
    const original = window[name].bind(window);
    const watched = (id: number | undefined): void => {
      forget(id);
      if (!currentClock()?.timers.delete(id ?? 0)) original(id);
    };
    Object.assign(window, {[name]: watched});
  }
  const wall = Date.now.bind(Date);
  Date.now = () => (currentClock() && isOurs() ? currentClock()!.wall : wall());
  const now = performance.now.bind(performance);
  performance.now = () => (currentClock() && isOurs() ? currentClock()!.steady : now());
}

function watchRequests(): void {
  const original = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const key = {};
    const end = (): void => {
      held.delete(key);
      underWay.delete(key);
    };
    if (isOurs()) {
      held.set(key, 'request');
      underWay.add(key);
      init?.signal?.addEventListener('abort', end, {once: true});
    }
    try {
      const response = await original(input, init);
      if (held.has(key)) untilRead(response.body, end);
      return response;
    } catch (error) {
      end();
      throw error;
    }
  };
}

/** A request lasts until its body was read or given up. */
function untilRead(body: ReadableStream<Uint8Array> | null, end: () => void): void {
  if (!body) return end();
  const getReader = body.getReader.bind(body);
  const cancel = body.cancel.bind(body);
  Object.assign(body, {
    getReader: () => {
      const reader = getReader();
      reader.closed.then(end, end);
      return reader;
    },
    cancel: (reason: unknown) => {
      end();
      return cancel(reason);
    },
  });
}

function watchObservers(): void {
  const Original = window.IntersectionObserver;
  window.IntersectionObserver = class extends Original {
    constructor(callback: IntersectionObserverCallback, options?: IntersectionObserverInit) {
      super(callback, options);
      if (isOurs()) held.set(this, 'intersection observer');
    }

    override disconnect(): void {
      held.delete(this);
      super.disconnect();
    }
  };
}

watchListeners();
watchTimers();
watchRequests();
watchObservers();
