export type Surface = 'dashboard' | 'chat' | 'app';
export type Scheme = 'light' | 'dark';

/** The members of Cube's `embedTheme` that the page sets; an empty text sets none. */
export interface Theme {
  readonly primaryColor: string;
  readonly font: string;
  readonly borderRadius: number | null;
}

/** The element's attributes, as the page sets them. */
export interface EmbedOptions {
  readonly surface: Surface;
  readonly scheme: Scheme;
  readonly deploymentId: number;
  readonly dashboardId: string;
  readonly path: string;
  readonly theme: Theme;
  /** Values by member; no value, no filter. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly granularity: string;
  readonly field: string;
  readonly locale: string;
  readonly timezone: string;
  readonly hide: readonly string[];
  readonly allowExport: boolean;
  readonly isLazy: boolean;
  /** In seconds; empty: never. */
  readonly refreshInterval: string;
  readonly signInUrl: string;
  readonly isDebug: boolean;
  /** Shorter while a fault is watched; null: the element's default. */
  readonly readyTimeoutMs: number | null;
}

export const noTheme: Theme = {primaryColor: '', font: '', borderRadius: null};

export const createOptions = (deploymentId: number, dashboardId: string | null, scheme: Scheme): EmbedOptions => ({
  surface: dashboardId ? 'dashboard' : 'chat',
  scheme,
  deploymentId,
  dashboardId: dashboardId ?? '',
  path: '',
  theme: noTheme,
  filters: {},
  granularity: '',
  field: '',
  locale: '',
  timezone: '',
  hide: [],
  allowExport: false,
  isLazy: false,
  refreshInterval: '',
  signInUrl: '',
  isDebug: false,
  readyTimeoutMs: null,
});
