import {
  changedControls,
  isCleared,
  parameterOf,
  type ControlChange,
  type ControlKind,
  type ControlState,
  type ControlValues,
  type DashboardDefinition,
  type FilterValue,
} from '../../page-api.js';
import type {UrlControls} from '../url-parameters.js';

/** What the controls of a dashboard stand at in this page. */
export interface Controls extends ControlState {
  /** The label of the option that each parent stands at, by the parent's title. */
  readonly parents: Readonly<Record<string, string>>;
  /** The URL parameters of the controls that the viewer, the host or the URL set; the others stand at what the dashboard opens on. */
  readonly chosen: ReadonlySet<string>;
}

export const noControls: Controls = {filters: {}, granularities: {}, fields: {}, parents: {}, chosen: new Set()};

/** The controls after these changes. A control that was cleared or reset counts as not chosen, like an untouched one. */
export const withChanges = (controls: Controls, changes: readonly ControlChange[]): Controls => {
  const chosen = new Set(controls.chosen);
  for (const change of changes) {
    if (change.isReset || isCleared(change)) chosen.delete(parameterOf(change));
    else chosen.add(parameterOf(change));
  }
  return {...controls, ...changedControls(controls, changes), chosen};
};

/** The controls after the viewer chose an option of a parent; an empty label deselects, and the children keep what they stand at. */
export const withOption = (
  controls: Controls,
  {title, options}: DashboardDefinition['parents'][number],
  label: string,
): Controls => {
  const option = options.find((one) => one.label === label);
  const others = Object.entries(controls.parents).filter(([parent]) => parent !== title);
  const parents = Object.fromEntries(option ? [...others, [title, label]] : others);
  return {...withChanges(controls, option?.changes ?? []), parents};
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

/** Where the controls begin: at what the URL says, where there is such a control and such a choice, else at what the viewer opens on. */
export function initialControls(definition: DashboardDefinition, url: UrlControls): Controls {
  const parents = definition.parents.flatMap(({title, opensOn}) => (opensOn === null ? [] : [[title, opensOn]]));
  const opening = {...definition.opening, parents: Object.fromEntries(parents) as Record<string, string>};
  return withChanges({...opening, chosen: new Set()}, urlChanges(definition, url));
}

/** The controls as a request carries them: in full, so that nothing that was cleared comes back. */
export const requestControls = (
  {filters, granularities, fields}: Controls,
  timezone: string | undefined,
): ControlValues => ({filters, granularities, fields, ...(timezone === undefined ? {} : {timezone})});

/**
 * Writes what was chosen into the page's own URL, as a published dashboard does: no default, and nothing for what was cleared or
 * reset. It adds no history entry, since nothing was navigated.
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
