import type {DashboardContent} from '../content/content-shape.js';
import type {Model} from '../data/model.js';
import {isEmptyFilter, type ControlValues, type FilterValue, type Granularity} from '../page-api.js';
import {
  fieldDefaults,
  fieldOptions,
  filterDefaults,
  granularityDefaults,
  granularityOptions,
  type Attributes,
} from './control-defaults.js';

/** What the controls of a dashboard stand at: only controls that it has, only choices that they offer, no empty filter. */
export interface StandingControls {
  readonly filters: Readonly<Record<string, FilterValue>>;
  /** A switcher that isn't in it leaves each chart the granularity that it was built with. */
  readonly granularities: Readonly<Record<string, Granularity>>;
  readonly fields: Readonly<Record<string, string>>;
}

const record = <T>(entries: readonly (readonly [string, T | null | undefined])[]): Readonly<Record<string, T>> =>
  Object.fromEntries(
    entries.flatMap(([member, value]) => (value === null || value === undefined ? [] : [[member, value]])),
  );

/**
 * What a request's controls stand at. Of a kind that the request leaves out, each stands at the viewer's default. A kind that it names
 * is named in full: a filter or a granularity that is missing there was cleared, and no default comes back in its place. A choice that
 * a switcher doesn't offer is ignored.
 */
export const standingControls = (
  dashboard: DashboardContent,
  model: Model,
  attributes: Attributes,
  {filters, granularities, fields}: ControlValues,
): StandingControls => ({
  filters: record(
    (dashboard.filters ?? []).map((content) => {
      const filter = filters ? filters[content.member] : filterDefaults(content, model, attributes).defaultValue;
      return [content.member, filter && !isEmptyFilter(filter) ? filter : null];
    }),
  ),
  granularities: record(
    (dashboard.granularities ?? []).map((content) => {
      const word = granularities?.[content.member];
      if (granularities && word === undefined) return [content.member, null];
      const offered = granularityOptions(content).find((option) => option === word);
      return [content.member, offered ?? granularityDefaults(content, attributes).defaultValue];
    }),
  ),
  fields: record(
    (dashboard.fields ?? []).map((content) => {
      const offered = fieldOptions(content).find((option) => option === fields?.[content.member]);
      return [content.member, offered ?? fieldDefaults(content, attributes).defaultValue];
    }),
  ),
});
