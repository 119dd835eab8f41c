import {Hono} from 'hono';
import {isFromElsewhere} from './from-elsewhere.js';
import {hasLoopbackHost} from './loopback-host.js';
import type {EmbedRoutes} from './session-route.js';
import type {Tenant} from './tenant.js';
import {demoUsers, type DemoUser} from './users.js';
import {createVisits, type Visit, type Visits} from './visits.js';

/** The answer to the first request of a page of the demo. */
export interface DemoSettings {
  readonly baseUrl: string;
  readonly deploymentId: number;
  readonly dashboardId: string | null;
  readonly sessionEndpoint: string;
  readonly users: readonly DemoUser[];
  /** The id of the signed-in user; null without one. */
  readonly user: string | null;
  /** Whether the page may choose viewers and trigger faults: with the emulator alone. */
  readonly hasPlayground: boolean;
}

export interface HostOptions {
  readonly tenant: Tenant;
  /** The Content-Security-Policy of every answer. */
  readonly policy: string;
  readonly createRoutes: (visits: Visits) => EmbedRoutes;
  readonly hasPlayground?: boolean;
  /** Adds the pages of the host, after the routes of the application. */
  readonly addPage: (app: Hono, visits: Visits) => void;
}

/** The host application: its own login, the routes for sessions and logout, pages. A browser that opens it is signed in as the first user. */
export const createHost = (options: HostOptions): Hono => {
  const {policy, hasPlayground = false} = options;
  const {baseUrl, deploymentId, dashboardId} = options.tenant;
  const app = new Hono();
  const visits = createVisits((user): Visit => ({user}));
  const routes = options.createRoutes(visits);

  app.use(async (context, next) => {
    if (hasLoopbackHost(context.req.raw)) return next();
    return context.text('This demo answers on loopback names alone, such as localhost.\n', 403);
  });
  app.use(async ({req, res, header}, next) => {
    await next();
    header('Content-Security-Policy', policy);
    header('X-Content-Type-Options', 'nosniff');
    if (!res.headers.has('Cache-Control')) header('Cache-Control', 'no-store');
    const isDocument = req.header('sec-fetch-dest') === 'document' || req.path === '/';
    if (isDocument && !visits.of(req.raw)) header('Set-Cookie', visits.begin(req.raw));
  });

  app.get('/api/demo', (context) => {
    const visit = visits.of(context.req.raw);
    const settings: DemoSettings = {
      baseUrl,
      deploymentId,
      dashboardId,
      sessionEndpoint: '/api/cube/session',
      users: demoUsers,
      user: visit ? (visit.user?.id ?? null) : demoUsers[0].id,
      hasPlayground,
    };
    return context.json(settings);
  });
  app.post('/api/login/:id', (context) => {
    const visit = visits.of(context.req.raw);
    const user = demoUsers.find(({id}) => id === context.req.param('id'));
    if (isFromElsewhere(context.req.raw)) return context.body(null, 403);
    if (!user || !visit) return context.body(null, 404);
    visit.user = user;
    return context.body(null, 204);
  });
  app.all('/api/cube/session', ({req}) => routes.session(req.raw));
  app.all('/api/logout', async ({req}) => {
    const answer = await routes.logout(req.raw);
    const visit = visits.of(req.raw);
    // The sign-out from the application succeeds even where some sessions could not be revoked.
    if (visit && (answer.ok || answer.status === 503)) visit.user = null;
    return answer;
  });
  options.addPage(app, visits);
  return app;
};
