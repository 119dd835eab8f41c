import type {QueryResult, Widget} from '../../page-api.js';
import type {PageContext} from '../page-context.js';
import {csvText} from './csv-text.js';
import {pictureFile, pictureOfWidget} from './picture.js';
import {fileName, saveFile} from './save-file.js';

export interface WidgetExport {
  readonly context: PageContext;
  readonly widget: Widget;
  readonly result: QueryResult;
  readonly format: 'csv' | 'png';
}

/** The canvas that a widget is drawn on, where it has one. */
export const drawingOf = ({id}: Widget): HTMLCanvasElement | null =>
  document.querySelector(`emulator-widget[data-widget="${CSS.escape(id)}"] canvas`);

/** Saves a widget's rows or its picture, and tells the host, never with the rows. */
export async function exportWidget({context, widget, result, format}: WidgetExport): Promise<void> {
  const content =
    format === 'csv'
      ? new Blob([csvText(result)], {type: 'text/csv;charset=utf-8'})
      : await pictureFile(pictureOfWidget({widget, result, drawing: drawingOf(widget)}, context.locale), 'image/png');
  saveFile(fileName(widget.title, format), content);
  context.messenger.post('download', {
    format,
    target: 'widget',
    widgetId: widget.id,
    title: widget.title,
    rowCount: result.rows.length,
  });
}
