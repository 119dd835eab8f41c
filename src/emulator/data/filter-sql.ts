import type {FilterValue} from '../page-api.js';
import type {Dimension} from './model.js';

/** A condition and the values that it binds. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

type Scalar = string | number | boolean | null;

const none: Condition = {sql: '0', values: []};

/** A query that can't be made; the message is for whoever wrote it. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

const scalarsOf = ({value}: FilterValue): readonly Scalar[] => {
  const list: readonly Scalar[] = Array.isArray(value) ? value : [value as Scalar];
  return list.filter((item) => item !== '');
};

/** Tells whether a filter filters nothing: an empty value means "all", as it does in a control that was cleared. */
export const isEmptyFilter = (filter: FilterValue): boolean =>
  filter.operator !== 'set' &&
  filter.operator !== 'notSet' &&
  scalarsOf(filter).filter((item) => item !== null).length === 0;

const bindable = (value: Scalar, dimension: Dimension): string | number => {
  if (typeof value === 'boolean') return dimension.type === 'string' ? String(value) : Number(value);
  if (dimension.type === 'boolean' && (value === 'true' || value === 'false')) return Number(value === 'true');
  if (dimension.type !== 'number' || typeof value === 'number') return value ?? '';
  const number = Number(value);
  if (!Number.isFinite(number)) throw new QueryError(`${dimension.name}: a number is expected.`);
  return number;
};

/** The condition that a dimension has one of these values. No values: no rows. */
export const isAnyOf = (dimension: Dimension, values: readonly Scalar[]): Condition => {
  const present = values.filter((value) => value !== null);
  const parts: string[] = [];
  if (present.length > 0) parts.push(`${dimension.sql} IN (${present.map(() => '?').join(', ')})`);
  if (present.length < values.length) parts.push(`${dimension.sql} IS NULL`);
  if (parts.length === 0) return none;
  return {sql: `(${parts.join(' OR ')})`, values: present.map((value) => bindable(value, dimension))};
};

const likeSql = (sql: string, patterns: readonly string[]): Condition => ({
  sql: `(${patterns.map(() => `${sql} LIKE ? ESCAPE '\\'`).join(' OR ')})`,
  values: patterns,
});

const escapeLike = (value: string): string => value.replaceAll(/[\\%_]/g, '\\$&');

const compare = (sql: string, operator: string, value: string | number): Condition => ({
  sql: `${sql} ${operator} ?`,
  values: [value],
});

const not = ({sql, values}: Condition, nullable: string): Condition => ({
  sql: `(NOT ${sql} OR ${nullable} IS NULL)`,
  values,
});

/** The local seconds at which a day, or the moment that a text names, begins; `next` gives its end. */
const localSeconds = (value: Scalar, dimension: Dimension): {readonly begin: number; readonly end: number} => {
  const source = String(value ?? '');
  const day = /^\d{4}-\d{2}-\d{2}$/.test(source);
  const at = Date.parse(day ? `${source}T00:00:00Z` : /[zZ]|[+-]\d{2}:?\d{2}$/.test(source) ? source : `${source}Z`);
  if (!Number.isFinite(at)) throw new QueryError(`${dimension.name}: a date such as 2026-03-31 is expected.`);
  return {begin: at / 1000, end: at / 1000 + (day ? 86_400 : 1)};
};

const timeCondition = (dimension: Dimension, local: string, filter: FilterValue): Condition => {
  const values = scalarsOf(filter);
  const range = (first: Scalar, last: Scalar): Condition => ({
    sql: `(${local} >= ? AND ${local} < ?)`,
    values: [localSeconds(first, dimension).begin, localSeconds(last, dimension).end],
  });
  const first = values[0] ?? null;
  switch (filter.operator ?? 'equals') {
    case 'equals':
    case 'inDateRange':
      return range(first, values[1] ?? first);
    case 'notEquals':
      return not(range(first, values[1] ?? first), local);
    case 'beforeDate':
    case 'lt':
      return compare(local, '<', localSeconds(first, dimension).begin);
    case 'lte':
      return compare(local, '<', localSeconds(first, dimension).end);
    case 'afterDate':
    case 'gt':
      return compare(local, '>=', localSeconds(first, dimension).end);
    case 'gte':
      return compare(local, '>=', localSeconds(first, dimension).begin);
    default:
      throw new QueryError(`${dimension.name}: ${String(filter.operator)} does not apply to a time.`);
  }
};

/** The condition of one filter. `local` is the SQL of a time dimension's local seconds. */
export const filterCondition = (dimension: Dimension, local: string, filter: FilterValue): Condition => {
  const {sql} = dimension;
  if (filter.operator === 'set') return {sql: `${sql} IS NOT NULL`, values: []};
  if (filter.operator === 'notSet') return {sql: `${sql} IS NULL`, values: []};
  if (dimension.type === 'time') return timeCondition(dimension, local, filter);
  const values = scalarsOf(filter);
  const like = (before: string, after: string): Condition =>
    likeSql(
      sql,
      values.map((value) => `${before}${escapeLike(String(value ?? ''))}${after}`),
    );
  const first = bindable(values[0] ?? null, dimension);
  switch (filter.operator ?? 'equals') {
    case 'equals':
      return isAnyOf(dimension, values);
    case 'notEquals':
      return not(isAnyOf(dimension, values), sql);
    case 'contains':
      return like('%', '%');
    case 'notContains':
      return not(like('%', '%'), sql);
    case 'startsWith':
      return like('', '%');
    case 'endsWith':
      return like('%', '');
    case 'gt':
      return compare(sql, '>', first);
    case 'gte':
      return compare(sql, '>=', first);
    case 'lt':
      return compare(sql, '<', first);
    case 'lte':
      return compare(sql, '<=', first);
    default:
      throw new QueryError(`${dimension.name}: ${String(filter.operator)} applies to times alone.`);
  }
};
