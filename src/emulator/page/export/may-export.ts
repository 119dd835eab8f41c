import type {PageContext} from '../page-context.js';

/** Whether the viewer may download: the URL grants it, and the account's lock outranks the URL. */
export const mayExport = ({parameters, config}: PageContext): boolean =>
  parameters.allowExport && config?.restrictDataDownload === false;
