import type {AppConfig, DashboardDefinition, EmbedSettings, EmbedTheme, FilterValue} from '../page-api.js';
import {ApiClient} from './api-client.js';
import {parseEmbedLocation, type EmbedLocation} from './embed-location.js';
import {chooseLocale, type ShippedLocale} from './locale.js';
import {Messenger} from './messenger.js';
import {applyTheme, onSystemScheme, type ColorScheme} from './theme.js';
import {chooseTimeZone} from './time-zone.js';
import {textsOf} from './translations/index.js';
import type {Texts} from './translations/texts.js';
import {parseUrlParameters, type UrlParameters} from './url-parameters.js';

/** What the page shows as a whole. */
export type Phase =
  | {readonly name: 'starting'}
  | {readonly name: 'sign-in'; readonly accounts: readonly {readonly username: string; readonly displayName: string}[]}
  | {readonly name: 'running'; readonly dashboard: DashboardDefinition | null}
  | {readonly name: 'failed'; readonly message: string};

/** What views have to know of besides a changed look. */
export type Happening =
  | {readonly type: 'changed'}
  | {readonly type: 'refresh'}
  | {readonly type: 'time-zone'}
  | {readonly type: 'path'}
  | {readonly type: 'set-filter'; readonly filters: Readonly<Record<string, FilterValue>>};

/** What the host set by an action; it wins over everything else. */
interface RuntimeChoices {
  locale: string | null;
  timezone: string | null;
  theme: EmbedTheme;
  scheme: ColorScheme;
}

/** What all views share: who is looking, in which language and zone, what the URL said, and the ways out. */
export class PageContext {
  readonly parameters: UrlParameters = parseUrlParameters(new URLSearchParams(location.search));
  readonly api = new ApiClient();
  readonly messenger: Messenger;
  readonly #listeners = new Set<(happening: Happening) => void>();
  readonly #runtime: RuntimeChoices = {locale: null, timezone: null, theme: {}, scheme: 'auto'};
  #location: EmbedLocation;
  #config: AppConfig | null = null;
  #phase: Phase = {name: 'starting'};
  #isExpired = false;

  constructor(place: EmbedLocation) {
    this.#location = place;
    this.messenger = new Messenger(place.surface);
    onSystemScheme(() => this.dress());
  }

  get location(): EmbedLocation {
    return this.#location;
  }
  get phase(): Phase {
    return this.#phase;
  }
  /** Whether the session's token should no longer be trusted. */
  get isExpired(): boolean {
    return this.#isExpired;
  }
  get config(): AppConfig | null {
    return this.#config;
  }
  /** Runtime action, URL, session, account, en-US. */
  get locale(): ShippedLocale {
    return chooseLocale([
      this.#runtime.locale,
      this.parameters.locale,
      this.#config?.settings.locale,
      this.#config?.accountSettings.locale,
      this.#config?.defaultLocale,
    ]);
  }
  get texts(): Texts {
    return textsOf(this.locale);
  }

  /** Runtime action, URL, session, dashboard, account, deployment; undefined where the account has user time zones off. */
  timeZone(pinned?: string | null): string | undefined {
    const zones = this.#config?.timeZones;
    if (!zones?.userTimeZones) return undefined;
    const {settings} = this.#config ?? {settings: undefined};
    const wished = chooseTimeZone([this.#runtime.timezone, this.parameters.timezone, settings?.timezone]);
    // Those of the account are known to be zones; asking the browser costs it a good part of the time to the first row.
    return wished ?? pinned ?? zones.embedDefault ?? zones.account ?? zones.deployment;
  }

  /** The session's own setting, then the account's, then on. */
  isOn(setting: Exclude<keyof EmbedSettings, 'locale' | 'timezone'>): boolean {
    return this.#config?.settings[setting] ?? this.#config?.accountSettings[setting] ?? true;
  }

  setConfig(config: AppConfig): void {
    this.#config = config;
    this.dress();
  }

  setPhase(phase: Phase): void {
    this.#phase = phase;
    this.dispatch({type: 'changed'});
  }

  setExpired(isExpired: boolean): void {
    const wasExpired = this.#isExpired;
    this.#isExpired = isExpired;
    this.dispatch({type: 'changed'});
    // What was asked for meanwhile could not be read.
    if (wasExpired && !isExpired) this.dispatch({type: 'refresh'});
  }

  /** Takes what the host chose at run time. */
  choose(choices: Partial<RuntimeChoices>): void {
    Object.assign(this.#runtime, choices);
    this.dress();
    if (choices.timezone) this.dispatch({type: 'time-zone'});
  }

  /** Applies look and language to the document. */
  dress(): void {
    document.documentElement.lang = this.locale;
    const themes = [this.#config?.accountTheme, this.#config?.embedTheme, this.#runtime.theme];
    applyTheme(
      themes.filter((theme) => theme !== null && theme !== undefined),
      this.#runtime.scheme,
    );
    this.dispatch({type: 'changed'});
  }

  /** Replaces the page by an error panel and tells the host; nothing else is shown from here on. */
  fail(message: string, context: string, name = 'Error'): void {
    this.messenger.error(message, context, {fatal: true, name});
    this.setPhase({name: 'failed', message});
  }

  /** The document is at another embed path now. */
  moveTo(place: EmbedLocation): void {
    this.#location = place;
    this.dispatch({type: 'path'});
    this.dispatch({type: 'changed'});
  }

  listen(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(happening: Happening): void {
    // Without a token that is trusted nothing can be read anew.
    if (this.#isExpired && (happening.type === 'refresh' || happening.type === 'time-zone')) return;
    for (const listener of [...this.#listeners]) listener(happening);
  }
}

/** The context of this document, or null at a path that is no embed's. */
export function createPageContext(): PageContext | null {
  const place = parseEmbedLocation(location.pathname);
  return place && new PageContext(place);
}
