import type {DashboardContent, WidgetContent} from '../content/content-shape.js';
import {granularities, type ControlValues, type FilterValue, type Granularity, type QuerySpec} from '../page-api.js';
import {fieldChoices, granularityChoices} from './dashboard-definition.js';

const viewOf = (member: string): string => member.slice(0, member.indexOf('.'));

const isGranularity = (word: string): word is Granularity => granularities.some((granularity) => granularity === word);

/** Which member stands in for which, by the field switchers. A name that a switcher doesn't offer is ignored. */
const replacements = (dashboard: DashboardContent, {fields = {}}: ControlValues): ReadonlyMap<string, string> => {
  const chosen = (dashboard.fields ?? []).flatMap((content) => {
    const name = fields[content.member];
    const replacement =
      name !== undefined && fieldChoices(content).includes(name) ? `${viewOf(content.member)}.${name}` : content.member;
    return [[content.member, replacement] as const];
  });
  return new Map(chosen);
};

/** The granularity that a time dimension is shown in: the switcher's, where there is one. */
const granularityOf = (
  dashboard: DashboardContent,
  {granularities: chosen = {}}: ControlValues,
  {dimension, granularity}: NonNullable<QuerySpec['timeDimension']>,
): Granularity => {
  const switcher = dashboard.granularities?.find(({member}) => member === dimension);
  if (switcher === undefined) return granularity;
  const {options, defaultValue} = granularityChoices(switcher);
  const word = chosen[dimension];
  return word !== undefined && isGranularity(word) && options.includes(word)
    ? word
    : (switcher.defaultValue ?? defaultValue);
};

const filtersOf = (
  dashboard: DashboardContent,
  query: QuerySpec,
  {filters = {}}: ControlValues,
): Record<string, FilterValue> => {
  const view = viewOf([...query.measures, ...query.dimensions][0] ?? '');
  const controls = (dashboard.filters ?? []).filter(({member}) => viewOf(member) === view);
  const chosen = controls.flatMap(({member, defaultValue}) => {
    const value = filters[member] ?? defaultValue;
    return value === undefined ? [] : [[member, value] as const];
  });
  return {...query.filters, ...Object.fromEntries(chosen)};
};

/** A widget's query as the dashboard's controls stand. Controls apply where they exist; what has none is ignored. */
export const widgetQuery = (
  dashboard: DashboardContent,
  {query}: WidgetContent,
  controls: ControlValues,
): QuerySpec => {
  const replaced = replacements(dashboard, controls);
  const swap = (member: string): string => replaced.get(member) ?? member;
  return {
    measures: query.measures.map(swap),
    dimensions: [...new Set(query.dimensions.map(swap))],
    timeDimension: query.timeDimension && {
      dimension: query.timeDimension.dimension,
      granularity: granularityOf(dashboard, controls, query.timeDimension),
    },
    filters: filtersOf(dashboard, query, controls),
    ...(query.order === undefined
      ? {}
      : {order: query.order.map(([member, direction]) => [swap(member), direction] as const)}),
    ...(query.limit === undefined ? {} : {limit: query.limit}),
  };
};
