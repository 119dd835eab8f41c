import {
  finite,
  listOf,
  matching,
  mismatch,
  nonEmptyText,
  objectOf,
  oneOf,
  optional,
  text,
  type Parsed,
  type Parser,
} from '../shape.js';

const attributeTypes = ['string', 'number', 'boolean', 'string_array', 'number_array'] as const;
export type AttributeType = (typeof attributeTypes)[number];

/** A user attribute's value; clearing one is `null` in a request. */
export type AttributeValue = string | number | boolean | readonly string[] | readonly number[];

/** Any value that an attribute of some type may have. */
export const attributeValue: Parser<AttributeValue> = (value, place) => {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return finite(value, place);
  if (!Array.isArray(value))
    return mismatch(place, 'a string, a number, true or false, or a list of strings or of numbers');
  return value.every((item) => typeof item === 'number') ? listOf(finite)(value, place) : listOf(text)(value, place);
};

const checks: Readonly<Record<AttributeType, (value: AttributeValue) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  string_array: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  number_array: (value) => Array.isArray(value) && value.every((item) => typeof item === 'number'),
};

/** Tells whether a value fits an attribute's type. An empty list fits both kinds of list. */
export const fitsType = (value: AttributeValue, type: AttributeType): boolean => checks[type](value);

/** A user attribute of the account or of an embed tenant. */
export const attributeDefinition = objectOf({
  name: matching(/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/, 'a name of letters, digits, "_", "-" and "."'),
  type: oneOf(attributeTypes),
  displayName: optional(text),
  description: optional(text),
  defaultValue: optional(attributeValue),
});
export type AttributeDefinition = Parsed<typeof attributeDefinition>;

/** A group with its description. */
export const groupDefinition = objectOf({name: nonEmptyText, description: optional(text)});
export type GroupDefinition = Parsed<typeof groupDefinition>;
