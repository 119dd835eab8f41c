import {html, type TemplateResult} from 'lit';
import {isPlainClick} from '../in-app-click.js';
import {appHref, navigate} from '../navigation.js';
import type {PageContext} from '../page-context.js';

/** A link to something inside the app that needs no new document. */
export const inAppLink = (context: PageContext, path: string, look: string, content: unknown): TemplateResult =>
  html`<a
    class=${look}
    href=${appHref(context, path)}
    @click=${(event: MouseEvent) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      navigate(context, appHref(context, path));
    }}
    >${content}</a
  >`;
