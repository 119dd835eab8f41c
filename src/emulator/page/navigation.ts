import {parseEmbedLocation} from './embed-location.js';
import type {PageContext} from './page-context.js';

/** Tells the host what is on view; the title is known to whoever drew it. */
export function tellView({messenger, location: place}: PageContext, title?: string): void {
  const payload = {
    surface: messenger.surface,
    path: location.pathname,
    ...(place.publicId === null ? {} : {publicId: place.publicId}),
    ...(title === undefined ? {} : {title}),
  };
  messenger.post('view', payload);
}

let shownPath = location.pathname;

/** Follows the address, after the page or the browser's own buttons changed it. */
function follow(context: PageContext): boolean {
  const place = parseEmbedLocation(location.pathname);
  const previousPath = shownPath;
  if (!place || place.surface !== context.messenger.surface || previousPath === location.pathname) return false;
  shownPath = location.pathname;
  context.messenger.post('navigate', {path: location.pathname, previousPath});
  context.moveTo(place);
  return true;
}

/**
 * Goes to another path of the same surface, without a new document; the URL's parameters stay. Answers whether there is such a
 * path. The `view` event follows from the view that shows it.
 */
export function navigate(context: PageContext, path: string): boolean {
  const place = parseEmbedLocation(path);
  if (!place || place.surface !== context.messenger.surface) return false;
  if (path === location.pathname) return true;
  history.pushState({previous: shownPath}, '', path + location.search);
  return follow(context);
}

/** The path of something inside the app. */
export const appHref = ({location: place}: PageContext, path: string): string =>
  `/embed/d/${place.deploymentId ?? 0}/app${path === '' ? '' : `/${path}`}`;

/** Follows the browser's back and forward. */
export function followHistory(context: PageContext): void {
  addEventListener('popstate', () => void follow(context));
}

/** Whether this document has been somewhere else before, so that there is a way back. */
export const canGoBack = (): boolean =>
  typeof history.state === 'object' && history.state !== null && 'previous' in history.state;
