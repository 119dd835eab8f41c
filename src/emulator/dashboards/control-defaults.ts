import type {AttributeValue} from '../accounts/attribute.js';
import type {DashboardContent} from '../content/content-shape.js';
import {findDimension, type Model} from '../data/model.js';
import type {ControlChange, Granularity} from '../page-api.js';
import {attributeChoice, attributeFilter} from './attribute-default.js';

type GranularityContent = NonNullable<DashboardContent['granularities']>[number];
type FieldContent = NonNullable<DashboardContent['fields']>[number];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** The viewer's value of the attribute that a control names. */
export const attributeOf = (attributes: Attributes, name: string | undefined): AttributeValue | undefined =>
  name !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined;

/** The type of the dimension that a filter is on; a filter on a measure compares numbers. */
export const filterType = (model: Model, member: string) => findDimension(model, member)?.type ?? 'number';

/** The granularities that a switcher offers. */
export const granularityOptions = ({options}: GranularityContent): readonly Granularity[] =>
  options ?? ['day', 'week', 'month', 'quarter', 'year'];

/** The short names that a field switcher offers: the replaced member itself, then its alternatives. */
export const fieldOptions = ({member, alternatives}: FieldContent): readonly string[] => [
  ...new Set([member.slice(member.indexOf('.') + 1), ...alternatives]),
];

/**
 * What each control opens on for a viewer, its parent left aside: the value of the user attribute where it is usable, else what the
 * dashboard says for every viewer. A switcher of granularities without either leaves each chart its own.
 */
export const controlDefaults = (
  {filters = [], granularities = [], fields = []}: DashboardContent,
  model: Model,
  attributes: Attributes,
): readonly ControlChange[] => [
  ...filters.map(({member, defaultValue, userAttribute}): ControlChange => {
    const type = filterType(model, member);
    const ofViewer = attributeFilter(attributeOf(attributes, userAttribute), {type}, defaultValue);
    return {kind: 'filters', member, value: ofViewer ?? defaultValue ?? null, isReset: true};
  }),
  ...granularities.map((content): ControlChange => {
    const {member, defaultValue, userAttribute} = content;
    const ofViewer = attributeChoice(attributeOf(attributes, userAttribute), granularityOptions(content));
    return {kind: 'granularities', member, value: ofViewer ?? defaultValue ?? null, isReset: true};
  }),
  ...fields.map((content): ControlChange => {
    const {member, defaultValue, userAttribute} = content;
    const options = fieldOptions(content);
    const ofViewer = attributeChoice(attributeOf(attributes, userAttribute), options);
    return {kind: 'fields', member, value: ofViewer ?? defaultValue ?? options[0] ?? null, isReset: true};
  }),
];
