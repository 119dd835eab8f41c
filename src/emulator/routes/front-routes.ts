import type {Backend} from '../backend.js';
import {frontPage} from '../front-page.js';
import {badRequest} from '../http-problem.js';
import {sessionViewer} from '../sessions/session-viewer.js';
import {addRoute, type Routes} from './route.js';

/** Who opens something from the front page. */
const visitor = 'visitor';
const embedPath = /^\/embed\/d\/(\d{1,15})\/(dashboard\/[A-Za-z0-9_-]+|chat|(app)(\/[A-Za-z0-9/_.~-]*)?)$/;

/** The emulator's front page, and its links into the embeds: each makes a session, as a backend would. */
export const addFrontRoutes = (routes: Routes, backend: Backend): void => {
  const {content, directory, ledger, sessions} = backend;

  addRoute(routes, '/', {
    GET: ({req}) =>
      new Response(frontPage(content, new URL(req.url).origin), {
        headers: {'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store'},
      }),
  });

  addRoute(routes, '/emulator/open', {
    GET: ({req}) => {
      const path = req.query('path') ?? '';
      const [, deploymentId, , app] = embedPath.exec(path) ?? [];
      if (deploymentId === undefined) throw badRequest('path must be an embed’s, such as /embed/d/32/chat.');
      const grant = {admin: true, deploymentIds: null};
      const asked = {deploymentId: Number(deploymentId), externalId: visitor, creatorMode: app !== undefined};
      const viewer = sessionViewer(content, directory, grant, asked);
      const {sessionId, expiresAt} = sessions.issue(viewer);
      ledger.issued(sessionId, viewer.userId, expiresAt);
      return new Response(null, {
        status: 303,
        headers: {Location: `${path}?session=${sessionId}`, 'Cache-Control': 'no-store'},
      });
    },
  });
};
