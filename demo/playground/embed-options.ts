export const surfaces = ['dashboard', 'chat', 'app'] as const;
export type Surface = (typeof surfaces)[number];
export type Scheme = 'light' | 'dark';

/** What Cube's `embedTheme` is made of here; an empty text says nothing. */
export interface Theme {
  readonly primaryColor: string;
  readonly font: string;
  readonly borderRadius: number | null;
}

/** What the page says to the element: each is one of its attributes. */
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
  /** Shorter while a fault is watched; null: the element's own. */
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
  readyTimeoutMs: null,
});
