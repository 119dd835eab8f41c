import type {Database} from 'sql.js';
import {addCsvTable} from './csv.js';
import {createRowStore, type RowStore} from './row-store.js';
import {addSampleOrders, defaultSampleData, type SampleData} from './sample-orders.js';
import {sqlEngine} from './sql-engine.js';

/** A table of the user's own: SQL that makes and fills it, or CSV. */
export interface OwnTable {
  readonly name: string;
  readonly sql?: string | undefined;
  readonly csv?: string | undefined;
}

/** What a database holds. `sample` null: no generated orders. */
export interface DatabaseContent {
  readonly sample: SampleData | null;
  readonly tables: readonly OwnTable[];
}

/** Content that no rows can be made of; the message names its place, for its author. */
export class ContentError extends TypeError {
  override readonly name = 'ContentError';
}

const fill = (database: Database, {sample, tables}: DatabaseContent): void => {
  // SQLite folds the case of ASCII alone.
  database.create_function('fold', (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value));
  database.run('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536');
  if (sample !== null) addSampleOrders(database, sample);
  for (const table of tables) {
    try {
      if (table.sql !== undefined) database.run(table.sql);
      else if (table.csv !== undefined) addCsvTable(database, table.name, table.csv);
    } catch (error) {
      throw new ContentError(
        `tables: "${table.name}" can't be made: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
  }
  // Queries only read: nothing that one emulator does can be seen by another.
  database.run('PRAGMA query_only = ON');
};

/** The default orders take a quarter of a second to generate: every emulator of a process reads the same ones. */
let sharedOrders: Promise<RowStore> | null = null;

const isDefault = ({sample, tables}: DatabaseContent): boolean =>
  tables.length === 0 && sample?.rows === defaultSampleData.rows && sample.seed === defaultSampleData.seed;

const create = async (content: DatabaseContent): Promise<RowStore> => {
  const engine = await sqlEngine();
  const database = new engine.Database();
  fill(database, content);
  return createRowStore(database);
};

/** Opens a read-only database with this content. Throws a `ContentError` that names the table which can't be made. */
export const openDatabase = (content: DatabaseContent): Promise<RowStore> => {
  if (!isDefault(content)) return create(content);
  sharedOrders ??= create(content);
  return sharedOrders;
};
