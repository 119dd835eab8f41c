import {generateHydrationScript, renderToString} from 'solid-js/web';
import type {Settings} from '../../shared/settings';
import {App} from './App';

/** Renders the page at a path, without a DOM. */
export const render = (path: string, settings: Settings): string =>
  renderToString(() => <App settings={settings} firstPath={path} />);

/** Must run before the application's script; as a file, since a strict policy allows nothing inline. */
export const hydrationScript: string = generateHydrationScript().replace(/<\/?script[^>]*>/g, '');
