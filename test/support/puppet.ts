import type {CubeEmbedElement} from '../../src/index.js';
import {openTenant, until, type Tenant} from './tenant.js';

/**
 * What the frame shows in place of Cube's page: it does what a test tells it, and tells what it is told. Messages of one
 * window to another arrive in order, so that everything it said has been heard when a command is answered.
 */
const page = `<!doctype html><meta charset="utf-8"><title>Puppet</title><body><button>Inside</button><script>
const tell = (message) => parent.postMessage(message, '*');
const say = (name, payload) =>
  tell({source: 'cube-embed', direction: 'event', type: 'cube:event:' + name, payload, timestamp: Date.now(), surface: 'dashboard'});
addEventListener('message', async ({data, origin, source}) => {
  if (source !== parent) return;
  if (!data || data.puppet !== 'run') return tell({puppet: 'got', data, origin});
  let result, error;
  try { result = await new (async () => {}).constructor('say', 'tell', 'data', data.code)(say, tell, data.data); }
  catch (e) { error = String(e); }
  tell({puppet: 'done', id: data.id, result, error});
});
/*FIRST*/
tell({puppet: 'hello', url: location.href, referrer: document.referrer});
</script>`;

/** An action of the element's, as the frame got it. */
export interface GotAction {
  readonly source: string;
  readonly direction: string;
  readonly type: string;
  readonly payload: unknown;
  readonly timestamp: number;
}

interface Frame {
  url: string;
  referrer: string;
  hellos: number;
  readonly got: GotAction[];
  readonly done: Map<number, (answer: {result?: unknown; error?: string}) => void>;
}

const frames = new Map<MessageEventSource, Frame>();
let lastId = 0;

window.addEventListener('message', ({source, data}) => {
  const message = data as Readonly<Record<string, unknown>> | null;
  if (!source || typeof message !== 'object' || !message?.['puppet']) return;
  let frame = frames.get(source);
  if (!frame) frames.set(source, (frame = {url: '', referrer: '', hellos: 0, got: [], done: new Map()}));
  const {puppet, url, referrer, id} = message;
  if (puppet === 'hello') Object.assign(frame, {url, referrer, hellos: frame.hellos + 1});
  if (puppet === 'got') frame.got.push(message['data'] as GotAction);
  if (puppet === 'done') frame.done.get(id as number)?.(message);
});

/** The page in a frame, moved by a test. */
export interface Puppet {
  readonly window: Window;
  /** Its URL, session and all. */
  readonly url: URL;
  readonly referrer: string;
  /** How many documents have begun in it. */
  readonly hellos: number;
  /** The actions that it got, oldest first. */
  readonly got: readonly GotAction[];
  /** Runs code in the page, where `say(name, payload)`, `tell(message)` and `data` are known. */
  run(code: string, data?: unknown): Promise<unknown>;
  /** Says one of Cube's events; resolves when it was heard. */
  say(name: string, payload?: unknown): Promise<void>;
  /** Posts anything. */
  tell(message: unknown): Promise<void>;
  /** Waits until everything that was posted to the frame is there; returns the actions, shortened to name and payload. */
  actions(): Promise<(readonly [string, unknown])[]>;
}

export const readyPayload = {embedTenant: 'tests', deploymentId: 32, mode: 'signed', surface: 'dashboard'};

/** A tenant whose frames show the puppet; `first` is code that it runs before anything else. */
export async function openPuppetTenant(first = ''): Promise<Tenant> {
  const tenant = await openTenant();
  await tenant.fault({on: 'document', do: 'answer', body: page.replace('/*FIRST*/', first)});
  return tenant;
}

/** Takes hold of the page in a window that has said hello. */
export function puppetIn(target: Window): Puppet {
  const frame = frames.get(target)!;
  const run = (code: string, data?: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      frame.done.set(id, ({result, error}) => {
        frame.done.delete(id);
        if (error) reject(new Error(error));
        else resolve(result);
      });
      target.postMessage({puppet: 'run', id, code, data}, '*');
    });
  return {
    window: target,
    get url() {
      return new URL(frame.url);
    },
    get referrer() {
      return frame.referrer;
    },
    get hellos() {
      return frame.hellos;
    },
    got: frame.got,
    run,
    say: async (name, payload) => void (await run('say(data.name, data.payload)', {name, payload})),
    tell: async (message) => void (await run('tell(data)', message)),
    actions: async () => {
      await run('');
      return frame.got.map(({type, payload}) => [type.replace('cube:action:', ''), payload] as const);
    },
  };
}

/** The page in an element's frame, once it has said hello; `other` is a puppet that it must no longer be. */
export async function puppetOf(element: CubeEmbedElement, other?: Puppet): Promise<Puppet> {
  const target = await until('the frame says hello', () => {
    const inside = element.frame?.contentWindow;
    return inside && inside !== other?.window && frames.get(inside)?.hellos ? inside : null;
  });
  return puppetIn(target!);
}

/** The same, ready. */
export async function readyPuppetOf(element: CubeEmbedElement, other?: Puppet): Promise<Puppet> {
  const puppet = await puppetOf(element, other);
  await puppet.say('ready', readyPayload);
  return puppet;
}

/**
 * Begins an embed out of sight, where no time is up, and shows it when its frame has loaded: so that a frame that is late
 * is one that has loaded, however slow the machine is.
 */
export async function loadUnseen(element: CubeEmbedElement, begin: () => void): Promise<Puppet> {
  element.hidden = true;
  const loaded = new Promise((resolve) => {
    element.shadowRoot!.addEventListener('load', resolve, {capture: true, once: true});
  });
  begin();
  await loaded;
  const puppet = await puppetOf(element);
  element.hidden = false;
  return puppet;
}

/** Notes every event of an element, as `[name, detail]`, without `cube-`. */
export function record(target: EventTarget, ...names: readonly string[]): [string, unknown][] {
  const seen: [string, unknown][] = [];
  for (const name of names) {
    target.addEventListener(`cube-${name}`, (event) => seen.push([name, (event as CustomEvent).detail]));
  }
  return seen;
}
