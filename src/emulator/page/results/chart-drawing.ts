import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartType as DrawnType,
} from 'chart.js';
import type {ChartType, QueryResult} from '../../page-api.js';
import {formatCell} from '../value-format.js';
import type {ChartData} from './chart-series.js';

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** The charts that are drawn on a canvas; the others are text. */
export const isDrawn = (chart: ChartType): chart is 'line' | 'area' | 'bar' | 'pie' =>
  chart === 'line' || chart === 'area' || chart === 'bar' || chart === 'pie';

const paletteSize = 8;

/** The colours of a drawing as the style sheet has them now. */
function chartColors(element: Element): {
  palette: readonly string[];
  ink: string;
  grid: string;
  surface: string;
} {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const palette = Array.from({length: paletteSize}, (_item, index) => read(`--series-${index + 1}`));
  const accent = read('--accent');
  return {
    palette: [accent, ...palette.slice(1)],
    ink: read('--ink-2'),
    grid: read('--line'),
    surface: read('--surface'),
  };
}

const drawnType: Readonly<Record<'line' | 'area' | 'bar' | 'pie', DrawnType>> = {
  line: 'line',
  area: 'line',
  bar: 'bar',
  pie: 'doughnut',
};

export interface Drawing {
  readonly canvas: HTMLCanvasElement;
  readonly chart: 'line' | 'area' | 'bar' | 'pie';
  readonly data: ChartData;
  readonly result: QueryResult;
  readonly locale: string;
  readonly onPoint?: (rowIndex: number, measureIndex: number) => void;
}

const translucent = (color: string): string => `color-mix(in srgb, ${color} 18%, transparent)`;

const configuration = ({canvas, chart, data, result, locale, onPoint}: Drawing): ChartConfiguration => {
  const {palette, ink, grid, surface} = chartColors(canvas);
  const colorAt = (index: number): string => palette[index % palette.length] ?? ink;
  const columnOf = (seriesIndex: number) => result.columns[data.series[seriesIndex]?.measureIndex ?? 0];
  const font = {family: getComputedStyle(canvas).fontFamily, size: 11};
  const valueText = (value: number, seriesIndex: number, isShort: boolean): string => {
    const column = columnOf(seriesIndex);
    return column ? formatCell(value, column, locale, isShort) : String(value);
  };
  return {
    type: drawnType[chart],
    data: {
      labels: [...data.labels],
      datasets: data.series.map(({label, values}, index) => ({
        label,
        data: [...values],
        borderColor: chart === 'pie' ? surface : colorAt(index),
        backgroundColor:
          chart === 'pie'
            ? values.map((_value, place) => colorAt(place))
            : chart === 'area'
              ? translucent(colorAt(index))
              : colorAt(index),
        borderWidth: chart === 'bar' ? 0 : 2,
        fill: chart === 'area',
        // Bends, and never goes beyond a point: a curve that dips below the lowest value shows one that isn't there.
        cubicInterpolationMode: 'monotone',
        pointRadius: values.length > 40 ? 0 : 2,
        pointHitRadius: 12,
        borderRadius: chart === 'bar' ? 4 : 0,
        maxBarThickness: 44,
      })),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction:
        chart === 'pie' ? {mode: 'nearest', intersect: true} : {mode: 'nearest', axis: 'x', intersect: false},
      plugins: {
        tooltip: {
          callbacks: {
            label: ({raw, datasetIndex, dataset}) =>
              ` ${data.series.length > 1 ? `${dataset.label ?? ''}: ` : ''}${valueText(Number(raw), datasetIndex, false)}`,
          },
        },
      },
      ...(chart === 'pie'
        ? {}
        : {
            scales: {
              x: {
                grid: {display: false},
                border: {color: grid},
                ticks: {color: ink, font, maxRotation: 0, autoSkipPadding: 14},
              },
              y: {
                beginAtZero: true,
                grid: {color: grid},
                border: {display: false},
                ticks: {color: ink, font, maxTicksLimit: 6, callback: (value) => valueText(Number(value), 0, true)},
              },
            },
          }),
      onClick: (_event, [hit]) => {
        const series = hit && data.series[hit.datasetIndex];
        const rowIndex = series?.rowIndexes[hit?.index ?? -1] ?? -1;
        if (series && rowIndex >= 0) onPoint?.(rowIndex, series.measureIndex);
      },
      onHover: (_event, hits) => {
        canvas.style.cursor = onPoint && hits.length > 0 ? 'pointer' : 'default';
      },
    },
  };
};

/** Draws at once, without animation; answers a function that takes the drawing away. */
export function draw(drawing: Drawing): () => void {
  const chart = new Chart(drawing.canvas, configuration(drawing));
  return () => chart.destroy();
}
