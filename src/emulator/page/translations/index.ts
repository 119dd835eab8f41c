import type {ShippedLocale} from '../locale.js';
import {enUS} from './en-US.js';
import type {Texts} from './texts.js';

const texts: Readonly<Partial<Record<ShippedLocale, Texts>>> = {'en-US': enUS};

/** The interface in one of the shipped languages. */
export const textsOf = (locale: ShippedLocale): Texts => texts[locale] ?? enUS;
