import type {Viewer} from '../accounts/viewer.js';
import type {Backend} from '../backend.js';
import {querySpec} from '../content/content-shape.js';
import {filterValue} from '../data/filter-value.js';
import {dashboardDefinition} from '../dashboards/dashboard-definition.js';
import {drilldown} from '../dashboards/drilldown.js';
import {summaryText} from '../dashboards/summary-text.js';
import {standingControls} from '../dashboards/standing-controls.js';
import {queryTimeZone} from '../dashboards/query-time-zone.js';
import {widgetQuery} from '../dashboards/widget-query.js';
import type {LinkedDashboard} from '../data/link-sql.js';
import {describeModel} from '../data/model.js';
import {QueryError} from '../data/filter-sql.js';
import {badRequest, notFound} from '../http-problem.js';
import {apiPaths, type ControlValues, type QueryResult, type WidgetResult} from '../page-api.js';
import {readBody} from '../request-body.js';
import {either, finite, flag, listOf, mapOf, nonEmptyText, nullable, objectOf, optional, text} from '../shape.js';
import {withToken} from './embed-token.js';
import {addRoute, json, pathPart, type Routes} from './route.js';

const controls = objectOf({
  filters: optional(mapOf(filterValue)),
  granularities: optional(mapOf(text)),
  fields: optional(mapOf(text)),
  timezone: optional(text),
});
const queryBody = objectOf({controls: optional(controls), widgetIds: optional(listOf(nonEmptyText, 100))});
const cell = nullable(either(text, finite, 'a string or a number'));
const drilldownBody = objectOf({
  widgetId: nonEmptyText,
  member: nonEmptyText,
  point: mapOf(cell),
  controls: optional(controls),
});
const freeQueryBody = objectOf({query: querySpec, timezone: optional(text)});
const embedFlag = objectOf({allowEmbed: flag});

/** Answers 400 for a query that can't be made; any other error is the emulator's own. */
const answering = <T>(run: () => T): T => {
  try {
    return run();
  } catch (error) {
    throw error instanceof QueryError ? badRequest(error.message) : error;
  }
};

/** Dashboards: what they are made of, their rows, and the rows behind a number. */
export const addDashboardRoutes = (routes: Routes, backend: Backend): void => {
  const {apiKeys, content, dashboards} = backend;
  const {model} = content;

  const timeZoneFor = (viewer: Viewer, asked: ControlValues, pinned: string | null): string =>
    queryTimeZone(content, viewer, asked.timezone, pinned);

  const linkedFor =
    (viewer: Viewer): LinkedDashboard =>
    (slug) =>
      dashboards.bySlug(slug, viewer);

  addRoute(routes, apiPaths.dashboard, {
    GET: withToken(backend, async ({viewer}, context) => {
      const dashboard = dashboards.require(pathPart(context, 'publicId'), viewer);
      return json(dashboardDefinition(dashboard, model, await backend.data(), viewer, viewer.creatorMode));
    }),
    PATCH: async (context) => {
      apiKeys.requireAdmin(context.req.raw);
      const publicId = pathPart(context, 'publicId');
      const {allowEmbed} = await readBody(context.req.raw, embedFlag);
      dashboards.allowEmbed(publicId, allowEmbed);
      return json({publicId, allowEmbed});
    },
  });

  addRoute(routes, apiPaths.dashboardQuery, {
    POST: withToken(backend, async ({viewer}, context) => {
      const dashboard = dashboards.require(pathPart(context, 'publicId'), viewer);
      const {controls: asked = {}, widgetIds} = await readBody(context.req.raw, queryBody);
      const data = await backend.data();
      const timezone = timeZoneFor(viewer, asked, dashboard.timezone ?? null);
      const widgets = dashboard.widgets.filter(({id}) => widgetIds?.includes(id) ?? true);
      const standing = standingControls(dashboard, model, viewer.attributes, asked);
      const results = widgets.map((widget): WidgetResult => {
        try {
          const rows: QueryResult = data.query(widgetQuery(widget, standing), viewer, timezone, linkedFor(viewer));
          const result = widget.chart === 'summary' ? {...rows, summary: summaryText(rows)} : rows;
          return {widgetId: widget.id, ok: true, result};
        } catch (error) {
          return {widgetId: widget.id, ok: false, message: error instanceof Error ? error.message : String(error)};
        }
      });
      return json({results});
    }),
  });

  addRoute(routes, apiPaths.drilldown, {
    POST: withToken(backend, async ({viewer}, context) => {
      const dashboard = dashboards.require(pathPart(context, 'publicId'), viewer);
      const {widgetId, member, point, controls: asked = {}} = await readBody(context.req.raw, drilldownBody);
      const widget = dashboard.widgets.find(({id}) => id === widgetId);
      if (widget === undefined) throw notFound(`The dashboard has no widget "${widgetId}".`);
      const data = await backend.data();
      const timezone = timeZoneFor(viewer, asked, dashboard.timezone ?? null);
      const query = widgetQuery(widget, standingControls(dashboard, model, viewer.attributes, asked));
      return json(answering(() => drilldown(model, data, query, member, point, viewer, timezone, linkedFor(viewer))));
    }),
  });

  addRoute(routes, apiPaths.model, {GET: withToken(backend, () => json(describeModel(model)))});

  addRoute(routes, apiPaths.query, {
    POST: withToken(backend, async ({viewer}, context) => {
      const {query, timezone} = await readBody(context.req.raw, freeQueryBody);
      const data = await backend.data();
      const zone = queryTimeZone(content, viewer, timezone, null);
      return json(answering(() => data.query(query, viewer, zone, linkedFor(viewer))));
    }),
  });
};
