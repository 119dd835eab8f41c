import {Hono} from 'hono';
import {createSessionRoute} from './session-route.js';
import type {Tenant} from './tenant.js';
import {demoUsers, type DemoUser} from './users.js';
import {createVisits} from './visits.js';

/** What a page of the demo asks for first. */
export interface DemoSettings {
  readonly baseUrl: string;
  readonly deploymentId: number;
  readonly dashboardId: string | null;
  readonly sessionEndpoint: string;
  readonly users: readonly DemoUser[];
  /** The id of the user who is signed in. */
  readonly user: string;
}

export interface HostOptions {
  readonly tenant: Tenant;
  /** The Content-Security-Policy of every answer. */
  readonly policy: string;
  /** Adds what the host shows: it comes last, after the routes of the application. */
  readonly addPage: (app: Hono) => void;
}

/** A login from another site would sign the viewer in as somebody else. */
const isFromElsewhere = (request: Request): boolean =>
  !['same-origin', null].includes(request.headers.get('sec-fetch-site'));

/** The host application: its own login, one session route, pages. Who opens it first is signed in as the first user. */
export const createHost = ({tenant, policy, addPage}: HostOptions): Hono => {
  const {baseUrl, deploymentId, dashboardId} = tenant;
  const app = new Hono();
  const visits = createVisits((user) => ({user}));
  const sessionRoute = createSessionRoute(tenant, visits);

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
  addPage(app);
  return app;
};
