import {QueryError} from '../data/filter-sql.js';
import type {LinkedDashboard} from '../data/link-sql.js';
import {findMeasure, type Model} from '../data/model.js';
import type {QueryRunner} from '../data/query-runner.js';
import type {RowContext} from '../data/query-sql.js';
import type {Cell, DrilldownAnswer, FilterValue, Granularity, QuerySpec} from '../page-api.js';

const rowLimit = 100;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The last moment of the bucket that begins at this local time; whole days as days. */
const bucketRange = (begin: string, granularity: Granularity): readonly [string, string] => {
  const at = new Date(`${begin}Z`);
  if (Number.isNaN(at.getTime())) throw new QueryError('The point’s time is not one that the result had.');
  const end = new Date(at);
  switch (granularity) {
    case 'year':
      end.setUTCFullYear(end.getUTCFullYear() + 1);
      break;
    case 'quarter':
      end.setUTCMonth(end.getUTCMonth() + 3);
      break;
    case 'month':
      end.setUTCMonth(end.getUTCMonth() + 1);
      break;
    case 'week':
      end.setUTCDate(end.getUTCDate() + 7);
      break;
    case 'day':
      end.setUTCDate(end.getUTCDate() + 1);
      break;
    default: {
      const seconds = {hour: 3600, minute: 60, second: 1}[granularity];
      return [begin, new Date(at.getTime() + (seconds - 1) * 1000).toISOString().slice(0, 19)];
    }
  }
  return [dayOf(at), dayOf(new Date(end.getTime() - 1))];
};

/** The filters that keep a clicked point's rows. A cell that the query has no column for is an error. */
const pointFilters = (query: QuerySpec, point: Readonly<Record<string, Cell>>): Record<string, FilterValue> => {
  const time = query.timeDimension;
  const filters = Object.entries(point).map(([name, cell]): [string, FilterValue] => {
    if (time && name === `${time.dimension}.${time.granularity}`) {
      return [time.dimension, {value: bucketRange(String(cell), time.granularity), operator: 'between'}];
    }
    if (!query.dimensions.includes(name)) throw new QueryError(`The widget doesn't show "${name}".`);
    return [name, cell === null ? {operator: 'is_null'} : {value: cell, caseSensitive: true}];
  });
  return Object.fromEntries(filters);
};

/** The rows behind one number of a widget, at most 100, and the number itself. */
export const drilldown = (
  model: Model,
  data: QueryRunner,
  query: QuerySpec,
  member: string,
  point: Readonly<Record<string, Cell>>,
  context: RowContext,
  timezone: string,
  linkedDashboard: LinkedDashboard,
): DrilldownAnswer => {
  const measure = findMeasure(model, member);
  const view = model.views.get(member.slice(0, member.indexOf('.')));
  if (measure === undefined || view === undefined || !query.measures.includes(member)) {
    throw new QueryError(`The widget has no measure "${member}".`);
  }
  const filters = {...query.filters, ...pointFilters(query, point)};
  const number = data.query({measures: [member], dimensions: [], filters}, context, timezone);
  const dimensions = view.drillMembers.map(({name}) => name);
  const result = data.query({measures: [], dimensions, filters, limit: rowLimit}, context, timezone, linkedDashboard);
  return {member, title: measure.title, value: number.rows[0]?.[0] ?? null, result};
};
