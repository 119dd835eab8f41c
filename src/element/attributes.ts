import {readJson, type HideWords} from '../protocol/embed-parameters.js';
import type {CubeFilters} from '../protocol/filter.js';
import type {FetchSession, SessionRequestOptions} from '../session/request-session.js';
import {attributes, isThere, objects} from './attribute-values.js';
import type {Messages} from './messages.js';

/** The reader of each attribute; what the platform has already (`id`, `title`, `lang`) is only observed. */
const readers: Readonly<Record<string, (text: string, attribute: string) => unknown>> = attributes;

/** The names of the properties that the table gives. */
const properties: string[] = [];

const propertyName = (attribute: string): string =>
  attribute.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());

/** On a server there is no such class: the element can be imported there, and never made. */
const Base = globalThis.HTMLElement ?? class {};

/**
 * What a page gives the element. Attributes that are texts reflect, as HTML does it: to set the property is to set the
 * attribute, to read it is to read what the attribute means. Changes are gathered until the end of the microtask.
 *
 * @attr {string} id - Public id of the dashboard, the native attribute; on a chat or an app it is the page's own.
 * @attr {string} title - The title of the frame, the native attribute; by default a word for the surface and the title that Cube reports.
 * @slot loading - Replaces the loading panel.
 * @slot error - Replaces the error panel, Retry and the link to `sign-in-url` included.
 * @csspart frame - The iframe itself.
 * @csspart loading - The loading panel.
 * @csspart error - The error panel and the notice above a frame that may work.
 * @csspart retry - The button in the error panel and in the notice.
 * @cssprop [--cube-embed-background=Canvas] - Background of the panels.
 * @cssprop [--cube-embed-color=CanvasText] - Text of the panels.
 * @cssprop [--cube-embed-accent=currentColor] - Retry, the link to `sign-in-url` and the loader's moving part.
 * @cssprop [--cube-embed-radius=0] - Corners of the element.
 */
export abstract class EmbedAttributes extends Base {
  static readonly observedAttributes: readonly string[] = [...Object.keys(readers), 'id', 'title', 'lang'];

  static {
    const define = (
      name: string,
      get: (this: EmbedAttributes) => unknown,
      set: (this: EmbedAttributes, value: unknown) => void,
    ): void => {
      properties.push(name);
      Object.defineProperty(this.prototype, name, {configurable: true, enumerable: true, get, set});
    };
    const defineObject = (name: string): void =>
      define(
        name,
        function () {
          return this.#objects[name];
        },
        function (value) {
          // A template may give JSON to the property as well as to the attribute.
          this.#objects[name] = typeof value === 'string' ? readJson(value) : value;
          this.requestUpdate();
        },
      );
    objects.forEach(defineObject);
    for (const [attribute, read] of Object.entries(readers)) {
      if (read === readJson) defineObject(attribute);
      else
        define(
          propertyName(attribute),
          function () {
            return read === isThere
              ? this.hasAttribute(attribute)
              : read(this.getAttribute(attribute) ?? '', attribute);
          },
          function (value) {
            if (read === isThere) this.toggleAttribute(attribute, !!value);
            else if (value == null) this.removeAttribute(attribute);
            else this.setAttribute(attribute, `${value as string | number}`);
          },
        );
    }
  }

  /**
   * What is embedded: a dashboard, the analytics chat or the Creator Mode app.
   *
   * @attr
   * @default 'dashboard'
   */
  declare type: 'dashboard' | 'chat' | 'app';
  /**
   * Public id of the dashboard; wins over `id`, for pages that need `id` for themselves.
   *
   * @attr dashboard-id
   */
  declare dashboardId: string;
  /**
   * The Cube tenant's origin, such as `https://acme.cubecloud.dev`: https, or http on a loopback host. May be left out
   * where the session answer carries `baseUrl`.
   *
   * @attr base-url
   */
  declare baseUrl: string;
  /**
   * The deployment's number; required for `app` unless the session answer carries it.
   *
   * @attr deployment-id
   */
  declare deploymentId: number | string | null;
  /**
   * URL of your session route, resolved against the document's base.
   *
   * @attr session-endpoint
   */
  declare sessionEndpoint: string;
  /**
   * Whether the session request carries cookies, as in `fetch`.
   *
   * @attr session-credentials
   * @default 'same-origin'
   */
  declare sessionCredentials: 'same-origin' | 'include' | 'omit';
  /**
   * Private embedding: viewers sign in to Cube in the frame, no session is requested.
   *
   * @attr
   * @default false
   */
  declare private: boolean;
  /**
   * `lazy` asks for nothing until the element comes near the viewport of a visible page.
   *
   * @attr
   * @default 'eager'
   */
  declare loading: 'eager' | 'lazy';
  /**
   * Milliseconds for one session request, body included.
   *
   * @attr session-timeout
   * @default 15000
   */
  declare sessionTimeout: number;
  /**
   * Milliseconds from navigation to Cube's `ready`, counted while the page is visible and online and the element in the
   * viewport.
   *
   * @attr ready-timeout
   * @default 30000
   */
  declare readyTimeout: number;
  /**
   * The embed's colours; `inherit` follows the element's own computed CSS `color-scheme`. Unset: nothing is said. A
   * change is live.
   *
   * @attr color-scheme
   */
  declare colorScheme: 'light' | 'dark' | 'auto' | 'inherit' | null;
  /**
   * BCP 47 language tag, of the embed and of the element's own texts. A change is live.
   *
   * @attr
   */
  declare locale: string;
  /**
   * IANA time zone. A change is live.
   *
   * @attr
   */
  declare timezone: string;
  /**
   * Cube's `embedTheme`, as an object or as JSON. A change is live.
   *
   * @attr
   */
  declare theme: Readonly<Record<string, unknown>> | null | undefined;
  /**
   * Filter values by member, as an object or as JSON: `{"orders.status": "completed"}`. Added or changed ones are live,
   * a removed one makes a new embed.
   *
   * @attr
   */
  declare filters: CubeFilters | null | undefined;
  /**
   * Time granularities by member, as an object or as JSON: `{"orders.created_at": "week"}`.
   *
   * @attr
   */
  declare granularities: Readonly<Record<string, string>> | null | undefined;
  /**
   * Field switches by member, as an object or as JSON: `{"orders.status": "users_city"}`.
   *
   * @attr
   */
  declare fields: Readonly<Record<string, string>> | null | undefined;
  /**
   * Seconds, at least 10: has the queries run again that often while the embed is ready and the page visible and online;
   * what fell due meanwhile is made up for by one. Unset: never. A change is live.
   *
   * @attr refresh-interval
   * @default null
   */
  declare refreshInterval: number | null;
  /**
   * For `app`: a path inside the app, such as `workbook/130`. A change is live; where the viewer goes is told by
   * `cube-navigate` and never written back.
   *
   * @attr
   */
  declare path: string;
  /**
   * Lets viewers export.
   *
   * @attr allow-export
   * @default false
   */
  declare allowExport: boolean;
  /**
   * What Cube leaves out, words out of `hideWords`.
   *
   * @attr
   */
  declare hide: HideWords;
  /**
   * Words added to the frame's sandbox, out of `allow-modals allow-pointer-lock allow-presentation
   * allow-storage-access-by-user-activation`.
   *
   * @attr
   */
  declare sandbox: string;
  /**
   * The frame's permission policy; by default fullscreen and clipboard-write for the tenant.
   *
   * @attr
   */
  declare allow: string;
  /**
   * What the frame's requests tell of the page.
   *
   * @attr
   * @default 'strict-origin-when-cross-origin'
   */
  declare referrerpolicy:
    | 'no-referrer'
    | 'no-referrer-when-downgrade'
    | 'origin'
    | 'origin-when-cross-origin'
    | 'same-origin'
    | 'strict-origin'
    | 'strict-origin-when-cross-origin'
    | 'unsafe-url';
  /**
   * URL of the page's own sign-in: in the panel of a viewer who is signed out, a link to it takes Retry's place. Resolved
   * against the document's base. A change is live.
   *
   * @attr sign-in-url
   */
  declare signInUrl: string;
  /**
   * Explains on the console what the element does, session ids left out.
   *
   * @attr
   * @default false
   */
  declare debug: boolean;
  /** Asks for a session instead of `session-endpoint`: a function of yours that returns the session, or its id alone. */
  declare fetchSession: FetchSession | null | undefined;
  /** Extra headers for the session request (a CSRF token, a bearer), and a body in place of the default one. */
  declare sessionRequest: SessionRequestOptions | null | undefined;
  /** The element's own texts, to override any of them. */
  declare messages: Partial<Messages> | null | undefined;

  /** Resolves when the changes made so far were taken over. */
  updateComplete: Promise<unknown> = Promise.resolve();
  #isPending = false;
  readonly #objects: Record<string, unknown> = {};

  connectedCallback(): void {
    // Takes over properties that were set before the element was upgraded.
    const own = this as unknown as Record<string, unknown>;
    for (const name of properties) {
      if (!Object.hasOwn(this, name)) continue;
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
    this.requestUpdate();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (readers[name] === readJson) this.#objects[name] = readJson(after);
    this.requestUpdate();
  }

  /** Has the changes taken over at the end of the microtask. */
  requestUpdate(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    this.updateComplete = Promise.resolve().then(() => {
      this.#isPending = false;
      this.update();
    });
  }

  protected abstract update(): void;
}
