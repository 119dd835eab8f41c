import {ReactiveElement} from '@lit/reactive-element';
import {defaultReferrerPolicy, referrerPolicies} from '../frame/frame-policy.js';
import {surfaces, type Surface} from '../protocol/surface.js';
import type {FetchSession, SessionRequestOptions} from '../session/request-session.js';
import type {Messages} from './messages.js';

/** Reads what an attribute's text means; an absent attribute is an empty text. */
type Read = (text: string) => unknown;

/** One of a few words, ASCII case-insensitive; anything else is the fallback, as in HTML. */
const oneOf =
  <T extends string, F extends T | null>(words: readonly T[], fallback: F): Read =>
  (text) =>
    words.find((word) => word === text.toLowerCase()) ?? fallback;

const text: Read = (value) => value;

/** A positive number of ms, at most what a timer can count: a longer one would end at once. */
const ms =
  (fallback: number): Read =>
  (value) =>
    Number(value) > 0 ? Math.min(Number(value), 2 ** 31 - 1) : fallback;

/** The attributes that are texts, and how the property of the same name (in camelCase) reads them. */
const texts: Readonly<Record<string, Read>> = {
  type: oneOf(surfaces, 'dashboard'),
  'dashboard-id': text,
  'base-url': text,
  // What is no such number stays a text, to be told as unusable.
  'deployment-id': (value) => (/^[1-9]\d{0,14}$/.test(value) ? Number(value) : value || null),
  'session-endpoint': text,
  'session-credentials': oneOf(['same-origin', 'include', 'omit'], 'same-origin'),
  loading: oneOf(['eager', 'lazy'], 'eager'),
  'session-timeout': ms(15_000),
  'ready-timeout': ms(30_000),
  'color-scheme': oneOf(['light', 'dark', 'auto', 'inherit'], null),
  locale: text,
  timezone: text,
  path: text,
  hide: text,
  sandbox: text,
  allow: text,
  referrerpolicy: oneOf(referrerPolicies, defaultReferrerPolicy),
};

const booleans = ['private', 'allow-export', 'debug'];

/** The attributes that are reflected; what the platform has already (`id`, `title`, `lang`) is only observed. */
const reflectedAttributes = [...Object.keys(texts), ...booleans];
const observedNatives = ['id', 'title', 'lang'];

const propertyName = (attribute: string): string =>
  attribute.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());

/** The runtime side of the object properties: JSON in the attribute, any object in the property. */
const json = {
  converter: {
    fromAttribute: (text: string | null): unknown => {
      try {
        return text ? JSON.parse(text) : null;
      } catch {
        return text; // told as unusable where it is read
      }
    },
  },
};

/**
 * The element's attributes and properties. Those that are texts reflect, as HTML does it: to set the property is to set
 * the attribute, to read it is to read what the attribute means.
 */
export class EmbedAttributes extends ReactiveElement {
  static override properties = {
    filters: json,
    theme: json,
    granularities: json,
    fields: json,
    messages: {attribute: false},
    fetchSession: {attribute: false},
    sessionRequest: {attribute: false},
  };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...reflectedAttributes, ...observedNatives];
  }

  static {
    for (const attribute of reflectedAttributes) {
      const read = texts[attribute];
      Object.defineProperty(this.prototype, propertyName(attribute), {
        configurable: true,
        enumerable: true,
        get(this: HTMLElement) {
          return read ? read(this.getAttribute(attribute) ?? '') : this.hasAttribute(attribute);
        },
        set(this: HTMLElement, value: string | number | boolean | null | undefined) {
          if (!read) this.toggleAttribute(attribute, !!value);
          else if (value == null) this.removeAttribute(attribute);
          else this.setAttribute(attribute, String(value));
        },
      });
    }
  }

  declare type: Surface;
  declare dashboardId: string;
  declare baseUrl: string;
  declare deploymentId: number | string | null;
  declare sessionEndpoint: string;
  declare sessionCredentials: RequestCredentials;
  declare private: boolean;
  declare loading: 'eager' | 'lazy';
  declare sessionTimeout: number;
  declare readyTimeout: number;
  declare colorScheme: 'light' | 'dark' | 'auto' | 'inherit' | null;
  declare locale: string;
  declare timezone: string;
  declare theme: Readonly<Record<string, unknown>> | null | undefined;
  declare filters: Readonly<Record<string, unknown>> | null | undefined;
  declare granularities: Readonly<Record<string, string>> | null | undefined;
  declare fields: Readonly<Record<string, string>> | null | undefined;
  declare path: string;
  declare allowExport: boolean;
  declare hide: string;
  declare sandbox: string;
  declare allow: string;
  declare referrerpolicy: string;
  declare debug: boolean;
  declare fetchSession: FetchSession | null | undefined;
  declare sessionRequest: SessionRequestOptions | null | undefined;
  declare messages: Partial<Messages> | null | undefined;

  override connectedCallback(): void {
    this.#adoptEarly();
    super.connectedCallback();
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (before !== after) this.requestUpdate();
  }

  /** Takes over properties that were set before the element was upgraded. */
  #adoptEarly(): void {
    const own = this as unknown as Record<string, unknown>;
    for (const name of reflectedAttributes.map(propertyName)) {
      if (!Object.hasOwn(this, name)) continue;
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
  }
}
