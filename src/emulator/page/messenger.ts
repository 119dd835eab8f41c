import type {PageReport} from '../page-api.js';
import type {Surface} from '../../protocol/surface.js';

const keptReports = 200;

/** An action that the host page sent: `name` is `refresh` for `cube:action:refresh`. */
export interface HostAction {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const originOf = (url: string): string | undefined => {
  try {
    return new URL(url).origin;
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The origin that frames the page. The referrer is the one way that every browser has; a page framed with `no-referrer`, or that
 * navigated by itself, is left with `ancestorOrigins`, and without that with any origin.
 */
export function hostOrigin(page: Window): string {
  if (page.parent === page) return page.location.origin;
  const referrer = originOf(page.document.referrer);
  // Firefox has no ancestorOrigins.
  const ancestors: DOMStringList | undefined = page.location.ancestorOrigins;
  const ancestor = ancestors?.[0] === 'null' ? undefined : ancestors?.[0];
  if (referrer && referrer !== page.location.origin) return referrer;
  return ancestor ?? referrer ?? '*';
}

/**
 * Speaks Cube's envelope with the host page (https://docs.cube.dev/embedding/iframe/events) and remembers what was said, for the
 * emulator's ledger.
 */
export class Messenger {
  readonly surface: Surface;
  readonly #page: Window;
  readonly #target: string;
  #omitted: readonly string[] = [];
  #reports: PageReport[] = [];

  constructor(surface: Surface, page: Window = window) {
    this.surface = surface;
    this.#page = page;
    this.#target = hostOrigin(page);
  }

  /** Sends `cube:event:NAME`, unless the events of that name are to be left out. */
  post(name: string, payload: Readonly<Record<string, unknown>>): void {
    if (this.#omitted.includes('*') || this.#omitted.includes(name)) return;
    const type = `cube:event:${name}`;
    const {surface} = this;
    this.report({kind: 'posted', type, payload});
    // A statement of its own: WebKit makes a tail call of a returned postMessage and then names the wrong window as its source.
    this.postRaw({source: 'cube-embed', direction: 'event', type, payload, timestamp: Date.now(), surface});
  }

  /** Sends anything at all, as it is. */
  postRaw(data: unknown, targetOrigin = this.#target): void {
    this.#page.parent.postMessage(data, targetOrigin);
    return;
  }

  /** Tells of something that went wrong, by `cube:event:error`. */
  error(message: string, context: string, {fatal = false, name = 'Error'} = {}): void {
    this.post('error', {message, name, context, fatal});
  }

  /** Leaves out the events of these names from now on; `*` means all. */
  omit(names: readonly string[]): void {
    this.#omitted = names;
  }

  /** Hands every action of the host page to `act`, none from any other window or origin. */
  listen(act: (action: HostAction) => void): void {
    this.#page.addEventListener('message', (event) => {
      if (event.source !== this.#page.parent) return;
      if (this.#target !== '*' && event.origin !== this.#target) return;
      const data: unknown = event.data;
      if (!isRecord(data) || data['source'] !== 'cube-embed' || data['direction'] !== 'action') return;
      const {type, payload} = data;
      const name = typeof type === 'string' ? /^cube:action:([a-z][a-z0-9-]*)$/.exec(type)?.[1] : undefined;
      if (name === undefined) return;
      // A session id is a secret: it never reaches the ledger.
      const content = name === 'set-session' ? {} : {payload};
      this.report({kind: 'received', type: `cube:action:${name}`, from: event.origin, ...content});
      act({name, payload: isRecord(payload) ? payload : {}});
    });
  }

  report(report: PageReport): void {
    this.#reports.push(report);
    if (this.#reports.length > keptReports) this.#reports = this.#reports.slice(-keptReports);
  }

  /** What was said since the last call. */
  takeReports(): readonly PageReport[] {
    const reports = this.#reports;
    this.#reports = [];
    return reports;
  }

  /** Puts back what could not be delivered. */
  returnReports(reports: readonly PageReport[]): void {
    this.#reports = [...reports, ...this.#reports].slice(-keptReports);
  }
}
