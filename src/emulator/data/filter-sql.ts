import type {FilterOperator, FilterValue} from '../page-api.js';
import type {Dimension} from './model.js';

/** A condition and the values that it binds. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

type Scalar = string | number | boolean | null;

const none: Condition = {sql: '0', values: []};

/** A query that can't be made; the message is for its author. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

const scalarsOf = ({value = null}: FilterValue): readonly Scalar[] => {
  const list: readonly Scalar[] = typeof value === 'object' && value !== null ? value : [value];
  return list.filter((item) => item !== '');
};

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

/** How texts are compared: the SQL of the dimension, and what becomes of the values. */
const textForm = ({sql}: Dimension, values: readonly string[], {caseSensitive = false}: FilterValue) => {
  if (caseSensitive) return {sql, values};
  const isAscii = values.every((value) => /^\p{ASCII}*$/u.test(value));
  return {sql: `${isAscii ? 'LOWER' : 'fold'}(${sql})`, values: values.map((value) => value.toLowerCase())};
};

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

const bounds = ({startInclusive = true, endInclusive = true}: FilterValue) => ({
  start: startInclusive ? '>=' : '>',
  end: endInclusive ? '<=' : '<',
});

const doesNotApply = (dimension: Dimension, operator: FilterOperator): never => {
  throw new QueryError(`${dimension.name}: ${operator} does not apply to a ${dimension.type}.`);
};

/** A day, or a moment, is as long as it lasts: after a day is after its end. */
const timeCondition = (dimension: Dimension, local: string, filter: FilterValue): Condition => {
  const values = scalarsOf(filter).map((value) => localSeconds(value, dimension));
  const [first, last = first] = values;
  if (first === undefined || last === undefined) return none;
  const within = ({begin, end}: {begin: number; end: number}): Condition => ({
    sql: `(${local} >= ? AND ${local} < ?)`,
    values: [begin, end],
  });
  const anyOf = (): Condition => {
    const parts = values.map(within);
    return {sql: `(${parts.map(({sql}) => sql).join(' OR ')})`, values: parts.flatMap((part) => part.values)};
  };
  const {startInclusive = true, endInclusive = true, operator = 'equals'} = filter;
  switch (operator) {
    case 'equals':
      return anyOf();
    case 'not_equals':
      return not(anyOf(), local);
    case 'less_than':
      return compare(local, '<', first.begin);
    case 'less_than_or_equal':
      return compare(local, '<', first.end);
    case 'greater_than':
      return compare(local, '>=', first.end);
    case 'greater_than_or_equal':
      return compare(local, '>=', first.begin);
    case 'between':
      return within({
        begin: startInclusive ? first.begin : first.end,
        end: endInclusive ? last.end : last.begin,
      });
    default:
      return doesNotApply(dimension, operator);
  }
};

/** What compares by order: numbers, and texts by their letters. */
const orderCondition = (sql: string, values: readonly (string | number)[], filter: FilterValue): Condition | null => {
  const [first = '', last = first] = values;
  switch (filter.operator) {
    case 'greater_than':
      return compare(sql, '>', first);
    case 'greater_than_or_equal':
      return compare(sql, '>=', first);
    case 'less_than':
      return compare(sql, '<', first);
    case 'less_than_or_equal':
      return compare(sql, '<=', first);
    case 'between': {
      const {start, end} = bounds(filter);
      return {sql: `(${sql} ${start} ? AND ${sql} ${end} ?)`, values: [first, last]};
    }
    default:
      return null;
  }
};

const textCondition = (dimension: Dimension, filter: FilterValue): Condition => {
  const scalars = scalarsOf(filter);
  const present = scalars.filter((value) => value !== null).map(String);
  const {sql, values} = textForm(dimension, present, filter);
  const any = (condition: (value: string) => string): Condition => ({
    sql: `(${values.map(condition).join(' OR ')})`,
    values,
  });
  const anyOf = (): Condition =>
    isAnyOf({...dimension, sql}, [...values, ...scalars.filter((value) => value === null)]);
  const contains = () => any(() => `instr(${sql}, ?) > 0`);
  const starts = () => any((value) => `substr(${sql}, 1, ${String([...value].length)}) = ?`);
  const ends = () => any((value) => `substr(${sql}, -${String([...value].length)}) = ?`);
  switch (filter.operator) {
    case 'not_equals':
      return not(anyOf(), dimension.sql);
    case 'contains':
      return contains();
    case 'not_contains':
      return not(contains(), dimension.sql);
    case 'starts_with':
      return starts();
    case 'not_starts_with':
      return not(starts(), dimension.sql);
    case 'ends_with':
      return ends();
    case 'not_ends_with':
      return not(ends(), dimension.sql);
    case 'is_empty':
      return {sql: `${dimension.sql} = ''`, values: []};
    case 'is_not_empty':
      return not({sql: `${dimension.sql} = ''`, values: []}, dimension.sql);
    default:
      return orderCondition(sql, values, filter) ?? anyOf();
  }
};

/** The condition of one filter that isn't empty. `local` is the SQL of a time dimension's local seconds. */
export const filterCondition = (dimension: Dimension, local: string, filter: FilterValue): Condition => {
  const {sql, type} = dimension;
  const {operator = 'equals'} = filter;
  if (operator === 'is_null') return {sql: `${sql} IS NULL`, values: []};
  if (operator === 'is_not_null') return {sql: `${sql} IS NOT NULL`, values: []};
  if (type === 'time') return timeCondition(dimension, local, filter);
  if (type === 'string') return textCondition(dimension, filter);
  const values = scalarsOf(filter);
  if (operator === 'equals') return isAnyOf(dimension, values);
  if (operator === 'not_equals') return not(isAnyOf(dimension, values), sql);
  const bound = values.map((value) => bindable(value, dimension));
  return (type === 'number' ? orderCondition(sql, bound, filter) : null) ?? doesNotApply(dimension, operator);
};
