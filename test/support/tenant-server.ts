import type {Emulator} from '../../src/emulator/index.js';
import {readText, SessionEndpoint, type Koa, type ScriptedAnswer} from './session-endpoint.js';
import {addCase, writeCases, type CaseRow} from './ledger-table.js';
import {createBuiltEmulator} from './built-emulator.js';

interface Tenant {
  readonly emulator: Emulator;
  readonly url: string;
  readonly close: () => Promise<void>;
  readonly endpoint: SessionEndpoint;
}

const tenants = new Map<string, Tenant>();
let counter = 0;

async function open(): Promise<{id: string; url: string}> {
  const emulator = await createBuiltEmulator();
  const server = await emulator.listen();
  const {url} = server;
  const id = String(++counter);
  tenants.set(id, {emulator, url, close: () => server.close(), endpoint: new SessionEndpoint()});
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

async function route(ctx: Koa): Promise<unknown> {
  const [, , id = '', what = '', ...rest] = ctx.path.split('/');
  if (!id) return open();
  if (id === 'cases') {
    addCase(JSON.parse(await readText(ctx.req)) as CaseRow);
    return {};
  }
  const tenant = tenants.get(id);
  if (!tenant) throw new Error(`no tenant ${id}`);
  switch (what) {
    case 'session':
      await tenant.endpoint.answer(ctx, () => mint(tenant, ctx.query['user'] ?? 'viewer'));
      return undefined;
    case 'script':
      tenant.endpoint.script.push(...(JSON.parse(await readText(ctx.req)) as ScriptedAnswer[]));
      tenant.endpoint.isHolding = true;
      return {};
    case 'release':
      tenant.endpoint.isHolding = false;
      return {};
    case 'seen':
      return {requests: tenant.endpoint.seen, maxInFlight: tenant.endpoint.maxInFlight};
    case 'close':
      tenants.delete(id);
      await tenant.close();
      return {};
    case 'control': {
      const body = await readText(ctx.req);
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
  // Answered here, by hand; else the test runner would report that there is no such file.
  ctx.respond = false;
  ctx.status = 200;
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
    const {LEDGER_TABLE} = process.env;
    if (LEDGER_TABLE) writeCases(LEDGER_TABLE);
    await Promise.all([...tenants.values()].map((tenant) => tenant.close()));
  },
};
