import type {Cell, QueryResult} from '../../page-api.js';
import {formatCell} from '../value-format.js';

export interface ChartSeries {
  readonly label: string;
  readonly measureIndex: number;
  readonly values: readonly (number | null)[];
  /** The row that each value comes from, -1 where there is none. */
  readonly rowIndexes: readonly number[];
}

export interface ChartData {
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
}

const mostSeries = 8;

const numberOf = (cell: Cell | undefined): number | null => {
  if (cell === null || cell === undefined || cell === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
};

/**
 * Turns rows into what a chart draws: along the time, or the first dimension; one series for each measure, or for each value of the
 * second dimension.
 */
export function chartDataOf({columns, rows}: QueryResult, locale: string): ChartData {
  const indexes = columns.map((_column, index) => index);
  const measures = indexes.filter((index) => columns[index]?.kind === 'measure');
  const others = indexes.filter((index) => columns[index]?.kind !== 'measure');
  const axis = others.find((index) => columns[index]?.kind === 'time') ?? others[0];
  const split = others.find((index) => index !== axis);

  const places = new Map<Cell | undefined, number>();
  const series = new Map<
    string,
    {label: string; measureIndex: number; values: (number | null)[]; rowIndexes: number[]}
  >();
  rows.forEach((row, rowIndex) => {
    const at = axis === undefined ? undefined : row[axis];
    const place = places.get(at) ?? places.size;
    places.set(at, place);
    for (const measureIndex of measures) {
      const measure = columns[measureIndex];
      const splitColumn = split === undefined ? undefined : columns[split];
      const label =
        splitColumn && split !== undefined ? formatCell(row[split], splitColumn, locale) : (measure?.title ?? '');
      const key = `${measureIndex} ${label}`;
      if (!series.has(key) && series.size >= mostSeries) continue;
      const one = series.get(key) ?? {label, measureIndex, values: [], rowIndexes: []};
      series.set(key, one);
      one.values[place] = numberOf(row[measureIndex]);
      one.rowIndexes[place] = rowIndex;
    }
  });

  const axisColumn = axis === undefined ? undefined : columns[axis];
  const labels = [...places.keys()].map((cell) => (axisColumn ? formatCell(cell, axisColumn, locale) : ''));
  return {
    labels,
    series: [...series.values()].map((one) => ({
      ...one,
      values: labels.map((_label, place) => one.values[place] ?? null),
      rowIndexes: labels.map((_label, place) => one.rowIndexes[place] ?? -1),
    })),
  };
}
