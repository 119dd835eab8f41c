import type {CubeEmbedElement} from '../../src/index.js';
import type {SessionLife} from '../../src/emulator/ledger.js';
import type {FaultRule} from '../../src/emulator/faults/fault-rule.js';
import type {ScriptedAnswer, SeenRequest} from './session-endpoint.js';

/** A Cube of a test's own, on an origin of its own, and the session endpoint of a host that uses it. */
export interface Tenant {
  readonly baseUrl: string;
  readonly endpoint: string;
  /** What the endpoint answers next, before it hands out sessions again. */
  script(...answers: readonly ScriptedAnswer[]): Promise<void>;
  /** Lets those answers go that the script holds. */
  release(): Promise<void>;
  /** The requests that the endpoint got, and how many were in flight at most. */
  seen(): Promise<{readonly requests: readonly SeenRequest[]; readonly maxInFlight: number}>;
  sessions(): Promise<readonly SessionLife[]>;
  /** Switches a fault of the emulator on; returns its id. */
  fault(rule: FaultRule): Promise<number>;
  removeFault(id: number): Promise<void>;
  /** Moves the emulator's clock. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

async function call(path: string, method = 'POST', body?: unknown): Promise<unknown> {
  const response = await fetch(`/__tenant${path}`, {method, ...(body !== undefined && {body: JSON.stringify(body)})});
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

async function control(id: string, path: string, method: string, body?: unknown): Promise<unknown> {
  const answer = (await call(`/${id}/control/${path}`, method, body)) as {status: number; body: unknown};
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Those that are closed after the test. */
export const openTenants = new Set<Tenant>();

/** Those that outlive their test, until the file is over. */
export const lastingTenants = new Set<Tenant>();

/** Lets a tenant outlive the test: for what a page can decide only once. */
export const keep = (tenant: Tenant): Tenant => {
  openTenants.delete(tenant);
  lastingTenants.add(tenant);
  return tenant;
};

/** Called with each tenant that is about to be closed, while its ledger can still be read. */
export const beforeClose = new Set<(tenant: Tenant) => Promise<void>>();

/** Opens a tenant; it is closed after the test. */
export async function openTenant(): Promise<Tenant> {
  const {id, url} = (await call('')) as {id: string; url: string};
  const tenant: Tenant = {
    baseUrl: url,
    endpoint: `/__tenant/${id}/session`,
    script: async (...answers) => void (await call(`/${id}/script`, 'POST', answers)),
    release: async () => void (await call(`/${id}/release`)),
    seen: async () => (await call(`/${id}/seen`)) as Awaited<ReturnType<Tenant['seen']>>,
    sessions: async () => ((await control(id, 'ledger', 'GET')) as {sessions: readonly SessionLife[]}).sessions,
    fault: async (rule) => ((await control(id, 'faults', 'POST', rule)) as {id: number}).id,
    removeFault: async (faultId) => void (await control(id, `faults/${faultId}`, 'DELETE')),
    advance: async (ms) => void (await control(id, 'advance', 'POST', {ms})),
    close: async () => {
      openTenants.delete(tenant);
      for (const look of beforeClose) await look(tenant);
      await call(`/${id}/close`);
    },
  };
  openTenants.add(tenant);
  return tenant;
}

/** The attributes of a dashboard that works. */
export const dashboardOf = (tenant: Tenant): Readonly<Record<string, string>> => ({
  type: 'dashboard',
  id: 'OwVQpbdaZmBT',
  'base-url': tenant.baseUrl,
  'session-endpoint': tenant.endpoint,
});

/** Makes an element, not yet in the page. */
export function createEmbed(attributes: Readonly<Record<string, string>>): CubeEmbedElement {
  const element = document.createElement('cube-embed');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Puts an element into the page. */
export function mount(attributes: Readonly<Record<string, string>>): CubeEmbedElement {
  const element = createEmbed(attributes);
  document.body.append(element);
  return element;
}

/** Waits until a predicate holds; fails with the message, and what the predicate returned last, where it never does. */
export async function until<T>(what: string, predicate: () => T | Promise<T>, withinMs = 60_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await predicate();
    if (value) return value;
    if (performance.now() > end) throw new Error(`never: ${what} (last: ${String(value)})`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The next event of a name. */
export const nextEvent = <K extends keyof HTMLElementEventMap>(
  target: EventTarget,
  name: K,
): Promise<HTMLElementEventMap[K]> =>
  new Promise((resolve) => {
    target.addEventListener(name, (event) => resolve(event as HTMLElementEventMap[K]), {once: true});
  });
