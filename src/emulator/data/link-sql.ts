import type {SqlValue} from 'sql.js';
import type {CellLink} from '../page-api.js';
import type {Dimension, Link} from './model.js';

/** A link of a column that a query shows, and the SQL that makes its target in each row. */
export interface LinkSelection {
  readonly column: number;
  readonly link: Link;
  /** First what has to have a value, then the parameters in their order. */
  readonly sql: readonly string[];
}

/** Resolves the slug of a dashboard to its public id; null where the viewer can't open one. */
export type LinkedDashboard = (slug: string) => string | null;

/** The links of these columns. A column without a dimension has none. */
export const selectLinks = (columns: readonly (Pick<Dimension, 'links' | 'sql'> | null)[]): readonly LinkSelection[] =>
  columns.flatMap((dimension, column) =>
    (dimension?.links ?? []).map((link) => ({
      column,
      link,
      sql: [link.url ?? dimension?.sql ?? 'NULL', ...link.params.map(({value}) => value)],
    })),
  );

const textOf = (value: SqlValue | undefined): string | null =>
  value === null || value === undefined || value instanceof Uint8Array ? null : String(value);

const pair = (key: string, value: string): string => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`;

/** Of a URL: the whole of it. Of a dashboard: the query string of its filters. */
const targetOf = ({url, params}: Link, [source, ...values]: readonly SqlValue[]): string | null => {
  const begin = textOf(source);
  if (begin === null) return null;
  const pairs = params.flatMap(({key}, index) => {
    const value = textOf(values[index]);
    if (value === null) return [];
    return [url === null ? pair(`f_${key}`, JSON.stringify({value: values[index]})) : pair(key, value)];
  });
  if (url === null) return pairs.join('&');
  return pairs.length === 0 ? begin : `${begin}${begin.includes('?') ? '&' : '?'}${pairs.join('&')}`;
};

/** The links of a result. `offset` is the place of the first link's value in a row. */
export const cellLinks = (
  selections: readonly LinkSelection[],
  rows: readonly (readonly SqlValue[])[],
  offset: number,
  linkedDashboard: LinkedDashboard,
): readonly CellLink[] => {
  const links: CellLink[] = [];
  let place = offset;
  for (const {column, link, sql} of selections) {
    const begin = place;
    place += sql.length;
    const {label, isPrimary, target, dashboard: slug} = link;
    const dashboard = slug === null ? null : linkedDashboard(slug);
    if (slug !== null && dashboard === null) continue;
    const targets = rows.map((row) => targetOf(link, row.slice(begin, begin + sql.length)));
    links.push({column, label, isPrimary, target, dashboard, targets});
  }
  return links;
};
