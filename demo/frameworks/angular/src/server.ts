import {renderApplication} from '@angular/platform-server';
import type {Settings} from '../../shared/settings';
import bootstrap from './main.server';

/** Renders the page at a path into a document, without a DOM. */
export const render = (path: string, settings: Settings, document: string): Promise<string> =>
  renderApplication((context) => bootstrap(context, settings), {document, url: path});
