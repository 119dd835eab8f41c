import type {HideWord} from 'cube-embed';
import {html, type TemplateResult} from 'lit';
import type {EmbedOptions, Surface} from '../embed-options.js';
import {checksField, switchField} from '../fields.js';
import type {Change} from './change.js';

/** The words of `hide` that say something on each surface. */
const words: Readonly<Record<Surface, readonly HideWord[]>> = {
  dashboard: ['header', 'back-button', 'title', 'edit-button', 'duplicate-button', 'export-menu'],
  chat: ['new-chat', 'chat-input', 'chat-history'],
  app: ['header', 'title', 'edit-button', 'duplicate-button', 'export-menu', 'workbook-back-button'],
};

/** Hides parts of Cube's page, and allows export. Each change makes a new embed. */
export const controlsSection = (options: EmbedOptions, change: Change): TemplateResult =>
  html`${checksField('Hide', options.hide, words[options.surface], (hide) => change({hide}))}
  ${switchField('Allow export', options.allowExport, (allowExport) => change({allowExport}))}`;
