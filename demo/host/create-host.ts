import {Hono} from 'hono';
import {isFromElsewhere} from './from-elsewhere.js';
import {hasLoopbackHost} from './loopback-host.js';
import type {Tenant} from './tenant.js';
import {demoUsers, type DemoUser} from './users.js';
import {createVisits, type Visit, type Visits} from './visits.js';

/** What a page of the demo asks for first. */
export interface DemoSettings {
  readonly baseUrl: string;
  readonly deploymentId: number;
  readonly dashboardId: string | null;
  readonly sessionEndpoint: string;
  readonly users: readonly DemoUser[];
  /** The id of the user who is signed in. */
  readonly user: string;
  /** Whether the page may choose viewers and break things: with the emulator alone. */
  readonly hasPlayground: boolean;
}

export interface HostOptions {
  readonly tenant: Tenant;
  /** The Content-Security-Policy of every answer. */
  readonly policy: string;
  readonly createSessionRoute: (visits: Visits) => (request: Request) => Promise<Response>;
  readonly hasPlayground?: boolean;
  /** Adds what the host shows: it comes last, after the routes of the application. */
  readonly addPage: (app: Hono, visits: Visits) => void;
}

/** The host application: its own login, one session route, pages. Who opens it first is signed in as the first user. */
export const createHost = (options: HostOptions): Hono => {
  const {policy, hasPlayground = false} = options;
  const {baseUrl, deploymentId, dashboardId} = options.tenant;
  const app = new Hono();
  const visits = createVisits((user): Visit => ({user}));
  const sessionRoute = options.createSessionRoute(visits);

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
    const user = visits.of(context.req.raw)?.user ?? demoUsers[0];
    const settings: DemoSettings = {
      baseUrl,
      deploymentId,
      dashboardId,
      sessionEndpoint: '/api/cube/session',
      users: demoUsers,
      user: user.id,
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
  app.all('/api/cube/session', ({req}) => sessionRoute(req.raw));
  options.addPage(app, visits);
  return app;
};
