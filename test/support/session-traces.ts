/** Everything that was said on the console, and every `cube-` event with the host's attributes at that moment, as text. */
export const heardAndSaid: string[] = [];

/** Ids that frames were navigated with. */
const known = new Set<string>();

/** The emulator's ids: 32 lowercase hex digits, as Cube's. */
const emulatorId = /(?<![\w-])[0-9a-f]{32}(?![\w-])/;

/** Tells whether a session id is in a text: an emulator's, or one that a frame was navigated with. */
export const idsIn = (text: string): boolean => emulatorId.test(text) || [...known].some((id) => text.includes(id));

/** A value as text, whatever can be read in it: errors with all that they own, objects by their members. */
function textOf(value: unknown, depth = 0): string {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return String(value);
  if (depth > 4 || value instanceof Node || value === window) return '';
  const members = Reflect.ownKeys(value).map((key) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    return `${String(key)}: ${textOf(descriptor?.value, depth + 1)}`;
  });
  return members.join('\n');
}

const source = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'src')!;
Object.defineProperty(HTMLIFrameElement.prototype, 'src', {
  ...source,
  set(this: HTMLIFrameElement, value: string) {
    const {searchParams} = new URL(value, location.href);
    for (const name of ['session', 'sessionId']) if (searchParams.has(name)) known.add(searchParams.get(name)!);
    source.set?.call(this, value);
  },
});

for (const name of ['debug', 'log', 'info', 'warn', 'error'] as const) {
  const original = console[name].bind(console);
  console[name] = (...values: unknown[]) => {
    heardAndSaid.push(`console.${name} ${values.map((value) => textOf(value)).join(' ')}`);
    original(...values);
  };
}

const prototype = EventTarget.prototype as unknown as {dispatchEvent: (this: EventTarget, event: Event) => boolean};
const {dispatchEvent} = prototype;
prototype.dispatchEvent = function (event) {
  if (event instanceof CustomEvent && event.type.startsWith('cube-')) {
    const attributes = this instanceof Element ? (this.cloneNode() as Element).outerHTML : '';
    heardAndSaid.push(`${event.type} ${textOf(event.detail)} ${attributes}`);
  }
  return dispatchEvent.call((this as EventTarget | undefined) ?? window, event);
};

/** The origins that the package has posted messages for. */
export const postedFor: string[] = [];

/** Stands in for a frame's window where the package posts to it; see the test runner's configuration. */
const watchedPosts = (frame: Window): Pick<Window, 'postMessage'> => ({
  postMessage(message: unknown, target: unknown) {
    postedFor.push(String(target));
    frame.postMessage(message, String(target));
  },
});
Object.assign(globalThis, {watchedPosts});
