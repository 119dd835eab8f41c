import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createAccountContent} from '../../../src/emulator/content/account-content.js';
import {dashboardDefinition} from '../../../src/emulator/dashboards/dashboard-definition.js';
import {warmUp} from '../../../src/emulator/dashboards/warm-up.js';
import {standingControls} from '../../../src/emulator/dashboards/standing-controls.js';
import {widgetQuery} from '../../../src/emulator/dashboards/widget-query.js';
import {openDatabase} from '../../../src/emulator/data/database.js';
import {createQueryRunner} from '../../../src/emulator/data/query-runner.js';

test('what a first viewer asks was asked before', async () => {
  const content = createAccountContent({sampleData: {rows: 200}});
  const store = await openDatabase(content.database);
  const asked = new Set<string>();
  const data = createQueryRunner(
    {
      ...store,
      select(sql, values) {
        asked.add(sql);
        return store.select(sql, values);
      },
    },
    content.model,
  );
  await warmUp(content, data);
  const before = asked.size;
  assert.ok(before > 9, 'filters and widgets were asked for');
  const viewer = {attributes: {}, securityContext: {}};
  const [dashboard] = content.deployments.get(32)?.dashboards ?? [];
  assert.ok(dashboard);
  dashboardDefinition(dashboard, content.model, data, viewer, false);
  const controls = standingControls(dashboard, content.model, viewer.attributes, {});
  for (const widget of dashboard.widgets) data.query(widgetQuery(widget, controls), viewer, 'UTC', () => null);
  assert.equal(asked.size, before);
});
