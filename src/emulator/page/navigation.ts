import {parseEmbedLocation} from './embed-location.js';
import type {PageContext} from './page-context.js';

/** Posts what is on view to the host; the view that draws it knows the title. */
export function postView({messenger, location: place}: PageContext, title?: string): void {
  const payload = {
    surface: messenger.surface,
    path: location.pathname,
    ...(place.publicId === null ? {} : {publicId: place.publicId}),
    ...(title === undefined ? {} : {title}),
  };
  messenger.post('view', payload);
}

let shownPath = location.pathname;

/** What the host loaded the page with: its parameters hold wherever the page goes. */
const loadedSearch = location.search;

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
 * Goes to another path of the same surface, without a new document, with the parameters that the host loaded the page with. Answers whether there is such a
 * path. The `view` event follows from the view that shows it.
 */
export function navigate(context: PageContext, path: string, search = loadedSearch): boolean {
  const place = parseEmbedLocation(path);
  if (!place || place.surface !== context.messenger.surface) return false;
  if (path === location.pathname) return true;
  history.pushState({previous: shownPath}, '', path + search);
  return follow(context);
}

/** The path of something inside the app. */
export const appHref = ({location: place}: PageContext, path: string): string =>
  `/embed/d/${place.deploymentId ?? 0}/app${path === '' ? '' : `/${path}`}`;

/** The path of a dashboard in this surface. */
export const dashboardPath = (context: PageContext, publicId: string): string => {
  const {surface, deploymentId} = context.location;
  if (surface === 'app') return appHref(context, `dashboard/${publicId}`);
  return deploymentId === null ? `/embed/dashboard/${publicId}` : `/embed/d/${deploymentId}/dashboard/${publicId}`;
};

/** The parameters that the host loaded the page with, with the filters of a link in place of those for its controls. */
export const searchWithFilters = (filters: string): string => {
  const parameters = new URLSearchParams(loadedSearch);
  for (const name of [...parameters.keys()]) if (/^(f|tg|ms)_/.test(name)) parameters.delete(name);
  for (const [name, value] of new URLSearchParams(filters)) parameters.append(name, value);
  return `?${parameters.toString()}`;
};

/** Follows the browser's back and forward. */
export function followHistory(context: PageContext): void {
  addEventListener('popstate', () => void follow(context));
}

/** Whether this document has been somewhere else before, so that there is a way back. */
export const canGoBack = (): boolean =>
  typeof history.state === 'object' && history.state !== null && 'previous' in history.state;
