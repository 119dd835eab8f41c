import type {Cell} from './query.js';

/**
 * The operators of `DashboardFilterInput` in Cube's OpenAPI file, but for `custom`, whose input is not public. The list stands here
 * a second time, beside that of the element's types: the emulator takes it from Cube's file and not from the element, so that a mistake in either shows.
 */
export const filterOperators = [
  'equals',
  'not_equals',
  'greater_than',
  'greater_than_or_equal',
  'less_than',
  'less_than_or_equal',
  'contains',
  'not_contains',
  'starts_with',
  'not_starts_with',
  'ends_with',
  'not_ends_with',
  'is_null',
  'is_not_null',
  'is_empty',
  'is_not_empty',
  'between',
] as const;

export type FilterOperator = (typeof filterOperators)[number];

/** Operators that take no value. */
export const valuelessOperators: readonly FilterOperator[] = ['is_null', 'is_not_null', 'is_empty', 'is_not_empty'];

/**
 * The JSON of a filter. Cube documents `value`, and that the operator defaults to equals; that the other keys of its schema hold in
 * `f_` too is a guess. A list means any of its values; an empty list, null or '' means no filter.
 */
export interface FilterValue {
  readonly value?: Cell | boolean | readonly (Cell | boolean)[] | undefined;
  readonly operator?: FilterOperator | undefined;
  /** Texts are compared without regard to case unless it is true. */
  readonly caseSensitive?: boolean | undefined;
  /** Of `between`: whether the first value belongs to it. Default true. */
  readonly startInclusive?: boolean | undefined;
  /** Of `between`: whether the last value belongs to it. Default true. */
  readonly endInclusive?: boolean | undefined;
}

/** Tells whether a filter filters nothing, as a control that was cleared. */
export const isEmptyFilter = ({operator, value}: FilterValue): boolean => {
  if (operator !== undefined && valuelessOperators.includes(operator)) return false;
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && value.every((item) => item === '' || item === null);
};
