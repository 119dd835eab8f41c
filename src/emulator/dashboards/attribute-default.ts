import type {AttributeValue} from '../accounts/attribute.js';
import {filterValue} from '../data/filter-value.js';
import type {Dimension} from '../data/model.js';
import type {Cell, FilterValue} from '../page-api.js';
import {ShapeError} from '../shape.js';

type Item = NonNullable<Cell> | boolean;

const itemsOf = (value: AttributeValue | undefined): readonly Item[] => {
  if (value === undefined) return [];
  const items: readonly Item[] = typeof value === 'object' ? value : [value];
  return items.filter((item) => String(item).trim() !== '');
};

/** Tells whether rows of the dimension can have the value at all: a default that can't be asked for is no default. */
const fits = (item: Item, type: Dimension['type']): boolean => {
  switch (type) {
    case 'string':
      return typeof item !== 'boolean';
    case 'number':
      return typeof item !== 'boolean' && Number.isFinite(Number(item));
    case 'boolean':
      return ['true', 'false'].includes(String(item));
    case 'time':
      return typeof item === 'string' && Number.isFinite(Date.parse(item));
  }
};

const withOperator = (published: FilterValue | undefined, value: FilterValue['value']): FilterValue => {
  try {
    return filterValue({...published, value}, '');
  } catch (error) {
    if (error instanceof ShapeError) return {value};
    throw error;
  }
};

/**
 * The filter that a viewer's user attribute stands for
 * (https://github.com/cube-js/cube/blob/master/docs-mintlify/docs/explore-analyze/dashboards/widgets/controls.mdx): a list as a
 * list without its empty values; null where nothing usable is left. It keeps the operator of the published default where that takes
 * such a value, which is a guess.
 */
export const attributeFilter = (
  value: AttributeValue | undefined,
  {type}: Pick<Dimension, 'type'>,
  published: FilterValue | undefined,
): FilterValue | null => {
  const items = itemsOf(value).filter((item) => fits(item, type));
  const [first] = items;
  if (first === undefined) return null;
  return withOperator(published, typeof value === 'object' ? items : first);
};

const plain = (word: Item): string => String(word).trim().toLowerCase();

/** The first entry of a user attribute that names a choice, without regard to case and surrounding space; null where none does. */
export const attributeChoice = <T extends string>(
  value: AttributeValue | undefined,
  choices: readonly T[],
): T | null => {
  for (const item of itemsOf(value)) {
    const choice = choices.find((one) => plain(one) === plain(item));
    if (choice !== undefined) return choice;
  }
  return null;
};
