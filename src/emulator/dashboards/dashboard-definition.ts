import type {DashboardContent} from '../content/content-shape.js';
import {layOut} from '../content/dashboard-layout.js';
import {findDimension, findMeasure, titleOf, type Model} from '../data/model.js';
import type {RowContext} from '../data/query-sql.js';
import type {QueryRunner} from '../data/query-runner.js';
import type {DashboardDefinition, FieldSwitcher, FilterControl, Granularity, GranularitySwitcher} from '../page-api.js';

type GranularityContent = NonNullable<DashboardContent['granularities']>[number];
type FieldContent = NonNullable<DashboardContent['fields']>[number];

const memberTitle = (model: Model, member: string): string =>
  (findDimension(model, member) ?? findMeasure(model, member))?.title ?? titleOf(member.slice(member.indexOf('.') + 1));

/** The granularities that a switcher offers, and where it stands at first. */
export const granularityChoices = ({options, defaultValue}: GranularityContent) => {
  const offered: readonly Granularity[] = options ?? ['day', 'week', 'month', 'quarter', 'year'];
  return {
    options: offered,
    defaultValue: defaultValue ?? (offered.includes('month') ? 'month' : (offered[0] ?? 'month')),
  };
};

/** The short names that a field switcher takes: the replaced member itself, then its alternatives. */
export const fieldChoices = ({member, alternatives}: FieldContent): readonly string[] => [
  ...new Set([member.slice(member.indexOf('.') + 1), ...alternatives]),
];

const filterControl = (
  {member, title, defaultValue}: NonNullable<DashboardContent['filters']>[number],
  model: Model,
  data: QueryRunner,
  context: RowContext,
): FilterControl => {
  const type = findDimension(model, member)?.type ?? 'number';
  const options = type === 'string' || type === 'boolean' ? data.options(member, context) : [];
  return {member, title: title ?? memberTitle(model, member), type, options, defaultValue: defaultValue ?? null};
};

const granularitySwitcher = (content: GranularityContent, model: Model): GranularitySwitcher => ({
  member: content.member,
  title: content.title ?? memberTitle(model, content.member),
  ...granularityChoices(content),
});

const fieldSwitcher = (content: FieldContent, model: Model): FieldSwitcher => {
  const view = content.member.slice(0, content.member.indexOf('.'));
  return {
    member: content.member,
    title: content.title ?? memberTitle(model, content.member),
    options: fieldChoices(content).map((name) => ({name, title: memberTitle(model, `${view}.${name}`)})),
  };
};

/** A dashboard as the page draws it, for one viewer: the values that its filters offer are those of the viewer's rows. */
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
  granularitySwitchers: (dashboard.granularities ?? []).map((content) => granularitySwitcher(content, model)),
  fieldSwitchers: (dashboard.fields ?? []).map((content) => fieldSwitcher(content, model)),
  widgets: layOut(dashboard.widgets),
});
