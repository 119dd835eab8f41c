import type {ControlChange, ControlState} from './controls.js';
import type {FilterValue} from './filter.js';
import type {Cell, Granularity, QueryResult} from './query.js';

/** What a chart looks like; `summary` is a text that an AI would write, shown only where AI widgets are. */
export type ChartType = 'number' | 'line' | 'area' | 'bar' | 'pie' | 'table' | 'summary';

export interface DashboardDefinition {
  readonly publicId: string;
  readonly title: string;
  readonly description: string | null;
  /** Zone pinned on the dashboard: below session and URL, above the account's. */
  readonly timezone: string | null;
  /** Whether this viewer may edit and duplicate it: only then those buttons are offered. */
  readonly canEdit: boolean;
  readonly parents: readonly ParentControl[];
  readonly filters: readonly FilterControl[];
  readonly granularitySwitchers: readonly GranularitySwitcher[];
  readonly fieldSwitchers: readonly FieldSwitcher[];
  /** What the controls open on for this viewer; what the URL says outranks it. */
  readonly opening: ControlState;
  readonly widgets: readonly Widget[];
}

/** Drives other controls, at most one parent each. It has no URL parameter of its own: the values of its children are carried. */
export interface ParentControl {
  readonly title: string;
  /** At most 50. */
  readonly options: readonly ParentOption[];
  /** The label of the option that it opens on for this viewer; null: on none. */
  readonly opensOn: string | null;
}

export interface ParentOption {
  readonly label: string;
  /** What choosing it does to the children; a child that isn't named keeps what it stands at. */
  readonly changes: readonly ControlChange[];
}

/** Preset by `f_MEMBER={"value": …}`; a parameter without such a control is ignored. */
export interface FilterControl {
  /** `view.dimension`. */
  readonly member: string;
  readonly title: string;
  readonly type: 'string' | 'number' | 'boolean' | 'time';
  /** Values that this viewer's rows have, at most 100; empty for numbers and times. */
  readonly options: readonly Cell[];
  /** The static default, the same for every viewer; null: none. */
  readonly publishedValue: FilterValue | null;
}

/** Preset by `tg_MEMBER=week`; a word outside `options` is ignored. */
export interface GranularitySwitcher {
  readonly member: string;
  readonly title: string;
  readonly options: readonly Granularity[];
}

/** Preset by `ms_MEMBER=users_city` (no view prefix); a name outside `options`, which hold the replaced member first, is ignored. */
export interface FieldSwitcher {
  readonly member: string;
  readonly title: string;
  readonly options: readonly {readonly name: string; readonly title: string}[];
}

export interface Widget {
  readonly id: string;
  readonly title: string;
  readonly chart: ChartType;
  /** In a grid of 12 columns and rows of about 80 px. */
  readonly layout: {readonly x: number; readonly y: number; readonly width: number; readonly height: number};
}

/**
 * What the controls of a dashboard stand at. Members without a control are ignored. A kind that is left out stands at the viewer's
 * defaults; a kind that is there is complete, and a filter or a granularity that is missing in it was cleared.
 */
export interface ControlValues {
  readonly filters?: Readonly<Record<string, FilterValue>>;
  readonly granularities?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
  /** IANA zone, resolved by the page (runtime, URL, settings, dashboard, account); unknown zones are ignored. */
  readonly timezone?: string;
}

export interface DashboardQueryRequest {
  readonly controls?: ControlValues;
  /** Left out: all widgets. */
  readonly widgetIds?: readonly string[];
}

export interface DashboardQueryAnswer {
  readonly results: readonly WidgetResult[];
}

/** One widget's rows, or why there are none: one failing query doesn't take the others with it. */
export type WidgetResult =
  | {readonly widgetId: string; readonly ok: true; readonly result: QueryResult}
  | {readonly widgetId: string; readonly ok: false; readonly message: string};

export interface DrilldownRequest {
  readonly widgetId: string;
  /** The measure that was clicked, `orders.count`. */
  readonly member: string;
  /** What the clicked point stands for: column name → cell, as they came in the result. */
  readonly point: Readonly<Record<string, Cell>>;
  readonly controls?: ControlValues;
}

export interface DrilldownAnswer {
  readonly member: string;
  readonly title: string;
  /** The number behind the point, for the payload of `drilldown`. */
  readonly value: Cell;
  /** At most 100 rows. */
  readonly result: QueryResult;
}
