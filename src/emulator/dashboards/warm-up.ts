import {setImmediate as nextTurn} from 'node:timers/promises';
import type {AccountContent} from '../content/account-content.js';
import type {QueryRunner} from '../data/query-runner.js';
import type {RowContext} from '../data/query-sql.js';
import {dashboardDefinition} from './dashboard-definition.js';
import {standingControls} from './standing-controls.js';
import {widgetQuery} from './widget-query.js';

/** A viewer who sees every row. */
const anyViewer: RowContext = {attributes: {}, securityContext: {}};

/** Asks what the first viewers of each dashboard will ask, one query a turn: it is answered from memory when they come. */
export const warmUp = async ({deployments, model}: AccountContent, data: QueryRunner): Promise<void> => {
  for (const {dashboards, timezone} of deployments.values()) {
    for (const dashboard of dashboards) {
      dashboardDefinition(dashboard, model, data, anyViewer, false);
      const controls = standingControls(dashboard, model, anyViewer.attributes, {});
      for (const widget of dashboard.widgets) {
        await nextTurn();
        data.query(widgetQuery(widget, controls), anyViewer, dashboard.timezone ?? timezone, () => null);
      }
    }
  }
};
