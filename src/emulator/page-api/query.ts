import type {FilterValue} from './filter.js';

/** A scalar as it stands in a table cell. */
export type Cell = string | number | null;

/** How a value is shown. */
export type ValueFormat = 'number' | 'currency' | 'percent';

export const granularities = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

export type Granularity = (typeof granularities)[number];

export interface QueryColumn {
  /** `orders.count`; with a granularity `orders.created_at.month`. */
  readonly name: string;
  readonly title: string;
  readonly kind: 'measure' | 'dimension' | 'time';
  readonly type: 'string' | 'number' | 'boolean' | 'time';
  readonly format: ValueFormat | null;
  /** Of a time column: it is a local time in `QueryResult.timezone`, `2026-03-01T00:00:00`, the beginning of the bucket. */
  readonly granularity: Granularity | null;
}

/** A link of a dimension, for the cells of its column (https://docs.cube.dev/docs/data-modeling/dimensions#links). */
export interface CellLink {
  /** The place of the column in `QueryResult.columns`. */
  readonly column: number;
  readonly label: string;
  /** The cell's own text is this link. */
  readonly isPrimary: boolean;
  readonly target: 'blank' | 'self';
  /** The public id of a dashboard; null: the link leads to a site. */
  readonly dashboard: string | null;
  /** By row: the URL of the site, or the query string of the dashboard's filters; null: the row has no such link. */
  readonly targets: readonly (string | null)[];
}

export interface QueryResult {
  readonly columns: readonly QueryColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly timezone: string;
  /** More rows exist than were sent (at most 5,000). */
  readonly truncated: boolean;
  /** Left out where no column has any. */
  readonly links?: readonly CellLink[];
  /** Only for `summary` widgets: the text. */
  readonly summary?: string;
}

/** A query in Cube's terms. */
export interface QuerySpec {
  readonly measures: readonly string[];
  readonly dimensions: readonly string[];
  readonly timeDimension?: {readonly dimension: string; readonly granularity: Granularity} | null;
  readonly filters?: Readonly<Record<string, FilterValue>>;
  readonly order?: readonly (readonly [member: string, direction: 'asc' | 'desc'])[];
  /** At most 5,000. */
  readonly limit?: number | null;
}

export interface QueryRequest {
  readonly query: QuerySpec;
  readonly timezone?: string;
}

export interface ModelAnswer {
  readonly views: readonly ModelView[];
}

export interface ModelView {
  readonly name: string;
  readonly title: string;
  /** `name` is the full one, `orders.status`. */
  readonly dimensions: readonly {
    readonly name: string;
    readonly title: string;
    readonly type: 'string' | 'number' | 'boolean' | 'time';
  }[];
  readonly measures: readonly {readonly name: string; readonly title: string; readonly format: ValueFormat | null}[];
}
