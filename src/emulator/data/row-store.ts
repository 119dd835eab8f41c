import type {Database, SqlValue} from 'sql.js';

/** A database that is only read. */
export interface RowStore {
  /** The rows of a statement. */
  readonly select: (sql: string, values: readonly (string | number)[]) => SqlValue[][];
  /** Throws the engine's error for a statement that can't be run, without running it. */
  readonly check: (sql: string) => void;
}

/** Big answers are not kept, nor those to long questions. */
const rememberedQueries = 500;
const rememberedRows = 1000;
const rememberedKey = 8000;

/** Puts a memory before a database: its data never change, and what was asked before is answered at once. */
export const createRowStore = (database: Database): RowStore => {
  const remembered = new Map<string, SqlValue[][]>();
  return {
    select(sql, values) {
      const key = `${sql}\n${JSON.stringify(values)}`;
      const known = remembered.get(key);
      remembered.delete(key);
      const rows = known ?? database.exec(sql, [...values])[0]?.values ?? [];
      if (rows.length <= rememberedRows && key.length <= rememberedKey) remembered.set(key, rows);
      const [oldest] = remembered.keys();
      if (remembered.size > rememberedQueries && oldest !== undefined) remembered.delete(oldest);
      return rows;
    },
    check(sql) {
      database.prepare(sql).free();
    },
  };
};
