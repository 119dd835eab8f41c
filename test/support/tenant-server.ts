import type {Emulator} from '../../src/emulator/index.js';
import {addCase, printCases, type CaseRow} from './ledger-table.js';
import {createBuiltEmulator} from './built-emulator.js';

/** One answer of a host's session endpoint, in place of a session. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; `{SESSION}` becomes a new session's id. */
  readonly body?: string;
  readonly delayMs?: number;
  /** Sends the headers and then a byte a second, for ever. */
  readonly drips?: boolean;
  readonly hangs?: boolean;
  /** Cuts the connection before anything was answered. */
  readonly resets?: boolean;
  /** Members that replace or extend those of a good answer; null takes one away. */
  readonly session?: Readonly<Record<string, unknown>>;
}

/** One request that came to a host's session endpoint. */
export interface SeenRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly at: number;
  /** Whether the browser gave it up before it was answered. */
  aborted: boolean;
}

interface Tenant {
  readonly emulator: Emulator;
  readonly url: string;
  readonly close: () => Promise<void>;
  readonly script: ScriptedAnswer[];
  readonly seen: SeenRequest[];
  inFlight: number;
  maxInFlight: number;
}

interface Koa {
  readonly req: NodeJS.ReadableStream & {socket: {destroy(): void}; headers: Record<string, string>};
  readonly res: {
    writeHead(status: number, headers: Record<string, string>): void;
    write(text: string): void;
    end(text?: string): void;
    on(event: 'close', listener: () => void): void;
    readonly writableEnded: boolean;
  };
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  respond: boolean;
  set(name: string, value: string): void;
}

const tenants = new Map<string, Tenant>();
let counter = 0;

async function open(): Promise<{id: string; url: string}> {
  const emulator = await createBuiltEmulator();
  const server = await emulator.listen();
  const {url} = server;
  const id = String(++counter);
  tenants.set(id, {emulator, url, close: () => server.close(), script: [], seen: [], inFlight: 0, maxInFlight: 0});
  return {id, url};
}

async function mint({emulator, url}: Tenant, user: string): Promise<Record<string, unknown>> {
  const response = await emulator.fetch(
    new Request(`${url}/api/v1/embed/generate-session`, {
      method: 'POST',
      headers: {'content-type': 'application/json', authorization: 'Api-Key emulator-key'},
      body: JSON.stringify({
        deploymentId: 32,
        externalId: user,
        creatorMode: true,
        embedTenantName: 'tests',
        groups: [],
      }),
    }),
  );
  if (!response.ok) throw new Error(`generate-session: ${response.status} ${await response.text()}`);
  return {...((await response.json()) as object), baseUrl: url, deploymentId: 32};
}

const text = async (stream: NodeJS.ReadableStream): Promise<string> => {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The host's session endpoint: what the script says, else a session. */
async function answerSession(tenant: Tenant, ctx: Koa): Promise<void> {
  const {req, res} = ctx;
  const seen: SeenRequest = {
    method: ctx.method,
    headers: {...req.headers},
    body: await text(req),
    at: Date.now(),
    aborted: false,
  };
  tenant.seen.push(seen);
  tenant.maxInFlight = Math.max(tenant.maxInFlight, ++tenant.inFlight);
  res.on('close', () => {
    tenant.inFlight--;
    seen.aborted = !res.writableEnded;
  });
  const answer = tenant.script.shift() ?? {};
  if (answer.delayMs) await wait(answer.delayMs);
  if (answer.hangs) return;
  if (answer.resets) return req.socket.destroy();
  const headers = {'content-type': 'application/json', 'cache-control': 'no-store', ...answer.headers};
  if (answer.drips) {
    res.writeHead(200, headers);
    const timer = setInterval(() => res.write(' '), 1000);
    res.on('close', () => clearInterval(timer));
    return;
  }
  if (answer.status && answer.status >= 300 && !answer.body) {
    res.writeHead(answer.status, headers);
    return res.end('{"title":"scripted"}');
  }
  const session = {...(await mint(tenant, ctx.query['user'] ?? 'viewer')), ...answer.session};
  const members = Object.fromEntries(Object.entries(session).filter(([, value]) => value !== null));
  res.writeHead(answer.status ?? 200, headers);
  res.end(answer.body?.replaceAll('{SESSION}', String(session['sessionId'])) ?? JSON.stringify(members));
}

async function route(ctx: Koa): Promise<unknown> {
  const [, , id = '', what = '', ...rest] = ctx.path.split('/');
  if (!id) return open();
  if (id === 'cases') {
    addCase(JSON.parse(await text(ctx.req)) as CaseRow);
    return {};
  }
  const tenant = tenants.get(id);
  if (!tenant) throw new Error(`no tenant ${id}`);
  switch (what) {
    case 'session':
      await answerSession(tenant, ctx);
      return undefined;
    case 'script':
      tenant.script.push(...(JSON.parse(await text(ctx.req)) as ScriptedAnswer[]));
      return {};
    case 'seen':
      return {requests: tenant.seen, maxInFlight: tenant.maxInFlight};
    case 'close':
      tenants.delete(id);
      await tenant.close();
      return {};
    case 'control': {
      const body = await text(ctx.req);
      const response = await tenant.emulator.fetch(
        new Request(`${tenant.url}/emulator/${rest.join('/')}`, {
          method: ctx.method,
          headers: {'content-type': 'application/json'},
          ...(body && {body}),
        }),
      );
      const answer = await response.text();
      return {status: response.status, body: answer ? (JSON.parse(answer) as unknown) : null};
    }
    default:
      throw new Error(`nothing at ${ctx.path}`);
  }
}

/** Serves tenants (each an emulator of its own, on an origin of its own) and their hosts' session endpoints to tests. */
export async function tenantMiddleware(ctx: Koa, next: () => Promise<void>): Promise<void> {
  if (!ctx.path.startsWith('/__tenant')) {
    await next();
    // A page with a policy of its own: `?csp=…`, and any other header by `?header-NAME=…`.
    for (const [name, value] of Object.entries(ctx.query)) {
      if (name === 'csp' && value) ctx.set('content-security-policy', value);
      if (name.startsWith('header-') && value) ctx.set(name.slice('header-'.length), value);
    }
    return;
  }
  ctx.respond = false;
  try {
    const answer = await route(ctx);
    if (ctx.path.endsWith('/session')) return;
    ctx.res.writeHead(200, {'content-type': 'application/json'});
    ctx.res.end(JSON.stringify(answer));
  } catch (error) {
    ctx.res.writeHead(500, {'content-type': 'text/plain'});
    ctx.res.end(String(error));
  }
}

/** Ends all tenants, with the test run. */
export const tenantServer = {
  name: 'tenant-server',
  async serverStop(): Promise<void> {
    printCases();
    await Promise.all([...tenants.values()].map((tenant) => tenant.close()));
  },
};
