import type {DashboardContent} from '../content/content-shape.js';
import {layOut} from '../content/dashboard-layout.js';
import {findDimension, findMeasure, titleOf, type Model} from '../data/model.js';
import type {RowContext} from '../data/query-sql.js';
import type {QueryRunner} from '../data/query-runner.js';
import type {DashboardDefinition, FieldSwitcher, FilterControl, GranularitySwitcher} from '../page-api.js';
import {
  fieldDefaults,
  fieldOptions,
  filterDefaults,
  filterType,
  granularityDefaults,
  granularityOptions,
  type Attributes,
  type FieldContent,
  type FilterContent,
  type GranularityContent,
} from './control-defaults.js';

const memberTitle = (model: Model, member: string): string =>
  (findDimension(model, member) ?? findMeasure(model, member))?.title ?? titleOf(member.slice(member.indexOf('.') + 1));

const filterControl = (content: FilterContent, model: Model, data: QueryRunner, context: RowContext): FilterControl => {
  const {member, title = memberTitle(model, member)} = content;
  const type = filterType(model, member);
  const options = type === 'string' || type === 'boolean' ? data.options(member, context) : [];
  return {member, title, type, options, ...filterDefaults(content, model, context.attributes)};
};

const granularitySwitcher = (
  content: GranularityContent,
  model: Model,
  attributes: Attributes,
): GranularitySwitcher => ({
  member: content.member,
  title: content.title ?? memberTitle(model, content.member),
  options: granularityOptions(content),
  ...granularityDefaults(content, attributes),
});

const fieldSwitcher = (content: FieldContent, model: Model, attributes: Attributes): FieldSwitcher => {
  const view = content.member.slice(0, content.member.indexOf('.'));
  return {
    member: content.member,
    title: content.title ?? memberTitle(model, content.member),
    options: fieldOptions(content).map((name) => ({name, title: memberTitle(model, `${view}.${name}`)})),
    ...fieldDefaults(content, attributes),
  };
};

/**
 * A dashboard as the page draws it, for one viewer: the values that its filters offer are those of the viewer's rows, and its controls
 * have the viewer's defaults.
 */
export const dashboardDefinition = (
  dashboard: DashboardContent,
  model: Model,
  data: QueryRunner,
  context: RowContext,
  canEdit: boolean,
): DashboardDefinition => ({
  publicId: dashboard.publicId,
  title: dashboard.title,
  description: dashboard.description ?? null,
  timezone: dashboard.timezone ?? null,
  canEdit,
  filters: (dashboard.filters ?? []).map((filter) => filterControl(filter, model, data, context)),
  granularitySwitchers: (dashboard.granularities ?? []).map((content) =>
    granularitySwitcher(content, model, context.attributes),
  ),
  fieldSwitchers: (dashboard.fields ?? []).map((content) => fieldSwitcher(content, model, context.attributes)),
  widgets: layOut(dashboard.widgets),
});
