import type {DashboardContent} from '../content/content-shape.js';
import {layOut} from '../content/dashboard-layout.js';
import {findDimension, findMeasure, titleOf, type Model} from '../data/model.js';
import type {RowContext} from '../data/query-sql.js';
import type {QueryRunner} from '../data/query-runner.js';
import {
  isEmptyFilter,
  type DashboardDefinition,
  type FieldSwitcher,
  type FilterControl,
  type GranularitySwitcher,
} from '../page-api.js';
import {fieldOptions, filterType, granularityOptions} from './control-defaults.js';
import {openingControls} from './opening-controls.js';

type FilterContent = NonNullable<DashboardContent['filters']>[number];
type GranularityContent = NonNullable<DashboardContent['granularities']>[number];
type FieldContent = NonNullable<DashboardContent['fields']>[number];

const memberTitle = (model: Model, member: string): string =>
  (findDimension(model, member) ?? findMeasure(model, member))?.title ?? titleOf(member.slice(member.indexOf('.') + 1));

const filterControl = (
  {member, title, defaultValue}: FilterContent,
  model: Model,
  data: QueryRunner,
  context: RowContext,
): FilterControl => {
  const type = filterType(model, member);
  return {
    member,
    title: title ?? memberTitle(model, member),
    type,
    options: type === 'string' || type === 'boolean' ? data.options(member, context) : [],
    publishedValue: defaultValue === undefined || isEmptyFilter(defaultValue) ? null : defaultValue,
  };
};

const granularitySwitcher = (content: GranularityContent, model: Model): GranularitySwitcher => ({
  member: content.member,
  title: content.title ?? memberTitle(model, content.member),
  options: granularityOptions(content),
});

const fieldSwitcher = (content: FieldContent, model: Model): FieldSwitcher => {
  const view = content.member.slice(0, content.member.indexOf('.'));
  return {
    member: content.member,
    title: content.title ?? memberTitle(model, content.member),
    options: fieldOptions(content).map((name) => ({name, title: memberTitle(model, `${view}.${name}`)})),
  };
};

/**
 * A dashboard as the page draws it, for one viewer: the values that its filters offer are those of the viewer's rows, and its controls
 * open on the viewer's defaults.
 */
export const dashboardDefinition = (
  dashboard: DashboardContent,
  model: Model,
  data: QueryRunner,
  context: RowContext,
  canEdit: boolean,
): DashboardDefinition => {
  const {parents, state} = openingControls(dashboard, model, context.attributes);
  return {
    publicId: dashboard.publicId,
    title: dashboard.title,
    description: dashboard.description ?? null,
    timezone: dashboard.timezone ?? null,
    canEdit,
    parents,
    filters: (dashboard.filters ?? []).map((filter) => filterControl(filter, model, data, context)),
    granularitySwitchers: (dashboard.granularities ?? []).map((content) => granularitySwitcher(content, model)),
    fieldSwitchers: (dashboard.fields ?? []).map((content) => fieldSwitcher(content, model)),
    opening: state,
    widgets: layOut(dashboard.widgets),
  };
};
