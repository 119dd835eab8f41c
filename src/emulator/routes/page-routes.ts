import type {Viewer} from '../accounts/viewer.js';
import type {Backend} from '../backend.js';
import {pageFaultOf} from '../faults/fault-rule.js';
import {applyRequestFaults} from '../faults/request-faults.js';
import {HttpProblem, notFound} from '../http-problem.js';
import {pollAfterMs} from '../open-pages.js';
import {pageShell, readPageScript} from '../page-assets.js';
import {apiPaths, embedPaths, emulatorPaths, pageIdHeader, type AppConfig} from '../page-api.js';
import {readBody} from '../request-body.js';
import {newSessionId, sessionName} from '../sessions/session-id.js';
import {tokenLifetimeMs, trustedMs, warningMs, type EmbedToken} from '../sessions/tokens.js';
import {nonEmptyText, objectOf, optional, positiveInteger} from '../shape.js';
import {withToken} from './embed-token.js';
import {pollBody} from './poll-body.js';
import {addRoute, json, pathPart, type RouteContext, type Routes} from './route.js';

const signInBody = objectOf({username: optional(nonEmptyText), deploymentId: optional(positiveInteger)});

const appConfig = ({content, pages}: Backend, token: EmbedToken, start: AppConfig['emulator']): AppConfig => {
  const {account, deployments} = content;
  const {viewer} = token;
  return {
    mode: viewer.mode,
    embedTenant: viewer.tenant,
    deploymentId: viewer.deploymentId,
    user: {displayName: viewer.displayName, picture: viewer.picture},
    creatorMode: viewer.creatorMode,
    settings: viewer.settings,
    accountSettings: account.settings,
    aiAllowed: !account.aiPaywalled && (viewer.settings.allowAi ?? account.settings.allowAi ?? true),
    embedTheme: viewer.embedTheme,
    accountTheme: account.theme,
    defaultLocale: account.locale,
    timeZones: {
      userTimeZones: account.userTimeZones,
      embedDefault: account.embedTimezone,
      account: account.timezone,
      deployment: deployments.get(viewer.deploymentId ?? -1)?.timezone ?? 'UTC',
    },
    restrictDataDownload: account.restrictDataDownload,
    session: pages.sessionClock(token),
    emulator: start,
  };
};

/** The shells, the script, private sign-in, and what every page needs whatever it shows. */
export const addPageRoutes = (routes: Routes, backend: Backend): void => {
  const {clock, content, directory, faults, ledger, pages, signedIn, tokens} = backend;

  const shell = (context: RouteContext): Promise<Response> =>
    ledger.counted('document', async () => {
      const request = context.req.raw;
      const {searchParams} = new URL(request.url);
      const sessionId = searchParams.get('session') ?? searchParams.get('sessionId');
      const session = sessionId === null || sessionId === '' ? null : sessionName(sessionId);
      if (session !== null) ledger.requested(session, request);
      const user = session === null ? null : (ledger.book.session(session)?.user ?? null);
      const {answer, headers} = await applyRequestFaults(
        faults,
        'document',
        {session, user},
        request,
        context.env.outgoing,
      );
      if (answer !== null) return answer;
      return new Response(pageShell, {
        headers: {'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers},
      });
    });
  for (const path of embedPaths) addRoute(routes, path, {GET: shell});

  addRoute(routes, emulatorPaths.pageScript, {
    GET: async () => {
      const script = await readPageScript();
      if (script === null)
        throw new HttpProblem(503, 'The page is not built; run "npm run build" in the cube-embed repository.');
      return new Response(script, {
        headers: {'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache'},
      });
    },
  });

  const signIn = async (context: RouteContext): Promise<Response> => {
    const {username = signedIn, deploymentId} = await readBody(context.req.raw, signInBody);
    if (username === null) {
      const accounts = content.internalUsers.map((user) => ({
        username: user.username,
        displayName: user.displayName ?? user.username,
      }));
      throw new HttpProblem(401, 'No user is signed in to Cube in this browser.', {}, {accounts});
    }
    const deployment = deploymentId ?? [...content.deployments.keys()][0] ?? null;
    if (deployment !== null && !content.deployments.has(deployment)) {
      throw notFound(`There is no deployment ${String(deployment)}.`);
    }
    const viewer: Viewer = directory.internalViewer(username, 'private', deployment);
    const key = newSessionId();
    const expiredAt = clock.now() + trustedMs;
    const token = {viewer, key, session: sessionName(key), expiringAt: expiredAt - warningMs, expiredAt};
    return json({token: await tokens.sign(token, tokenLifetimeMs)});
  };
  addRoute(routes, emulatorPaths.signIn, {POST: signIn});

  addRoute(routes, apiPaths.appConfig, {
    GET: withToken(backend, (token, context) => {
      const known = context.req.header(pageIdHeader) ?? '';
      if (pages.renew(known, token)) return json(appConfig(backend, token, {pageId: known, pollAfterMs, faults: []}));
      const started = faults.take('page-start', {session: token.session, user: token.viewer.userId});
      const start = {pageId: pages.open(token), pollAfterMs, faults: started.map(pageFaultOf)};
      return json(appConfig(backend, token, start));
    }),
  });

  addRoute(routes, emulatorPaths.poll, {
    POST: async (context) => {
      const {after, reports = []} = await readBody(context.req.raw, pollBody);
      return json(pages.poll(pathPart(context, 'pageId'), after, reports));
    },
  });
};
