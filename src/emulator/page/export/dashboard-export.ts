import type {Widget, WidgetResult} from '../../page-api.js';
import type {PageContext} from '../page-context.js';
import {pdfFile} from './pdf-file.js';
import {pictureFile, pictureOfDashboard} from './picture.js';
import {fileName, saveFile} from './save-file.js';
import {drawingOf} from './widget-export.js';

export interface DashboardExport {
  readonly context: PageContext;
  readonly title: string;
  readonly widgets: readonly Widget[];
  readonly results: ReadonlyMap<string, WidgetResult>;
  readonly format: 'png' | 'pdf';
}

/** Saves a picture of the whole dashboard, and tells the host. Cube makes it on its servers; here the page does. */
export async function exportDashboard({context, title, widgets, results, format}: DashboardExport): Promise<void> {
  const pictured = widgets.flatMap((widget) => {
    const result = results.get(widget.id);
    return result?.ok ? [{widget, result: result.result, drawing: drawingOf(widget)}] : [];
  });
  const canvas = pictureOfDashboard(title, pictured, context.locale);
  const content =
    format === 'png'
      ? await pictureFile(canvas, 'image/png')
      : await pdfFile(await pictureFile(canvas, 'image/jpeg'), canvas.width, canvas.height);
  saveFile(fileName(title, format), content);
  context.messenger.post('download', {format, target: 'dashboard', title});
}
