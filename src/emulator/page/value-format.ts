import type {Cell, Granularity, QueryColumn} from '../page-api.js';

const calendar: Readonly<Record<Granularity, Intl.DateTimeFormatOptions>> = {
  second: {dateStyle: 'short', timeStyle: 'medium'},
  minute: {dateStyle: 'short', timeStyle: 'short'},
  hour: {dateStyle: 'short', timeStyle: 'short'},
  day: {day: 'numeric', month: 'short', year: 'numeric'},
  week: {day: 'numeric', month: 'short', year: 'numeric'},
  month: {month: 'short', year: 'numeric'},
  quarter: {month: 'short', year: 'numeric'},
  year: {year: 'numeric'},
};

const dayMs = 86_400_000;

const known = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** Making a formatter costs far more than using one. */
const formatter = <Format extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => Format): Format => {
  const found = (known.get(key) as Format | undefined) ?? make();
  known.set(key, found);
  return found;
};

const numberOptions = (column: QueryColumn, isShort: boolean): Intl.NumberFormatOptions => {
  const short: Intl.NumberFormatOptions = isShort ? {notation: 'compact', maximumFractionDigits: 1} : {};
  if (column.format === 'currency') return {style: 'currency', currency: 'USD', ...short};
  if (column.format === 'percent') return {style: 'percent', maximumFractionDigits: 1};
  return {maximumFractionDigits: 2, ...short};
};

const formatTime = (text: string, column: QueryColumn, locale: string): string => {
  // Local times of the query's zone, without an offset: read and written in one zone they stay what they are.
  const at = Date.parse(
    `${text.replace(' ', 'T').replace(/Z$/, '')}${text.includes('T') || text.includes(' ') ? 'Z' : ''}`,
  );
  if (Number.isNaN(at)) return text;
  if (column.granularity === 'quarter') {
    const date = new Date(at);
    return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${date.getUTCFullYear()}`;
  }
  const granularity = column.granularity ?? (at % dayMs === 0 ? 'day' : 'minute');
  const options = calendar[granularity];
  const format = formatter(
    `${locale} time ${granularity}`,
    () => new Intl.DateTimeFormat(locale, {...options, timeZone: 'UTC'}),
  );
  return format.format(at);
};

/** Writes a cell for people, in their language; `isShort` for the ticks of an axis. */
export function formatCell(cell: Cell | undefined, column: QueryColumn, locale: string, isShort = false): string {
  if (cell === null || cell === undefined) return '–';
  if (column.type === 'time') return formatTime(String(cell), column, locale);
  // Dimensions that are numbers are mostly names, such as the number of an order.
  if (typeof cell !== 'number' || (column.kind === 'dimension' && column.format === null)) return String(cell);
  const key = `${locale} ${column.format ?? ''} ${String(isShort)}`;
  return formatter(key, () => new Intl.NumberFormat(locale, numberOptions(column, isShort))).format(cell);
}

/** Writes an instant, such as when something was saved. */
export const formatInstant = (at: number, locale: string): string =>
  formatter(
    `${locale} instant`,
    () => new Intl.DateTimeFormat(locale, {dateStyle: 'medium', timeStyle: 'short'}),
  ).format(at);

/** Makes the browser load what it needs to write a language's numbers and dates, while there is nothing else to do. */
export function prepareFormats(locale: string): void {
  formatInstant(0, locale);
  new Intl.NumberFormat(locale).format(0);
}
