import type {ChartType, Widget} from '../page-api.js';
import type {WidgetContent} from './content-shape.js';

const sizes: Readonly<Record<ChartType, readonly [width: number, height: number]>> = {
  number: [3, 1],
  line: [12, 4],
  area: [12, 4],
  bar: [6, 4],
  pie: [6, 4],
  table: [12, 5],
  summary: [12, 2],
};

/** Places widgets that say nothing of their place: from left to right in 12 columns, row by row, in their order. */
export const layOut = (widgets: readonly WidgetContent[]): readonly Widget[] => {
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  return widgets.map(({id, title, chart, layout}): Widget => {
    if (layout !== undefined) {
      y = Math.max(y, layout.y);
      rowHeight = Math.max(rowHeight, layout.y + layout.height - y);
      return {id, title, chart, layout};
    }
    const [width, height] = sizes[chart];
    if (x + width > 12) {
      x = 0;
      y += rowHeight;
      rowHeight = 0;
    }
    const placed: Widget = {id, title, chart, layout: {x, y, width, height}};
    x += width;
    rowHeight = Math.max(rowHeight, height);
    return placed;
  });
};
