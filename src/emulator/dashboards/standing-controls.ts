import type {DashboardContent} from '../content/content-shape.js';
import type {Model} from '../data/model.js';
import {isEmptyFilter, type ControlValues, type FilterValue, type Granularity} from '../page-api.js';
import {fieldOptions, granularityOptions, type Attributes} from './control-defaults.js';
import {openingControls} from './opening-controls.js';

/** What the controls of a dashboard stand at: only controls that it has, only choices that they offer, no empty filter. */
export interface StandingControls {
  readonly filters: ReadonlyMap<string, FilterValue>;
  /** A switcher that isn't in it leaves each chart the granularity that it was built with. */
  readonly granularities: ReadonlyMap<string, Granularity>;
  readonly fields: ReadonlyMap<string, string>;
}

const present = <T>(entries: readonly (readonly [string, T | null | undefined])[]): ReadonlyMap<string, T> =>
  new Map(entries.flatMap(([member, value]) => (value === null || value === undefined ? [] : [[member, value]])));

/**
 * What a request's controls stand at. Of a kind that the request leaves out, each stands at what it opens on for the viewer. A kind
 * that it names is named in full: a filter or a granularity that is missing there was cleared, and no default comes back in its place.
 * A choice that a switcher doesn't offer is ignored.
 */
export const standingControls = (
  dashboard: DashboardContent,
  model: Model,
  attributes: Attributes,
  asked: ControlValues,
): StandingControls => {
  const opening = openingControls(dashboard, model, attributes).state;
  const {filters = opening.filters, granularities = opening.granularities, fields = opening.fields} = asked;
  return {
    filters: present(
      (dashboard.filters ?? []).map(({member}) => {
        const filter = filters[member];
        return [member, filter && !isEmptyFilter(filter) ? filter : null];
      }),
    ),
    granularities: present(
      (dashboard.granularities ?? []).map((content) => {
        const {member} = content;
        const offered = (word: string | undefined) => granularityOptions(content).find((option) => option === word);
        const word = granularities[member];
        return [member, word === undefined ? null : (offered(word) ?? offered(opening.granularities[member]))];
      }),
    ),
    fields: present(
      (dashboard.fields ?? []).map((content) => {
        const {member} = content;
        return [member, fieldOptions(content).find((option) => option === fields[member]) ?? opening.fields[member]];
      }),
    ),
  };
};
