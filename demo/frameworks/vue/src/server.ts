import {renderToString} from 'vue/server-renderer';
import type {Settings} from '../../shared/settings';
import {createOrders} from './app';

/** Renders the page at a path, without a DOM. */
export const render = async (path: string, settings: Settings): Promise<string> =>
  renderToString(await createOrders(settings, path, true));
