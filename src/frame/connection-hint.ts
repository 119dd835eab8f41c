import {createIn} from '../page/document.js';

/** Lets the browser open the connection to the tenant while the session is asked for; returns what takes the hint away. */
export function openPreconnect(document: Document, origin: string): () => void {
  const link = createIn(document, 'link', {rel: 'preconnect', href: origin});
  document.head.append(link);
  return () => link.remove();
}
