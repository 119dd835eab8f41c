import {randomBytes} from 'node:crypto';
import {Hono} from 'hono';
import {getSignedCookie, setSignedCookie} from 'hono/cookie';
import {demoUsers, type DemoUser} from './users.js';

export interface HostOptions {
  /** The tenant's origin: the only one that may be framed. */
  readonly baseUrl: string;
  readonly deploymentId: number;
  readonly dashboardId: string;
  /** The text of the built element and of the page's own script. */
  readonly elementScript: string;
  readonly pageScript: string;
  /** Makes the session route, given who asks. */
  readonly sessionRoute: (
    identify: (request: Request) => Promise<DemoUser | undefined>,
  ) => (request: Request) => Promise<Response>;
}

const style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
:root[data-scheme=light]{color-scheme:light}:root[data-scheme=dark]{color-scheme:dark}
body{margin:0;background:light-dark(#f6f7f9,#14161a);color:light-dark(#1b1f27,#e9ebef)}`;

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>cube-embed demo</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
<script type="module" src="/cube-embed.js"></script><script type="module" src="/page.js"></script>
</head><body><cube-demo></cube-demo></body></html>`;

/** The host application: its own login, one session route, one page. */
export const createHost = (options: HostOptions): Hono => {
  const app = new Hono();
  // A restart signs everybody out, which a demo can afford.
  const secret = randomBytes(32).toString('hex');
  const policy = [
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'",
    `frame-src ${options.baseUrl}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  ].join('; ');
  app.use(async (context, next) => {
    await next();
    context.header('Content-Security-Policy', policy);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Cache-Control', 'no-store');
  });
  const script = {'Content-Type': 'text/javascript; charset=utf-8'};
  app.get('/', (context) => context.html(page));
  app.get('/page.css', (context) => context.body(style, 200, {'Content-Type': 'text/css'}));
  app.get('/cube-embed.js', (context) => context.body(options.elementScript, 200, script));
  app.get('/page.js', (context) => context.body(options.pageScript, 200, script));

  const users = new WeakMap<Request, DemoUser>();
  const {baseUrl, deploymentId, dashboardId} = options;
  app.get('/api/demo', (context) => context.json({baseUrl, deploymentId, dashboardId, users: demoUsers}));
  app.post('/api/login/:id', async (context) => {
    // A login from another site would sign the viewer in as somebody else.
    const site = context.req.header('Sec-Fetch-Site');
    if (site !== undefined && site !== 'same-origin') return context.body(null, 403);
    const user = demoUsers.find(({id}) => id === context.req.param('id'));
    if (!user) return context.body(null, 404);
    await setSignedCookie(context, 'demo-user', user.id, secret, {httpOnly: true, sameSite: 'Strict', path: '/'});
    return context.body(null, 204);
  });
  const answer = options.sessionRoute((request) => Promise.resolve(users.get(request)));
  app.all('/api/cube/session', async (context) => {
    const id = await getSignedCookie(context, secret, 'demo-user');
    const user = demoUsers.find((known) => known.id === id);
    if (user) users.set(context.req.raw, user);
    return answer(context.req.raw);
  });
  return app;
};
