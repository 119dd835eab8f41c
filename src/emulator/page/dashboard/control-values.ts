import {isEmptyFilter, type ControlValues, type DashboardDefinition, type FilterValue} from '../../page-api.js';
import type {UrlControls} from '../url-parameters.js';

/** What the controls of a dashboard stand at. */
export interface Controls {
  readonly filters: Readonly<Record<string, FilterValue>>;
  readonly granularities: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

const isFilterValue = (member: string, {filters}: DashboardDefinition): boolean =>
  filters.some((control) => control.member === member);

/** The filters that the dashboard has a control for; the others have no effect. */
export const knownFilters = (
  filters: Readonly<Record<string, FilterValue>>,
  definition: DashboardDefinition,
): Record<string, FilterValue> =>
  Object.fromEntries(Object.entries(filters).filter(([member]) => isFilterValue(member, definition)));

/** Where the controls begin: at what the URL says, where there is such a control and such a choice, else at their defaults. */
export function initialControls(definition: DashboardDefinition, url: UrlControls): Controls {
  const defaults = definition.filters.flatMap(({member, defaultValue}) =>
    defaultValue ? [[member, defaultValue]] : [],
  );
  const granularities = definition.granularitySwitchers.map(({member, options, defaultValue}) => {
    const wish = url.granularities[member];
    return [member, options.find((option) => option === wish) ?? defaultValue];
  });
  const fields = definition.fieldSwitchers.flatMap(({member, options}) => {
    const wish = options.find(({name}) => name === url.fields[member]) ?? options[0];
    return wish ? [[member, wish.name]] : [];
  });
  return {
    filters: {
      ...(Object.fromEntries(defaults) as Record<string, FilterValue>),
      ...knownFilters(url.filters, definition),
    },
    granularities: Object.fromEntries(granularities) as Record<string, string>,
    fields: Object.fromEntries(fields) as Record<string, string>,
  };
}

/** The controls as a request carries them. */
export const requestControls = (controls: Controls, timezone: string | undefined): ControlValues => ({
  ...controls,
  ...(timezone === undefined ? {} : {timezone}),
});

/** Writes the controls into the page's own URL, as a published dashboard does. No history entry: nobody navigated. */
export function writeControlsToUrl({filters, granularities, fields}: Controls, definition: DashboardDefinition): void {
  const url = new URL(location.href);
  for (const {member} of definition.filters) {
    const filter = filters[member];
    if (!filter || isEmptyFilter(filter)) url.searchParams.delete(`f_${member}`);
    else url.searchParams.set(`f_${member}`, JSON.stringify(filter));
  }
  for (const [member, value] of Object.entries(granularities)) url.searchParams.set(`tg_${member}`, value);
  for (const [member, value] of Object.entries(fields)) url.searchParams.set(`ms_${member}`, value);
  history.replaceState(history.state, '', url);
}
