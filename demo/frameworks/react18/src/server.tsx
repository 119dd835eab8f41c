import {StrictMode} from 'react';
import {renderToString} from 'react-dom/server';
import type {Settings} from '../../shared/settings';
import {App} from './App';

/** Renders the page at a path, without a DOM. */
export const render = (path: string, settings: Settings): string =>
  renderToString(
    <StrictMode>
      <App settings={settings} firstPath={path} />
    </StrictMode>,
  );
