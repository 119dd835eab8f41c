import {html, type TemplateResult} from 'lit';
import type {EmbedOptions} from '../embed-options.js';
import {selectField} from '../fields.js';
import type {Change} from './change.js';

/** The languages that Cube ships, by their own names. */
const locales = [
  ['', 'the account’s language'],
  ['en-US', 'English'],
  ['de-DE', 'Deutsch'],
  ['es-ES', 'Español'],
  ['es-MX', 'Español (México)'],
  ['fr-FR', 'Français'],
  ['it-IT', 'Italiano'],
  ['ja-JP', '日本語'],
  ['nb-NO', 'Norsk bokmål'],
  ['pt-BR', 'Português (Brasil)'],
  ['pt-PT', 'Português'],
  ['sv-SE', 'Svenska'],
  ['vi-VN', 'Tiếng Việt'],
] as const;
const zones = ['America/Los_Angeles', 'America/New_York', 'Europe/London', 'Europe/Berlin', 'Asia/Tokyo', 'UTC'];

/** Language and time zone, live. */
export const languageSection = ({locale, timezone}: EmbedOptions, change: Change): TemplateResult =>
  html`${selectField('Language', locale, locales, (value) => change({locale: value}))}
  ${selectField('Time zone', timezone, [['', 'the account’s time zone'], ...zones], (value) => change({timezone: value}))}`;
