import {isEmptyFilter, type Granularity, type QueryColumn, type QuerySpec} from '../page-api.js';
import type {AttributeValue} from '../accounts/attribute.js';
import {filterCondition, isAnyOf, QueryError, type Condition} from './filter-sql.js';
import {selectLinks, type LinkSelection} from './link-sql.js';
import type {Dimension, Measure, Model, RowFilter, View} from './model.js';
import {bucketSql} from './time-bucket.js';

/** Whose rows: what row-level security reads. */
export interface RowContext {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly securityContext: Readonly<Record<string, unknown>>;
}

/** A query ready to run. `limit` is one more than may be sent, so that a cut is noticed. */
export interface CompiledQuery {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  readonly columns: readonly QueryColumn[];
  /** Their values follow those of the columns. */
  readonly links: readonly LinkSelection[];
  readonly limit: number;
}

/** No answer has more rows. */
const rowLimit = 5000;

/** The SQL of a time dimension's local seconds in the query's zone. */
export type LocalTime = (dimension: Dimension, view: View) => string;

const viewOf = (model: Model, members: readonly string[]): View => {
  const names = new Set(members.map((member) => member.slice(0, member.indexOf('.'))));
  const [name] = names;
  if (name === undefined) throw new QueryError('A query needs a measure or a dimension.');
  if (names.size > 1) throw new QueryError(`A query is about one view; this one names ${[...names].join(' and ')}.`);
  const view = model.views.get(name);
  if (view === undefined) throw new QueryError(`There is no view "${name}".`);
  return view;
};

const findIn = <T>(members: ReadonlyMap<string, T>, name: string, kind: string): T => {
  const member = members.get(name);
  if (member === undefined) throw new QueryError(`There is no ${kind} "${name}".`);
  return member;
};

const scalar = (value: unknown): string | number | boolean | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** The condition of row-level security; null where the viewer has no such value and sees every row. */
const rowFilterCondition = ({dimension, from, key}: RowFilter, context: RowContext): Condition | null => {
  const source: Readonly<Record<string, unknown>> = from === 'attribute' ? context.attributes : context.securityContext;
  const value = Object.hasOwn(source, key) ? source[key] : undefined;
  if (value === undefined || value === null) return null;
  return isAnyOf(dimension, Array.isArray(value) ? value.map(scalar) : [scalar(value)]);
};

/** The conditions of a query on one view: row-level security first, then the filters. */
export const conditionsOf = (
  view: View,
  filters: QuerySpec['filters'],
  context: RowContext,
  local: LocalTime,
): Condition => {
  const conditions = view.rowFilters
    .map((filter) => rowFilterCondition(filter, context))
    .filter((condition) => condition !== null);
  for (const [member, filter] of Object.entries(filters ?? {})) {
    if (isEmptyFilter(filter)) continue;
    const dimension = findIn(view.dimensions, member, 'dimension');
    conditions.push(filterCondition(dimension, dimension.type === 'time' ? local(dimension, view) : '', filter));
  }
  return {
    sql: conditions.length === 0 ? '1' : conditions.map(({sql}) => sql).join(' AND '),
    values: conditions.flatMap(({values}) => values),
  };
};

interface Selected {
  /** Null for a measure. */
  readonly dimension: Dimension | null;
  readonly sql: string;
  readonly column: QueryColumn;
}

const selectMeasure = ({name, title, sql, format}: Measure): Selected => ({
  dimension: null,
  sql,
  column: {name, title, kind: 'measure', type: 'number', format, granularity: null},
});

const selectDimension = (
  dimension: Dimension,
  view: View,
  local: LocalTime,
  granularity: Granularity | null,
): Selected => {
  const {name, title, type, format} = dimension;
  if (type !== 'time')
    return {dimension, sql: dimension.sql, column: {name, title, kind: 'dimension', type, format, granularity: null}};
  const seconds = local(dimension, view);
  return granularity === null
    ? {dimension, sql: seconds, column: {name, title, kind: 'time', type, format, granularity}}
    : {
        // A bucket is no value of the dimension's rows: it has no link.
        dimension: null,
        sql: bucketSql(seconds, granularity),
        column: {name: `${name}.${granularity}`, title, kind: 'time', type, format, granularity},
      };
};

const orderOf = ({order}: QuerySpec, columns: readonly QueryColumn[]): string => {
  const position = (member: string) =>
    columns.findIndex(({name}) => name === member || name.startsWith(`${member}.`)) + 1;
  const time = columns.findIndex(({kind}) => kind === 'time') + 1;
  const measure = columns.findIndex(({kind}) => kind === 'measure') + 1;
  const chosen = (order ?? []).map(([member, direction]) => {
    const at = position(member);
    if (at === 0) throw new QueryError(`The order names "${member}", which the query doesn't ask for.`);
    return `${String(at)} ${direction.toUpperCase()}`;
  });
  if (chosen.length > 0) return chosen.join(', ');
  if (time > 0) return `${String(time)} ASC`;
  return measure > 0 && columns.length > 1 ? `${String(measure)} DESC, 1 ASC` : '1 ASC';
};

const selectedOf = (spec: QuerySpec, view: View, local: LocalTime): readonly Selected[] => {
  const time = spec.timeDimension ?? null;
  const dimensions = spec.dimensions.map((name) =>
    selectDimension(findIn(view.dimensions, name, 'dimension'), view, local, null),
  );
  const measures = spec.measures.map((name) => selectMeasure(findIn(view.measures, name, 'measure')));
  if (time === null) return [...dimensions, ...measures];
  const dimension = findIn(view.dimensions, time.dimension, 'dimension');
  if (dimension.type !== 'time') throw new QueryError(`${time.dimension} is no time: it has no granularity.`);
  return [selectDimension(dimension, view, local, time.granularity), ...dimensions, ...measures];
};

/**
 * Turns a query into SQL with row-level security in it; `hasLinks` asks for the links of its dimensions, too. Throws a `QueryError`
 * for what can't be asked.
 */
export const compileQuery = (
  model: Model,
  spec: QuerySpec,
  context: RowContext,
  local: LocalTime,
  hasLinks: boolean,
): CompiledQuery => {
  const asked = [...spec.measures, ...spec.dimensions, ...(spec.timeDimension ? [spec.timeDimension.dimension] : [])];
  const view = viewOf(model, [...asked, ...Object.keys(spec.filters ?? {})]);
  if (asked.length === 0) throw new QueryError('A query needs a measure or a dimension.');
  const selected = selectedOf(spec, view, local);
  const columns = selected.map(({column}) => column);
  const links = hasLinks ? selectLinks(selected.map(({dimension}) => dimension)) : [];
  const linkSql = links.flatMap(({sql}) => sql);
  const {sql: where, values} = conditionsOf(view, spec.filters, context, local);
  const grouped = [
    ...columns.flatMap(({kind}, index) => (kind === 'measure' ? [] : [String(index + 1)])),
    ...linkSql.map((_sql, index) => String(columns.length + index + 1)),
  ];
  const limit = Math.min(spec.limit ?? rowLimit, rowLimit);
  const sql = [
    `SELECT ${[...selected.map(({sql}) => sql), ...linkSql].join(', ')} FROM "${view.table}" WHERE ${where}`,
    spec.measures.length > 0 && grouped.length > 0 ? `GROUP BY ${grouped.join(', ')}` : '',
    `ORDER BY ${orderOf(spec, columns)} LIMIT ${String(limit + 1)}`,
  ];
  return {sql: sql.filter((part) => part !== '').join(' '), values, columns, links, limit};
};
