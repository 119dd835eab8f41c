import type {SqlValue} from 'sql.js';
import type {Cell, QueryColumn, QueryResult, QuerySpec} from '../page-api.js';
import {QueryError} from './filter-sql.js';
import {cellLinks, type LinkedDashboard} from './link-sql.js';
import {findDimension, type Dimension, type Model, type View} from './model.js';
import {compileQuery, conditionsOf, type LocalTime, type RowContext} from './query-sql.js';
import type {RowStore} from './row-store.js';
import {bucketText, localTimeSql} from './time-bucket.js';
import {zoneOffsets} from './time-zone.js';

const cellOf = (value: SqlValue, {kind, granularity}: QueryColumn): Cell => {
  if (value === null || value instanceof Uint8Array) return null;
  return kind === 'time' && typeof value === 'number' ? bucketText(value, granularity) : value;
};

interface TimeColumn {
  readonly sql: string;
  readonly firstS: number;
  readonly lastS: number;
}

/** One zone has many spellings. */
const rememberedZones = 1000;

/** Runs queries on one database. */
export const createQueryRunner = ({select}: RowStore, model: Model) => {
  const timeColumns = new Map<string, TimeColumn>();
  const localTimes = new Map<string, string>();

  /** Times may be epoch seconds, epoch milliseconds or ISO text: the first value tells. */
  const timeColumnOf = ({name, sql}: Dimension, {table}: View): TimeColumn => {
    const known = timeColumns.get(name);
    if (known !== undefined) return known;
    const [kind, sample] =
      select(`SELECT typeof(${sql}), ${sql} FROM "${table}" WHERE ${sql} IS NOT NULL LIMIT 1`, [])[0] ?? [];
    const seconds =
      kind === 'text'
        ? `unixepoch(${sql})`
        : typeof sample === 'number' && Math.abs(sample) > 1e11
          ? `(${sql} / 1000)`
          : sql;
    const [first, last] = select(`SELECT MIN(${seconds}), MAX(${seconds}) FROM "${table}"`, [])[0] ?? [];
    const column = {
      sql: seconds,
      firstS: typeof first === 'number' ? first : 0,
      lastS: typeof last === 'number' ? last : 0,
    };
    timeColumns.set(name, column);
    return column;
  };

  const localTime =
    (zone: string): LocalTime =>
    (dimension, view) => {
      const key = `${zone} ${dimension.name}`;
      const known = localTimes.get(key);
      if (known !== undefined) return known;
      const {sql, firstS, lastS} = timeColumnOf(dimension, view);
      const local = localTimeSql(sql, zoneOffsets(zone, firstS, lastS));
      if (localTimes.size >= rememberedZones) localTimes.clear();
      localTimes.set(key, local);
      return local;
    };

  return {
    /**
     * The rows of a query that this viewer may see, with the links of its dimensions where `linkedDashboard` resolves those to
     * dashboards. Throws a `QueryError` for what can't be asked.
     */
    query(spec: QuerySpec, context: RowContext, timezone: string, linkedDashboard?: LinkedDashboard): QueryResult {
      const hasLinks = linkedDashboard !== undefined;
      const compiled = compileQuery(model, spec, context, localTime(timezone), hasLinks);
      const {columns, limit} = compiled;
      const rows = select(compiled.sql, compiled.values);
      const links = hasLinks ? cellLinks(compiled.links, rows.slice(0, limit), columns.length, linkedDashboard) : [];
      return {
        columns,
        rows: rows.slice(0, limit).map((row) => columns.map((column, index) => cellOf(row[index] ?? null, column))),
        timezone,
        truncated: rows.length > limit,
        ...(links.length === 0 ? {} : {links}),
      };
    },

    /** The values of a dimension among the rows that this viewer may see: at most 100, the frequent ones, in order. */
    options(member: string, context: RowContext): readonly Cell[] {
      const dimension = findDimension(model, member);
      const view = model.views.get(member.slice(0, member.indexOf('.')));
      if (dimension === undefined || view === undefined) throw new QueryError(`There is no dimension "${member}".`);
      const {sql, values} = conditionsOf(view, {}, context, localTime('UTC'));
      const rows = select(
        `SELECT ${dimension.sql}, COUNT(*) FROM "${view.table}" WHERE ${sql} GROUP BY 1 ORDER BY 2 DESC LIMIT 100`,
        values,
      );
      return rows
        .map(([value]) => (value instanceof Uint8Array ? null : (value ?? null)))
        .filter((value) => value !== null)
        .sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))));
    },
  };
};

export type QueryRunner = ReturnType<typeof createQueryRunner>;
