import type {Database} from 'sql.js';

/** Splits CSV into rows: commas, double quotes that are doubled inside, any line ending (RFC 4180). Throws on an open quote. */
export const parseCsv = (csv: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const source = csv.startsWith('\uFEFF') ? csv.slice(1) : csv;
  const endRow = () => {
    row.push(field);
    if (row.length > 1 || field !== '') rows.push(row);
    row = [];
    field = '';
  };
  for (let index = 0; index < source.length; index += 1) {
    const char = source.charAt(index);
    if (quoted) {
      if (char !== '"') field += char;
      else if (source.charAt(index + 1) === '"') field += source.charAt((index += 1));
      else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === ',') {
      row.push(field);
      field = '';
    } else if (char === '\n') endRow();
    else if (char === '\r') {
      if (source.charAt(index + 1) !== '\n') endRow();
    } else field += char;
  }
  if (quoted) throw new TypeError('a quote is opened and never closed');
  endRow();
  return rows;
};

const isNumber = (value: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value);

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Makes a table out of CSV with a header line. A column of numbers alone is numeric; an empty field is NULL. */
export const addCsvTable = (database: Database, table: string, csv: string): void => {
  const [header, ...rows] = parseCsv(csv);
  if (header === undefined) throw new TypeError('there is no header line');
  const numeric = header.map((_, index) =>
    rows.every((row) => (row[index] ?? '') === '' || isNumber(row[index] ?? '')),
  );
  const definitions = header.map(
    (name, index) => `${quote(name.trim())} ${numeric[index] === true ? 'NUMERIC' : 'TEXT'}`,
  );
  database.run(`CREATE TABLE ${quote(table)} (${definitions.join(', ')})`);
  const insert = database.prepare(`INSERT INTO ${quote(table)} VALUES (${header.map(() => '?').join(',')})`);
  try {
    database.run('BEGIN');
    for (const [index, row] of rows.entries()) {
      if (row.length !== header.length) {
        throw new TypeError(
          `row ${String(index + 2)} has ${String(row.length)} fields, the header has ${String(header.length)}`,
        );
      }
      insert.run(row.map((field, column) => (field === '' ? null : numeric[column] === true ? Number(field) : field)));
    }
    database.run('COMMIT');
  } finally {
    insert.free();
  }
};
