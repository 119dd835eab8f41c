import type {ShippedLocale} from '../locale.js';
import {deDE} from './de-DE.js';
import {enUS} from './en-US.js';
import {esES} from './es-ES.js';
import {esMX} from './es-MX.js';
import {frFR} from './fr-FR.js';
import {itIT} from './it-IT.js';
import {jaJP} from './ja-JP.js';
import {nbNO} from './nb-NO.js';
import {ptBR} from './pt-BR.js';
import {ptPT} from './pt-PT.js';
import {svSE} from './sv-SE.js';
import {viVN} from './vi-VN.js';
import type {Texts} from './texts.js';

const texts: Readonly<Record<ShippedLocale, Texts>> = {
  'de-DE': deDE,
  'en-US': enUS,
  'es-ES': esES,
  'es-MX': esMX,
  'fr-FR': frFR,
  'it-IT': itIT,
  'ja-JP': jaJP,
  'nb-NO': nbNO,
  'pt-BR': ptBR,
  'pt-PT': ptPT,
  'sv-SE': svSE,
  'vi-VN': viVN,
};

/** The interface in one of the shipped languages. */
export const textsOf = (locale: ShippedLocale): Texts => texts[locale];
