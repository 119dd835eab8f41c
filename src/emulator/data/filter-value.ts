import {
  filterOperators,
  isEmptyFilter,
  valuelessOperators,
  type FilterOperator,
  type FilterValue,
} from '../page-api.js';
import {
  either,
  finite,
  flag,
  isRecord,
  listOf,
  mismatch,
  nullable,
  objectOf,
  oneOf,
  optional,
  ShapeError,
  text,
  type Parser,
} from '../shape.js';

/** The words of Cube's query API, which mean the same and are no operators of a dashboard's filter. */
const queryApiWords: ReadonlyMap<string, string> = new Map([
  ['notEquals', 'not_equals'],
  ['notContains', 'not_contains'],
  ['startsWith', 'starts_with'],
  ['notStartsWith', 'not_starts_with'],
  ['endsWith', 'ends_with'],
  ['notEndsWith', 'not_ends_with'],
  ['gt', 'greater_than'],
  ['gte', 'greater_than_or_equal'],
  ['lt', 'less_than'],
  ['lte', 'less_than_or_equal'],
  ['set', 'is_not_null'],
  ['notSet', 'is_null'],
  ['inDateRange', 'between'],
  ['notInDateRange', 'less_than" or "greater_than'],
  ['beforeDate', 'less_than'],
  ['beforeOrOnDate', 'less_than_or_equal'],
  ['afterDate', 'greater_than'],
  ['afterOrOnDate', 'greater_than_or_equal'],
]);

const operatorWord: Parser<FilterOperator> = (value, place) => {
  const right = typeof value === 'string' ? queryApiWords.get(value) : undefined;
  if (right !== undefined) {
    throw new ShapeError(
      `${place}: "${String(value)}" is a word of Cube's query API; a dashboard filter says "${right}".`,
    );
  }
  if (value === 'custom') {
    throw new ShapeError(
      `${place}: "custom" stands in Cube's schema, but its input is not public: it can't be used here.`,
    );
  }
  return oneOf(filterOperators)(value, place);
};

const cell = either(
  nullable(either(text, finite, 'a string or a number')),
  flag,
  'a string, a number, true, false or null',
);

const members = objectOf({
  value: optional(either(cell, listOf(cell, 1000), 'a string, a number, true, false, null or a list of these')),
  operator: optional(operatorWord),
  caseSensitive: optional(flag),
  startInclusive: optional(flag),
  endInclusive: optional(flag),
});

const comparisons: readonly FilterOperator[] = [
  'greater_than',
  'greater_than_or_equal',
  'less_than',
  'less_than_or_equal',
];

/** Parses the JSON of a filter: the operator, and as many values as it takes. */
export const filterValue: Parser<FilterValue> = (value, place) => {
  const filter = members(value, place);
  const {operator = 'equals', value: given} = filter;
  const count = given === undefined ? 0 : Array.isArray(given) ? given.length : 1;
  const valuePlace = `${place}.value`;
  if (valuelessOperators.includes(operator)) {
    return count === 0 ? filter : mismatch(valuePlace, `left out: ${operator} takes no value`);
  }
  if (isRecord(value) && !Object.hasOwn(value, 'value')) return mismatch(valuePlace, 'there');
  if (isEmptyFilter(filter)) return filter;
  if (operator === 'between' && count !== 2)
    return mismatch(valuePlace, 'a list of two values, the first and the last');
  if (comparisons.includes(operator) && count !== 1) return mismatch(valuePlace, `one value: ${operator} takes one`);
  return filter;
};
