import type {CSSResult} from 'lit';
import {base} from './base.js';
import {chat} from './chat.js';
import {dashboard} from './dashboard.js';
import {drilldown} from './drilldown.js';
import {parts} from './parts.js';
import {results} from './results.js';
import {tokens} from './tokens.js';
import {workspace} from './workspace.js';

/** Puts the style sheets on the document, in an order in which later ones may rely on earlier ones. */
export function installStyles(): void {
  const sheets: readonly CSSResult[] = [tokens, base, parts, results, dashboard, drilldown, chat, workspace];
  document.adoptedStyleSheets = sheets.flatMap(({styleSheet}) => (styleSheet ? [styleSheet] : []));
}
