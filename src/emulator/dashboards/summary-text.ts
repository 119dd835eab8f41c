import type {Cell, QueryColumn, QueryResult} from '../page-api.js';

const numberOptions = (column: QueryColumn): Intl.NumberFormatOptions => {
  if (column.format === 'currency') return {style: 'currency', currency: 'USD'};
  return column.format === 'percent' ? {style: 'percent', maximumFractionDigits: 1} : {maximumFractionDigits: 2};
};

const months: Intl.DateTimeFormatOptions = {month: 'long', year: 'numeric'};
const days: Intl.DateTimeFormatOptions = {day: 'numeric', month: 'long', year: 'numeric'};

const timeText = (value: string, {granularity}: QueryColumn): string => {
  const at = new Date(`${value}Z`);
  if (Number.isNaN(at.getTime())) return value;
  if (granularity === 'year') return String(at.getUTCFullYear());
  if (granularity === 'quarter')
    return `Q${String(Math.floor(at.getUTCMonth() / 3) + 1)} ${String(at.getUTCFullYear())}`;
  const isDay = granularity === 'day' || granularity === 'week';
  const time: Intl.DateTimeFormatOptions = isDay ? {} : {hour: 'numeric', minute: '2-digit'};
  return at.toLocaleString('en-US', {...(granularity === 'month' ? months : {...days, ...time}), timeZone: 'UTC'});
};

/** A cell as a sentence says it: money, shares and dates as people write them. */
const cellText = (value: Cell | undefined, column: QueryColumn): string => {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number' && column.kind === 'measure')
    return value.toLocaleString('en-US', numberOptions(column));
  return column.kind === 'time' ? timeText(String(value), column) : String(value);
};

/** A sentence or two about a result, always the same for the same rows: what stands in for a text that an AI would write. */
export const summaryText = ({columns, rows}: QueryResult): string => {
  const measureIndex = columns.findIndex(({kind}) => kind === 'measure');
  const nameIndex = columns.findIndex(({kind}) => kind !== 'measure');
  const [measure, name] = [columns[measureIndex], columns[nameIndex]];
  if (measure === undefined || rows.length === 0) return 'There is nothing to tell: no rows match.';
  const amountOf = (row: readonly Cell[] | undefined) => Number(row?.[measureIndex] ?? 0);
  if (name === undefined) return `${measure.title}: ${cellText(rows[0]?.[measureIndex], measure)}.`;
  const total = rows.reduce((sum, row) => sum + amountOf(row), 0);
  const top = rows.reduce((best, row) => (amountOf(row) > amountOf(best) ? row : best));
  const share = Math.round((amountOf(top) / total) * 100);
  // Averages and shares don't add up to anything.
  const adds = measure.format !== 'percent' && !/average/i.test(measure.title);
  const ofAll = adds && total > 0 ? ` – ${String(share)}% of ${cellText(total, measure)}` : '';
  const what = cellText(top[nameIndex], name);
  const leader = name.kind === 'time' ? what : `${name.title} "${what}"`;
  return `${leader} leads with ${cellText(top[measureIndex], measure)} (${measure.title})${ofAll}.`;
};
