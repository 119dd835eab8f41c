import type {EmbedOptions, Theme} from './embed-options.js';

/** An attribute and its value; an empty one is a boolean attribute. */
export type Attribute = readonly [name: string, value: string];

/** What doesn't change while the page is open. */
export interface Place {
  readonly baseUrl: string;
  readonly sessionEndpoint: string;
}

const themeJson = ({primaryColor, font, borderRadius}: Theme): string => {
  const theme = {
    ...(primaryColor && {primaryColor}),
    ...(font && {font}),
    ...(borderRadius !== null && {borderRadius}),
  };
  return Object.keys(theme).length ? JSON.stringify(theme) : '';
};

const filtersJson = (filters: EmbedOptions['filters']): string => {
  const chosen = Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([member, values]): [string, string | readonly string[]] => [
      member,
      values.length > 1 ? values : (values[0] ?? ''),
    ]);
  return chosen.length ? JSON.stringify(Object.fromEntries(chosen)) : '';
};

/** The attributes of the tag: what the page shows is what it runs. */
export const embedAttributes = (options: EmbedOptions, {baseUrl, sessionEndpoint}: Place): readonly Attribute[] => {
  const isDashboard = options.surface === 'dashboard';
  const texts: readonly Attribute[] = [
    ['type', options.surface],
    ['id', isDashboard ? options.dashboardId : ''],
    ['base-url', baseUrl],
    ['deployment-id', String(options.deploymentId)],
    ['session-endpoint', sessionEndpoint],
    ['color-scheme', options.scheme],
    ['path', options.surface === 'app' ? options.path : ''],
    ['theme', themeJson(options.theme)],
    ['filters', isDashboard ? filtersJson(options.filters) : ''],
    [
      'granularities',
      isDashboard && options.granularity ? JSON.stringify({'orders.created_at': options.granularity}) : '',
    ],
    ['fields', isDashboard && options.field ? JSON.stringify({'orders.status': options.field}) : ''],
    ['locale', options.locale],
    ['timezone', options.timezone],
    ['hide', options.hide.join(' ')],
    ['loading', options.isLazy ? 'lazy' : ''],
    ['refresh-interval', options.refreshInterval],
    ['sign-in-url', options.signInUrl],
    ['ready-timeout', options.readyTimeoutMs === null ? '' : String(options.readyTimeoutMs)],
  ];
  return [
    ...texts.filter(([, value]) => value !== ''),
    ...(options.allowExport ? [['allow-export', ''] as const] : []),
    ...(options.isDebug ? [['debug', ''] as const] : []),
  ];
};

/** Makes an element's attributes those of the list; `before` is the list that it has, so that nothing else is touched. */
export const applyAttributes = (
  element: Element,
  before: readonly Attribute[],
  attributes: readonly Attribute[],
): void => {
  const wanted = new Map(attributes);
  for (const [name] of before) if (!wanted.has(name)) element.removeAttribute(name);
  for (const [name, value] of wanted) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
};
