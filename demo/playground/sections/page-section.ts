import {html, type TemplateResult} from 'lit';
import type {EmbedOptions} from '../embed-options.js';
import {selectField, switchField, textField} from '../fields.js';
import type {Change} from './change.js';

const intervals = [
  ['', 'never'],
  ['10', 'every 10 seconds'],
  ['60', 'every minute'],
  ['300', 'every 5 minutes'],
] as const;

/** What concerns the page around the frame. All but `loading` is live. */
export const pageSection = (options: EmbedOptions, change: Change): TemplateResult =>
  html`${selectField('Run the queries again', options.refreshInterval, intervals, (refreshInterval) => change({refreshInterval}))}
  ${textField('Sign-in page, for viewers who are signed out', options.signInUrl, '/sign-in', (signInUrl) => change({signInUrl}))}
  ${switchField('Load when it comes near the viewport', options.isLazy, (isLazy) => change({isLazy}))}
  ${switchField('Explain each step on the console (debug)', options.isDebug, (isDebug) => change({isDebug}))}`;
