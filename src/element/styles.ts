import {windowOf} from '../page/document.js';

/**
 * Colours are the page's own system colours, so that both schemes, forced colours and a page's `color-scheme` hold with
 * no word from us. The cover is opaque, over a frame that keeps its size and is rendered: a chart that measures itself
 * under `display: none` would never be ready.
 */
const css = `
:host { display: block; position: relative; height: 600px; border-radius: var(--cube-embed-radius, 0); overflow: hidden }
:host([hidden]) { display: none }
iframe { display: block; width: 100%; height: 100%; border: 0 }
.cover, .notice { position: absolute; inset: 0; color: var(--cube-embed-color, CanvasText); background: var(--cube-embed-background, Canvas); font: 1rem/1.5 system-ui, sans-serif }
.cover { overflow: auto; display: grid; padding: 1rem; outline: 0 }
.cover > div { grid-area: 1 / 1; place-self: center; max-width: 30rem; text-align: center }
.notice { bottom: auto; padding: .25rem 1rem; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; border-bottom: 1px solid }
.cover[hidden], .notice[hidden] { display: none }
h2 { margin: 0; font-size: 1.25rem }
p { margin: .5rem 0; overflow-wrap: anywhere }
code { display: block; margin-top: .5rem; font-size: .8125rem }
button { font: inherit; padding: .375rem 1rem; border: 1px solid; border-radius: .375rem; color: var(--cube-embed-accent, inherit); background: none; cursor: pointer }
button:focus-visible, .cover:focus-visible { outline: 2px solid var(--cube-embed-accent, currentColor); outline-offset: -4px }
.bar { height: 4px; width: 12rem; max-width: 100%; margin: 0 auto; border-radius: 2px; overflow: hidden; border: 1px solid }
.bar::before { content: ''; display: block; height: 100%; width: 40%; background: var(--cube-embed-accent, currentColor); animation: slide 1.2s ease-in-out infinite alternate }
@keyframes slide { to { margin-inline-start: 60% } }
@media (prefers-reduced-motion) { .bar::before { animation: none } }
@media (forced-colors: active) { .bar::before { background: Highlight } }
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
