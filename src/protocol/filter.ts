/** A value that a filter compares with. */
export type CubeFilterScalar = string | number | boolean | null;

/** Operators that compare with any of the values in a list. */
type ListOperator =
  | 'equals'
  | 'not_equals'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'not_starts_with'
  | 'ends_with'
  | 'not_ends_with';

/** Operators that compare with one value. */
type OrderOperator = 'greater_than' | 'greater_than_or_equal' | 'less_than' | 'less_than_or_equal';

/** Operators that take no value. */
type ValuelessOperator = 'is_null' | 'is_not_null' | 'is_empty' | 'is_not_empty';

/**
 * The operators of a dashboard's filter, as Cube's API names them (`DashboardFilterInput` of its OpenAPI file). That a filter in
 * an embed's URL takes the same ones, under the key `operator`, is a guess.
 */
export type CubeFilterOperator = ListOperator | OrderOperator | ValuelessOperator | 'between';

/** A filter in Cube's own words: an operator, by default `equals`, and as many values as it takes. */
export type CubeFilterObject =
  | {
      readonly operator?: ListOperator;
      readonly value: CubeFilterScalar | readonly CubeFilterScalar[];
      /** Texts are compared without regard to case unless it is true. */
      readonly caseSensitive?: boolean;
    }
  | {readonly operator: OrderOperator; readonly value: CubeFilterScalar}
  | {
      readonly operator: 'between';
      /** The first and the last value. */
      readonly value: readonly [CubeFilterScalar, CubeFilterScalar];
      /** Whether the first value belongs to it. Default true. */
      readonly startInclusive?: boolean;
      /** Whether the last value belongs to it. Default true. */
      readonly endInclusive?: boolean;
    }
  | {readonly operator: ValuelessOperator};

/** An object that gives JSON itself, such as a `Date`: it counts as what it gives. */
interface JsonSource {
  toJSON(key?: string): unknown;
}

/** What a member is filtered by: a value, a list of which any value counts, or a filter in Cube's own words. */
export type CubeFilter =
  CubeFilterScalar | JsonSource | readonly (CubeFilterScalar | JsonSource)[] | CubeFilterObject | undefined;

/** The value of the element's `filters`: filters by member, such as `orders.status`. */
export type CubeFilters = Readonly<Record<string, CubeFilter>>;
