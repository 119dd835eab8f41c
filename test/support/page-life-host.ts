import assert from 'node:assert/strict';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Emulator} from '../../src/emulator/index.js';
import type {SessionLife} from '../../src/emulator/ledger.js';
import {createBuiltEmulator} from './built-emulator.js';
import {bundleElement} from './bundle-element.js';

/** A page that is back from the cache has been away for as long as `away` says: its wall clock has gone on. */
const embedPage = (tenant: string, script = ''): string => `<!doctype html><html lang="en"><title>Host</title>
<script>
  const real = Date.now;
  let ahead = 0;
  Date.now = () => real() + ahead;
  addEventListener('pageshow', ({persisted}) => { window.cameBack = persisted; ahead = window.away ?? 0; });
  window.renewals = 0;
  addEventListener('cube-session-renewed', () => window.renewals++);
  addEventListener('cube-dashboard-loaded', () => { window.isLoaded = true; });
  addEventListener('unhandledrejection', ({reason}) => { window.rejected = String(reason); });
</script>
<script type="module" src="/cube-embed.js"></script>
<cube-embed id="OwVQpbdaZmBT" base-url="${tenant}" session-endpoint="/api/session"></cube-embed>${script}
<script type="module">await fetch('/alive')</script>`;

const prerenderRules = JSON.stringify({prerender: [{source: 'list', urls: ['/embed'], eagerness: 'immediate'}]});

const pages: Readonly<Record<string, (host: PageLifeHost) => readonly [type: string, body: string]>> = {
  '/cube-embed.js': ({bundle}) => ['text/javascript', bundle],
  '/embed': ({tenant, script}) => ['text/html', embedPage(tenant, script)],
  '/prerender': () => [
    'text/html',
    `<!doctype html><script type="speculationrules">${prerenderRules}</script><a href="/embed">There</a>`,
  ],
};

/** Waits for something that is bound to come. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A host's site whose page `/embed` has a dashboard in it, and the Cube behind. */
export class PageLifeHost {
  readonly bundle: string;
  readonly emulator: Emulator;
  readonly tenant: string;
  readonly url: string;
  /** What stands behind the tag: the fast start, say. */
  script = '';
  /** The status of the endpoint's next answers; a session where there is none. */
  statuses: number[] = [];
  /** The reasons that sessions were asked for, and the paths that were asked for. */
  asked: string[] = [];
  paths: string[] = [];
  readonly #server: Server;
  readonly #stopTenant: () => Promise<void>;

  private constructor(
    bundle: string,
    emulator: Emulator,
    tenant: {url: string; close: () => Promise<void>},
    server: Server,
  ) {
    this.bundle = bundle;
    this.emulator = emulator;
    this.tenant = tenant.url;
    this.#stopTenant = tenant.close;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response));
  }

  static async start(): Promise<PageLifeHost> {
    const bundle = await bundleElement();
    const emulator = await createBuiltEmulator();
    const tenant = await emulator.listen();
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new PageLifeHost(bundle, emulator, {url: tenant.url, close: () => tenant.close()}, server);
  }

  /** Forgets what was before a test. */
  async begin(): Promise<void> {
    this.statuses = [];
    this.asked = [];
    this.paths = [];
    await this.emulator.fetch(new Request(`${this.tenant}/emulator/ledger`, {method: 'DELETE'}));
  }

  async lives(): Promise<readonly SessionLife[]> {
    const response = await this.emulator.fetch(new Request(`${this.tenant}/emulator/ledger`));
    return ((await response.json()) as {sessions: readonly SessionLife[]}).sessions;
  }

  /** Waits until every session that was issued is exchanged, and compares how many there are. */
  async exchanged(count: number): Promise<void> {
    await until('all are exchanged', async () => (await this.lives()).every(({exchanged}) => exchanged));
    assert.equal((await this.lives()).length, count);
  }

  /** What holds after every test. */
  async check(): Promise<void> {
    for (const life of await this.lives()) {
      assert.ok(life.exchanged <= 1 && life.reused === 0 && life.refused === 0, `session ${JSON.stringify(life)}`);
      assert.ok(life.origins.every((origin) => origin === this.tenant || origin === this.url));
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#stopTenant();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    this.paths.push(path);
    if (path !== '/api/session') {
      const [type, body] = pages[path]?.(this) ?? ['text/html', '<!doctype html><p>Elsewhere'];
      response.writeHead(200, {'content-type': type}).end(body);
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.asked.push((JSON.parse(body) as {reason: string}).reason);
    const status = this.statuses.shift() ?? 200;
    response.writeHead(status, {'content-type': 'application/json'}).end(status === 200 ? await this.#mint() : '{}');
  }

  async #mint(): Promise<string> {
    const response = await this.emulator.fetch(
      new Request(`${this.tenant}/api/v1/embed/generate-session`, {
        method: 'POST',
        headers: {'content-type': 'application/json', authorization: 'Api-Key emulator-key'},
        body: JSON.stringify({deploymentId: 32, externalId: 'viewer'}),
      }),
    );
    return JSON.stringify({...((await response.json()) as object), baseUrl: this.tenant});
  }
}
