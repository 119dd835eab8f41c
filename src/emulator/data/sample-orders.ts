import type {Database} from 'sql.js';
import {createRandom, weighted} from './random.js';

/** How much is generated, and from which seed. */
export interface SampleData {
  readonly rows: number;
  readonly seed: number;
}

export const defaultSampleData: SampleData = {rows: 100_000, seed: 20_260_101};

/**
 * The orders cover the 34 months from January 2024 to October 2026, in every time zone (UTC-12 to UTC+14): a month of a few hours
 * would look like a fall to zero. They are the same on every day that the emulator runs.
 */
const firstAt = Date.UTC(2024, 0, 1, 12) / 1000;
const lastAt = Date.UTC(2026, 9, 31, 10) / 1000;

const places = weighted([
  [['San Francisco', 'US'], 16],
  [['New York', 'US'], 15],
  [['Chicago', 'US'], 9],
  [['Austin', 'US'], 8],
  [['Seattle', 'US'], 7],
  [['London', 'GB'], 10],
  [['Berlin', 'DE'], 8],
  [['Munich', 'DE'], 5],
  [['Paris', 'FR'], 7],
  [['Tokyo', 'JP'], 6],
  [['Toronto', 'CA'], 5],
  [['São Paulo', 'BR'], 4],
]);
const statuses = weighted([
  ['completed', 62],
  ['shipped', 14],
  ['processing', 11],
  ['cancelled', 8],
  ['returned', 5],
]);
const categories = weighted([
  [['Furniture', 240], 14],
  [['Lighting', 85], 18],
  [['Kitchen', 55], 26],
  [['Textiles', 40], 22],
  [['Garden', 120], 12],
  [['Office', 150], 8],
]);
const channels = weighted([
  ['web', 55],
  ['mobile', 30],
  ['store', 15],
]);

const columns = ['id', 'created_at', 'status', 'country', 'users_city', 'category', 'channel', 'quantity', 'amount'];
const rowsPerStatement = 100;

/** More orders each month, more before Christmas: a line that is worth looking at. */
const orderedAt = (first: number, second: number): number => {
  const grown = (Math.sqrt(0.15 + 0.85 * first) - Math.sqrt(0.15)) / (1 - Math.sqrt(0.15));
  const at = firstAt + Math.floor(grown * (lastAt - firstAt));
  const month = new Date(at * 1000).getUTCMonth();
  return month === 1 && second < 0.3 ? Math.max(firstAt, at - 75 * 86_400) : at;
};

/** Makes the table `orders` and fills it. */
export const addSampleOrders = (database: Database, {rows, seed}: SampleData): void => {
  database.run(
    `CREATE TABLE orders (id INTEGER PRIMARY KEY, created_at INTEGER NOT NULL, status TEXT NOT NULL, country TEXT NOT NULL,
      users_city TEXT NOT NULL, category TEXT NOT NULL, channel TEXT NOT NULL, quantity INTEGER NOT NULL, amount REAL NOT NULL)`,
  );
  const random = createRandom(seed);
  const row = (id: number): (string | number)[] => {
    const [city, country] = places(random()) as [string, string];
    const [category, price] = categories(random()) as [string, number];
    const quantity = 1 + Math.floor(random() ** 3 * 6);
    const amount = Math.round(price * quantity * (0.5 + random()) * 100) / 100;
    return [
      id,
      orderedAt(random(), random()),
      statuses(random()),
      country,
      city,
      category,
      channels(random()),
      quantity,
      amount,
    ];
  };
  const placeholders = `(${columns.map(() => '?').join(',')})`;
  const insert = `INSERT INTO orders VALUES ${Array<string>(rowsPerStatement).fill(placeholders).join(',')}`;
  const many = database.prepare(insert);
  const one = database.prepare(`INSERT INTO orders VALUES ${placeholders}`);
  database.run('BEGIN');
  let id = 1;
  for (; id + rowsPerStatement - 1 <= rows; id += rowsPerStatement) {
    const values: (string | number)[] = [];
    for (let next = id; next < id + rowsPerStatement; next += 1) values.push(...row(next));
    many.run(values);
  }
  for (; id <= rows; id += 1) one.run(row(id));
  database.run('COMMIT');
  many.free();
  one.free();
};
