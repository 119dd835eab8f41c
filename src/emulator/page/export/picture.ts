import type {QueryResult, Widget} from '../../page-api.js';
import {formatCell} from '../value-format.js';

/** A widget with the rows that it shows, and its drawing where it has one. */
export interface Pictured {
  readonly widget: Widget;
  readonly result: QueryResult;
  readonly drawing: HTMLCanvasElement | null;
}

const scale = 2;
const columnWidth = 100;
const rowHeight = 80;
const gap = 16;
const titleHeight = 64;
const lineHeight = 20;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The colours and the font of the page as it looks now. */
const readLook = () => {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: read('--background'),
    surface: read('--surface'),
    line: read('--line'),
    ink: read('--ink'),
    muted: read('--ink-2'),
    font: read('--font') || 'sans-serif',
  };
};

type Look = ReturnType<typeof readLook>;

const paintTable = (pen: CanvasRenderingContext2D, box: Box, {result}: Pictured, look: Look, locale: string): void => {
  const width = box.width / Math.max(1, result.columns.length);
  const lines = Math.floor(box.height / lineHeight) - 1;
  result.columns.forEach((column, index) => {
    const isNumber = column.kind === 'measure';
    pen.textAlign = isNumber ? 'right' : 'left';
    const x = box.x + index * width + (isNumber ? width - 8 : 0);
    pen.fillStyle = look.muted;
    pen.font = `600 12px ${look.font}`;
    pen.fillText(column.title, x, box.y + 12, width - 12);
    pen.fillStyle = look.ink;
    pen.font = `13px ${look.font}`;
    result.rows.slice(0, lines).forEach((row, line) => {
      pen.fillText(formatCell(row[index], column, locale), x, box.y + 12 + (line + 1) * lineHeight, width - 12);
    });
  });
  pen.textAlign = 'left';
};

const paintText = (pen: CanvasRenderingContext2D, box: Box, text: string): void => {
  let line = '';
  let y = box.y + 14;
  for (const word of text.split(/\s+/)) {
    if (pen.measureText(`${line} ${word}`).width > box.width) {
      pen.fillText(line, box.x, y);
      line = word;
      y += lineHeight;
    } else line = line ? `${line} ${word}` : word;
  }
  pen.fillText(line, box.x, y);
};

const paintWidget = (pen: CanvasRenderingContext2D, box: Box, pictured: Pictured, look: Look, locale: string): void => {
  const {widget, result, drawing} = pictured;
  pen.fillStyle = look.surface;
  pen.strokeStyle = look.line;
  pen.beginPath();
  pen.roundRect(box.x, box.y, box.width, box.height, 10);
  pen.fill();
  pen.stroke();
  pen.fillStyle = look.ink;
  pen.font = `600 14px ${look.font}`;
  pen.fillText(widget.title, box.x + 16, box.y + 26, box.width - 32);
  const inner = {x: box.x + 16, y: box.y + 42, width: box.width - 32, height: box.height - 54};
  if (drawing) {
    const ratio = Math.min(inner.width / drawing.width, inner.height / drawing.height);
    pen.drawImage(drawing, inner.x, inner.y, drawing.width * ratio, drawing.height * ratio);
  } else if (widget.chart === 'number') {
    pen.font = `600 30px ${look.font}`;
    const index = result.columns.findIndex(({kind}) => kind === 'measure');
    const column = result.columns[index];
    pen.fillText(column ? formatCell(result.rows[0]?.[index], column, locale) : '', inner.x, inner.y + 32, inner.width);
  } else if (widget.chart === 'summary') {
    pen.font = `14px ${look.font}`;
    paintText(pen, inner, result.summary ?? '');
  } else paintTable(pen, inner, pictured, look, locale);
};

const begin = (width: number, height: number, look: Look): [HTMLCanvasElement, CanvasRenderingContext2D] => {
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws no pictures.');
  pen.scale(scale, scale);
  pen.fillStyle = look.background;
  pen.fillRect(0, 0, width, height);
  return [canvas, pen];
};

/** Paints one widget. */
export function pictureOfWidget(pictured: Pictured, locale: string): HTMLCanvasElement {
  const look = readLook();
  const [canvas, pen] = begin(800, 500, look);
  paintWidget(pen, {x: gap, y: gap, width: 800 - 2 * gap, height: 500 - 2 * gap}, pictured, look, locale);
  return canvas;
}

/** Paints a whole dashboard as its layout has it. */
export function pictureOfDashboard(title: string, widgets: readonly Pictured[], locale: string): HTMLCanvasElement {
  const look = readLook();
  const rows = Math.max(1, ...widgets.map(({widget: {layout}}) => layout.y + layout.height));
  const [canvas, pen] = begin(12 * columnWidth + gap, titleHeight + rows * rowHeight + gap, look);
  pen.fillStyle = look.ink;
  pen.font = `700 22px ${look.font}`;
  pen.fillText(title, gap, 42);
  for (const pictured of widgets) {
    const {x, y, width, height} = pictured.widget.layout;
    const box = {
      x: gap + x * columnWidth,
      y: titleHeight + y * rowHeight,
      width: width * columnWidth - gap,
      height: height * rowHeight - gap,
    };
    paintWidget(pen, box, pictured, look, locale);
  }
  return canvas;
}

/** A picture as a file. */
export const pictureFile = (canvas: HTMLCanvasElement, type: 'image/png' | 'image/jpeg'): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), type, 0.92);
  });
