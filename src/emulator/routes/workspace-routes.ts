import type {Backend} from '../backend.js';
import {workbookDraft} from '../content/content-shape.js';
import {QueryError} from '../data/filter-sql.js';
import {badRequest, forbidden} from '../http-problem.js';
import {apiPaths, type WorkbookDraft, type WorkspaceItem} from '../page-api.js';
import {readBody} from '../request-body.js';
import type {EmbedToken} from '../sessions/tokens.js';
import {withToken} from './embed-token.js';
import {addRoute, json, noContent, pathPart, type RouteContext, type RouteHandler, type Routes} from './route.js';

/** The app's workspace: what it lists, and the workbooks that it edits and saves. Only for sessions of Creator Mode. */
export const addWorkspaceRoutes = (routes: Routes, backend: Backend): void => {
  const {clock, dashboards, workbooks} = backend;
  const startedAt = clock.now();

  const withCreator = (
    handler: (token: EmbedToken, context: RouteContext) => Response | Promise<Response>,
  ): RouteHandler =>
    withToken(backend, (token, context) => {
      const {creatorMode, mode} = token.viewer;
      if (!creatorMode && mode !== 'private') throw forbidden('The app needs a session with creatorMode: true.');
      return handler(token, context);
    });

  /** A draft whose query can be asked: a workbook that can't be opened again is not saved. */
  const readDraft = async ({viewer}: EmbedToken, request: Request): Promise<WorkbookDraft> => {
    const draft = await readBody(request, workbookDraft);
    const data = await backend.data();
    try {
      data.query({...draft.query, limit: 1}, viewer, 'UTC');
    } catch (error) {
      throw error instanceof QueryError ? badRequest(error.message) : error;
    }
    return draft;
  };

  addRoute(routes, apiPaths.workspace, {
    GET: withCreator(({viewer}) => {
      const saved = workbooks.list(viewer).map(({id, title, updatedAt}): WorkspaceItem => ({
        kind: 'workbook',
        id: String(id),
        title,
        path: `workbook/${String(id)}`,
        updatedAt,
        canEdit: true,
      }));
      const shown = dashboards.visibleTo(viewer).map(({publicId, title}): WorkspaceItem => ({
        kind: 'dashboard',
        id: publicId,
        title,
        path: `dashboard/${publicId}`,
        updatedAt: startedAt,
        canEdit: false,
      }));
      return json({items: [...saved, ...shown]});
    }),
  });

  addRoute(routes, apiPaths.workbooks, {
    POST: withCreator(async (token, {req}) =>
      json(workbooks.create(token.viewer, await readDraft(token, req.raw)), 201),
    ),
  });

  const idOf = (context: RouteContext): number => Number(pathPart(context, 'id'));
  addRoute(routes, apiPaths.workbook, {
    GET: withCreator(({viewer}, context) => json(workbooks.require(viewer, idOf(context)))),
    PUT: withCreator(async (token, context) =>
      json(workbooks.replace(token.viewer, idOf(context), await readDraft(token, context.req.raw))),
    ),
    DELETE: withCreator(({viewer}, context) => {
      workbooks.remove(viewer, idOf(context));
      return noContent();
    }),
  });
};
