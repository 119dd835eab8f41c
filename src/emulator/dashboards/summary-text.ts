import type {Cell, QueryResult} from '../page-api.js';

const figure = (value: Cell | undefined): string =>
  typeof value === 'number' ? value.toLocaleString('en-US', {maximumFractionDigits: 2}) : (value ?? '–');

/** A sentence or two about a result, always the same for the same rows: what stands in for a text that an AI would write. */
export const summaryText = ({columns, rows}: QueryResult): string => {
  const measure = columns.findIndex(({kind}) => kind === 'measure');
  const name = columns.findIndex(({kind}) => kind !== 'measure');
  const title = columns[measure]?.title;
  if (title === undefined || rows.length === 0) return 'There is nothing to tell: no rows match.';
  const numbers = rows.map((row) => row[measure]).filter((value) => typeof value === 'number');
  const total = numbers.reduce((sum, value) => sum + value, 0);
  const top = rows.reduce((best, row) => (Number(row[measure]) > Number(best[measure]) ? row : best));
  if (name < 0) return `${title}: ${figure(rows[0]?.[measure])}.`;
  const share = total > 0 ? ` – ${figure(Math.round((Number(top[measure]) / total) * 100))}% of ${figure(total)}` : '';
  return `${columns[name]?.title ?? ''} "${figure(top[name])}" leads with ${figure(top[measure])} (${title})${share}.`;
};
