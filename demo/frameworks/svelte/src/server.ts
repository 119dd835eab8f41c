import {render as renderPage} from 'svelte/server';
import type {Settings} from '../../shared/settings';
import App from './App.svelte';

/** Renders the page at a path, without a DOM. */
export const render = (path: string, settings: Settings): string =>
  renderPage(App, {props: {settings, firstPath: path}}).body;
