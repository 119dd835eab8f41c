import {windowOf} from '../page/document.js';

/**
 * Colours are the page's own system colours, so that both schemes, forced colours and a page's `color-scheme` hold with
 * no word from us. The cover is opaque, over a frame that keeps its size and is rendered: a chart that measures itself
 * under `display: none` would never be ready.
 *
 * No size depends on what is shown: nothing but the strut is in the host's own flow, and `contain` keeps the rest inside
 * the host whatever `position` a page gives it. The panels inherit nothing of the page's text but its colour scheme.
 */
const css = `
:host { display: block; contain: layout; overflow: hidden; width: -moz-available; width: -webkit-fill-available; border-radius: var(--cube-embed-radius, 0) }
:host::before { content: ''; display: block; height: 600px; color: CanvasText }
.box { position: absolute; inset: 0; display: flex; flex-direction: column }
iframe { flex: 1; min-height: 0; border: 0 }
.cover, .notice { all: initial; color-scheme: inherit; visibility: inherit; color: var(--cube-embed-color, CanvasText); background: var(--cube-embed-background, Canvas); font: max(.9375rem, 15px)/1.5 system-ui, sans-serif; overflow: auto; overflow-wrap: anywhere }
.cover { position: absolute; inset: 0; display: grid; padding: 1em; text-align: center }
.cover > div { grid-area: 1 / 1; place-self: center }
.notice { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1em; padding: .4em 1em; border-bottom: 1px solid #8884 }
.card { border: 1px solid #8884; max-width: 24em; padding: 1.5em; border-radius: .75em; box-shadow: 0 1em 2em #0001 }
h2 { margin: 0; font-size: 1.1em }
p { margin: .375em 0 1em }
code { display: block; margin-top: 1em; font: .8em monospace }
button, a { display: inline-block; font: inherit; font-weight: 600; text-decoration: none; padding: .4em 1em; border: 1px solid; border-radius: .5em; color: var(--cube-embed-accent, inherit); background: none; cursor: pointer }
button:hover, a:hover { background: #8884 }
:focus-visible { outline: 2px solid var(--cube-embed-accent, currentColor); outline-offset: 2px }
.cover:focus-visible { outline-offset: -4px }
.ring { width: 1.6em; height: 1.6em; margin: 0 auto 1em; border: .2em solid #8884; border-top-color: var(--cube-embed-accent, currentColor); border-radius: 50%; animation: turn 1s linear infinite }
:host([hidden]), [hidden] { display: none }
@keyframes turn { to { rotate: 1turn } }
@media (prefers-reduced-motion) { .ring { animation: none } }
@media (forced-colors: active) { .ring { border-color: Highlight Canvas Canvas } }
`;

const sheets = new WeakMap<Document, CSSStyleSheet>();

/**
 * Gives a shadow root its styles, by a constructed sheet, which a policy without `unsafe-inline` allows. A sheet belongs
 * to one document: an element that is adopted into another loses it, and gets that document's.
 */
export function adoptStyles(root: ShadowRoot): void {
  const document = root.ownerDocument;
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new (windowOf(document)!.CSSStyleSheet)();
    sheet.replaceSync(css);
    sheets.set(document, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [sheet];
}
