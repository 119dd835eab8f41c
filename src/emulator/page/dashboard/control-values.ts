import {isEmptyFilter, type ControlValues, type DashboardDefinition, type FilterValue} from '../../page-api.js';
import type {UrlControls} from '../url-parameters.js';

/** What the controls of a dashboard stand at. A filter or a granularity that isn't in it was cleared. */
export interface Controls {
  readonly filters: Readonly<Record<string, FilterValue>>;
  readonly granularities: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  /** The URL parameters of the controls that somebody set; the others stand at what the dashboard opens on. */
  readonly chosen: ReadonlySet<string>;
}

export const noControls: Controls = {filters: {}, granularities: {}, fields: {}, chosen: new Set()};

const prefixes = {filters: 'f_', granularities: 'tg_', fields: 'ms_'} as const;

export type ControlKind = keyof typeof prefixes;

/** One control with what it is set to: a filter or a word. Null clears it. */
export interface ControlChange {
  readonly kind: ControlKind;
  readonly member: string;
  readonly value: FilterValue | string | null;
  /** Puts the control back on a default: the URL doesn't carry that. */
  readonly isReset?: boolean;
}

/** The URL parameter of a control. */
const parameterOf = ({kind, member}: Pick<ControlChange, 'kind' | 'member'>): string => prefixes[kind] + member;

const isCleared = (value: ControlChange['value']): boolean =>
  value === null || value === '' || (typeof value === 'object' && isEmptyFilter(value));

/** The controls after these changes. What was cleared or reset counts as not chosen, as if nobody had touched it. */
export const changedControls = (controls: Controls, changes: readonly ControlChange[]): Controls => {
  const values = {
    filters: new Map<string, ControlChange['value']>(Object.entries(controls.filters)),
    granularities: new Map<string, ControlChange['value']>(Object.entries(controls.granularities)),
    fields: new Map<string, ControlChange['value']>(Object.entries(controls.fields)),
  };
  const chosen = new Set(controls.chosen);
  for (const change of changes) {
    const {kind, member, value, isReset = false} = change;
    if (isCleared(value)) values[kind].delete(member);
    else values[kind].set(member, value);
    if (isReset || isCleared(value)) chosen.delete(parameterOf(change));
    else chosen.add(parameterOf(change));
  }
  return {
    filters: Object.fromEntries(values.filters) as Record<string, FilterValue>,
    granularities: Object.fromEntries(values.granularities) as Record<string, string>,
    fields: Object.fromEntries(values.fields) as Record<string, string>,
    chosen,
  };
};

const has = (controls: readonly {readonly member: string}[], member: string): boolean =>
  controls.some((control) => control.member === member);

/** What filters of the URL or of `set-filter` change: those that the dashboard has a control for; the others have no effect. */
export const filterChanges = (
  filters: Readonly<Record<string, FilterValue>>,
  definition: DashboardDefinition,
): readonly ControlChange[] =>
  Object.entries(filters)
    .filter(([member]) => has(definition.filters, member))
    .map(([member, value]) => ({kind: 'filters', member, value}));

/** What the URL changes, where there is such a control and such a choice. */
const urlChanges = (definition: DashboardDefinition, url: UrlControls): readonly ControlChange[] => [
  ...filterChanges(url.filters, definition),
  ...definition.granularitySwitchers.flatMap(({member, options}): readonly ControlChange[] => {
    const value = options.find((option) => option === url.granularities[member]);
    return value === undefined ? [] : [{kind: 'granularities', member, value}];
  }),
  ...definition.fieldSwitchers.flatMap(({member, options}): readonly ControlChange[] => {
    const option = options.find(({name}) => name === url.fields[member]);
    return option === undefined ? [] : [{kind: 'fields', member, value: option.name}];
  }),
];

/** Where the controls begin: at what the URL says, where there is such a control and such a choice, else at the viewer's defaults. */
export function initialControls(definition: DashboardDefinition, url: UrlControls): Controls {
  const defaults = (kind: ControlKind, controls: readonly {member: string; defaultValue: ControlChange['value']}[]) =>
    controls.map(({member, defaultValue}): ControlChange => ({kind, member, value: defaultValue, isReset: true}));
  return changedControls(noControls, [
    ...defaults('filters', definition.filters),
    ...defaults('granularities', definition.granularitySwitchers),
    ...defaults('fields', definition.fieldSwitchers),
    ...urlChanges(definition, url),
  ]);
}

/** The controls as a request carries them: in full, so that nothing that was cleared comes back. */
export const requestControls = (
  {filters, granularities, fields}: Controls,
  timezone: string | undefined,
): ControlValues => ({filters, granularities, fields, ...(timezone === undefined ? {} : {timezone})});

/**
 * Writes what was chosen into the page's own URL, as a published dashboard does: no default, and nothing for what was cleared or
 * reset. No history entry: nobody navigated.
 */
export function writeControlsToUrl(controls: Controls, definition: DashboardDefinition): void {
  const url = new URL(location.href);
  const write = (kind: ControlKind, members: readonly {readonly member: string}[]): void => {
    for (const {member} of members) {
      const name = parameterOf({kind, member});
      const value = controls[kind][member];
      if (value === undefined || !controls.chosen.has(name)) url.searchParams.delete(name);
      else url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
  };
  write('filters', definition.filters);
  write('granularities', definition.granularitySwitchers);
  write('fields', definition.fieldSwitchers);
  history.replaceState(history.state, '', url);
}
