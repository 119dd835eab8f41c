import {languages} from './languages.js';

/** The element's own texts for viewers. */
export interface Messages {
  readonly loading: string;
  /** In the loader after 10 s, and in the notice over a frame that may work. */
  readonly slow: string;
  readonly failed: string;
  readonly signedOut: string;
  readonly forbidden: string;
  /** The button. */
  readonly retry: string;
  /** What the frame is called, and the heading of the error panel. */
  readonly dashboard: string;
  readonly chat: string;
  readonly app: string;
}

/** The order in which a language lists its texts. */
const names = ['loading', 'slow', 'failed', 'signedOut', 'forbidden', 'retry', 'dashboard', 'chat', 'app'] as const;

/** Texts, and the language that they are in; empty where the host has given some of its own. */
export interface LocalizedMessages {
  readonly messages: Messages;
  readonly lang: string;
}

/** The language of an element's place in the page: the closest `lang`, through the hosts of shadow roots. */
function pageLanguage(element: Element): string {
  for (let place: Element | null = element; place;) {
    const closest: Element | null = place.closest('[lang]');
    if (closest) return closest.getAttribute('lang')!;
    const root = place.getRootNode();
    place = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** Finds a language by its tag (BCP 47): the region's own texts, or those of the language. */
const languageOf = (tag: string): string | undefined =>
  [tag.toLowerCase(), tag.toLowerCase().split('-')[0]!].find((key) => Object.hasOwn(languages, key));

/**
 * Chooses the texts: of `locale`, of the page's language around the element, of the browser's languages, the first that
 * there are texts for; else English. The host's own replace any of them.
 */
export function messagesFor(
  element: Element,
  locale: string,
  own: Partial<Messages> | null | undefined,
): LocalizedMessages {
  const lang = [locale, pageLanguage(element), ...navigator.languages].map(languageOf).find(Boolean) ?? 'en';
  const texts = languages[lang]!.split('|');
  const messages = Object.fromEntries(names.map((name, i) => [name, own?.[name] ?? texts[i]]));
  return {messages: messages as unknown as Messages, lang: own ? '' : lang};
}
