import type {AttributeValue} from '../accounts/attribute.js';
import type {DashboardContent} from '../content/content-shape.js';
import {findDimension, type Model} from '../data/model.js';
import {isEmptyFilter, type FilterValue, type Granularity} from '../page-api.js';
import {attributeChoice, attributeFilter} from './attribute-default.js';

export type FilterContent = NonNullable<DashboardContent['filters']>[number];
export type GranularityContent = NonNullable<DashboardContent['granularities']>[number];
export type FieldContent = NonNullable<DashboardContent['fields']>[number];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** What a control stands at before anybody touches it. */
export interface Defaults<T> {
  /** What the dashboard says, the same for every viewer. */
  readonly publishedValue: T;
  /** The value of the viewer's user attribute where it is usable, else the published one. */
  readonly defaultValue: T;
}

const attributeOf = (attributes: Attributes, name: string | undefined): AttributeValue | undefined =>
  name !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined;

const defaults = <T>(publishedValue: T, ofViewer: T | null): Defaults<T> => ({
  publishedValue,
  defaultValue: ofViewer ?? publishedValue,
});

/** The type of the dimension that a filter is on; a filter on a measure compares numbers. */
export const filterType = (model: Model, member: string) => findDimension(model, member)?.type ?? 'number';

export const filterDefaults = (
  {member, defaultValue, userAttribute}: FilterContent,
  model: Model,
  attributes: Attributes,
): Defaults<FilterValue | null> => {
  const published = defaultValue === undefined || isEmptyFilter(defaultValue) ? null : defaultValue;
  const type = filterType(model, member);
  return defaults(published, attributeFilter(attributeOf(attributes, userAttribute), {type}, published ?? undefined));
};

/** The granularities that a switcher offers. */
export const granularityOptions = ({options}: GranularityContent): readonly Granularity[] =>
  options ?? ['day', 'week', 'month', 'quarter', 'year'];

/** Without a default each chart keeps the granularity that it was built with. */
export const granularityDefaults = (
  content: GranularityContent,
  attributes: Attributes,
): Defaults<Granularity | null> =>
  defaults(
    content.defaultValue ?? null,
    attributeChoice(attributeOf(attributes, content.userAttribute), granularityOptions(content)),
  );

/** The short names that a field switcher offers: the replaced member itself, then its alternatives. */
export const fieldOptions = ({member, alternatives}: FieldContent): readonly string[] => [
  ...new Set([member.slice(member.indexOf('.') + 1), ...alternatives]),
];

export const fieldDefaults = (content: FieldContent, attributes: Attributes): Defaults<string> => {
  const options = fieldOptions(content);
  return defaults(
    content.defaultValue ?? options[0] ?? '',
    attributeChoice(attributeOf(attributes, content.userAttribute), options),
  );
};
