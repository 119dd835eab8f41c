import {renderToString} from 'preact-render-to-string';
import type {Settings} from '../../shared/settings';
import {App} from './App';

/** Renders the page at a path, without a DOM. */
export const render = (path: string, settings: Settings): string =>
  renderToString(<App settings={settings} firstPath={path} />);
