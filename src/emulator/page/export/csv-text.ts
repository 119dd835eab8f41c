import type {Cell, QueryResult} from '../../page-api.js';

const field = (cell: Cell): string => {
  if (cell === null) return '';
  // A spreadsheet takes a text that begins like this for a formula, and runs it.
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A result as comma-separated values (RFC 4180), with the titles of its columns first. */
export const csvText = ({columns, rows}: QueryResult): string =>
  [columns.map(({title}) => title), ...rows].map((row) => row.map(field).join(',') + '\r\n').join('');
