import {Hono} from 'hono';
import {createBackend} from './backend.js';
import {ContentError} from './data/database.js';
import {warmUp} from './dashboards/warm-up.js';
import type {EmulatorOptions} from './emulator-options.js';
import {faultRule, type FaultRule} from './faults/fault-rule.js';
import {ConnectionReset} from './faults/request-faults.js';
import {badRequest, HttpProblem, notFound} from './http-problem.js';
import {listen, type ListenOptions, type RunningServer} from './listen.js';
import {addChatRoutes} from './routes/chat-routes.js';
import {addControlRoutes, addFault, ledgerSnapshot, type AddedFault} from './routes/control-routes.js';
import {addCubeApiRoutes} from './routes/cube-api-routes.js';
import {addDashboardRoutes} from './routes/dashboard-routes.js';
import {unknownPlace} from './page-assets.js';
import {addFrontRoutes} from './routes/front-routes.js';
import {addPageRoutes} from './routes/page-routes.js';
import type {RouteBindings, RouteEnv, Routes} from './routes/route.js';
import {addSessionRoutes} from './routes/session-routes.js';
import {addTenantRoutes} from './routes/tenant-routes.js';
import {addWorkspaceRoutes} from './routes/workspace-routes.js';
import {ShapeError} from './shape.js';

/** Logs where an error was thrown that should not be. Its message is left out: it may quote a session id or a key. */
const logFault = ({name, stack = ''}: Error): void => {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  console.error([`cube-embed emulator: ${name}`, ...frames].join('\n'));
};

const addRoutes = (routes: Routes, backend: ReturnType<typeof createBackend>): void => {
  routes.use('*', async (context, next) => {
    await next();
    if (/^\/(api|embed)\//.test(context.req.path)) backend.ledger.logged(context.req.raw, context.res.status);
  });
  addControlRoutes(routes, backend);
  addFrontRoutes(routes, backend);
  addSessionRoutes(routes, backend);
  addPageRoutes(routes, backend);
  addDashboardRoutes(routes, backend);
  addWorkspaceRoutes(routes, backend);
  addChatRoutes(routes, backend);
  addTenantRoutes(routes, backend);
  addCubeApiRoutes(routes, backend);
  routes.notFound(({req}) =>
    req.path.startsWith('/emulator/') ? notFound(`There is nothing at ${req.path}.`).toResponse() : unknownPlace(),
  );
  routes.onError((error) => {
    if (error instanceof ConnectionReset) throw error;
    if (error instanceof HttpProblem) return error.toResponse();
    if (error instanceof ShapeError) return badRequest(error.message).toResponse();
    if (error instanceof ContentError) return new HttpProblem(500, error.message).toResponse();
    logFault(error);
    return new HttpProblem(500, 'The emulator failed, by a fault of its own; its output says where.').toResponse();
  });
};

/**
 * Creates a local Cube: sessions, tokens, embed pages and rows, all in memory. `fetch` answers a `Request` without a server, `listen`
 * serves it; `close` ends every server. Emulators in one process share nothing but the default
 * rows, which can't be changed.
 *
 * Throws a `TypeError` that names the place of an option that doesn't fit: an unknown member, a member that no view has, two
 * dashboards of one public id, a key that can't be one. SQL is tried later: `listen` rejects, and a request for rows is answered 500,
 * with a sentence that names the table or the view.
 */
export const createEmulator = (options: EmulatorOptions = {}) => {
  const backend = createBackend(options);
  const routes = new Hono<RouteEnv>();
  addRoutes(routes, backend);
  const servers = new Set<RunningServer>();
  const answer = async (request: Request, bindings: RouteBindings = {}): Promise<Response> =>
    routes.fetch(request, bindings);

  return {
    /** Answers a request as the tenant does, whatever its `Host` or `Origin`. Rejects only where a fault cuts the connection. */
    fetch: (request: Request): Promise<Response> => answer(request),

    /**
     * Moves the emulator's clock forward, by a whole number of ms of 0 or more; sessions and tokens end by it. Open pages follow
     * within two seconds. Rejects with a `RangeError` for any other number, and for a time beyond the year 9999.
     */
    async advance(ms: number): Promise<void> {
      backend.clock.advance(ms);
      return Promise.resolve();
    },

    /**
     * Serves the emulator, on a free port of 127.0.0.1 by default. Several servers may show the same one, under several origins.
     * Rejects for a port that is taken or not allowed, and for tables and views whose SQL can't be run.
     */
    async listen(where: ListenOptions = {}): Promise<RunningServer> {
      if (backend.content.ownData) await backend.data();
      const server = await listen(answer, where);
      servers.add(server);
      // A failure here is answered to the requests that need the rows.
      backend
        .data()
        .then((data) => warmUp(backend.content, data))
        .catch(() => undefined);
      return {
        ...server,
        close: () => {
          servers.delete(server);
          return server.close();
        },
      };
    },

    /** Closes every server of this emulator, open connections included. It may be called again. */
    async close(): Promise<void> {
      await Promise.all([...servers].map((server) => server.close()));
      servers.clear();
    },

    /** Every session's life, counts, requests and open pages. */
    ledger: {
      ...backend.ledger.book,
      /** The embedded pages that are or were open, with what they posted and received. */
      pages: backend.pages.list,
      /** Everything at once: what `GET /emulator/ledger` answers. */
      snapshot: () => ledgerSnapshot(backend),
    },

    /** The rules of what goes wrong. */
    faults: {
      /**
       * Adds a rule and returns the id that removes it. Throws an error that names the member which doesn't fit, or says that 100
       * rules hold already.
       */
      add: (rule: FaultRule): AddedFault => addFault(backend, faultRule(rule, '')),
      /** Removes one by its id; returns whether there was one. */
      remove: backend.faults.remove,
      /** Removes all. */
      clear: backend.faults.clear,
      /** The rules that hold, in the order in which they were added. */
      list: backend.faults.list,
    },

    /** The key that embed tokens are signed with, HS256: for verifying one. */
    embedSecret: backend.embedSecret,
  };
};

/** A running emulator. */
export type Emulator = ReturnType<typeof createEmulator>;
