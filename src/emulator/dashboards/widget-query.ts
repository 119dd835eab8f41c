import type {WidgetContent} from '../content/content-shape.js';
import type {FilterValue, QuerySpec} from '../page-api.js';
import type {StandingControls} from './standing-controls.js';

const viewOf = (member: string): string => member.slice(0, member.indexOf('.'));

/** The filters that the widget was built with, and those of the controls on its view. */
const filtersOf = (query: QuerySpec, controls: StandingControls): Record<string, FilterValue> => {
  const view = viewOf([...query.measures, ...query.dimensions][0] ?? '');
  const chosen = [...controls.filters].filter(([member]) => viewOf(member) === view);
  return {...query.filters, ...Object.fromEntries(chosen)};
};

/** A widget's query as the dashboard's controls stand. */
export const widgetQuery = ({query}: WidgetContent, controls: StandingControls): QuerySpec => {
  const swap = (member: string): string => {
    const name = controls.fields.get(member);
    return name === undefined ? member : `${viewOf(member)}.${name}`;
  };
  const {timeDimension} = query;
  return {
    measures: query.measures.map(swap),
    dimensions: [...new Set(query.dimensions.map(swap))],
    timeDimension: timeDimension && {
      dimension: timeDimension.dimension,
      granularity: controls.granularities.get(timeDimension.dimension) ?? timeDimension.granularity,
    },
    filters: filtersOf(query, controls),
    ...(query.order === undefined
      ? {}
      : {order: query.order.map(([member, direction]) => [swap(member), direction] as const)}),
    ...(query.limit === undefined ? {} : {limit: query.limit}),
  };
};
