import {fieldOptions, granularityOptions} from '../dashboards/control-defaults.js';
import {controlOf, type FilterValue} from '../page-api.js';
import type {DashboardContent} from './content-shape.js';

type OptionContent = NonNullable<DashboardContent['parents']>[number]['options'][number];

/** What a control can be set to; null where the dashboard has no such control. */
const acceptedBy = (
  {filters = [], granularities = [], fields = []}: DashboardContent,
  parameter: string,
): ((value: FilterValue | string) => boolean) | null => {
  const control = controlOf(parameter);
  const isIt = ({member}: {readonly member: string}): boolean => member === control?.member;
  switch (control?.kind) {
    case 'filters':
      return filters.some(isIt) ? (value) => typeof value !== 'string' : null;
    case 'granularities': {
      const options = granularities.filter(isIt).flatMap((content): readonly unknown[] => granularityOptions(content));
      return options.length > 0 ? (value) => options.includes(value) : null;
    }
    case 'fields': {
      const options = fields.filter(isIt).flatMap((content): readonly unknown[] => fieldOptions(content));
      return options.length > 0 ? (value) => options.includes(value) : null;
    }
    case undefined:
      return null;
  }
};

const drivenBy = ({set = {}, clear = [], reset = []}: OptionContent): readonly string[] => [
  ...Object.keys(set),
  ...clear,
  ...reset,
];

const checkOption = (dashboard: DashboardContent, option: OptionContent, place: string): void => {
  const driven = drivenBy(option);
  for (const [index, parameter] of driven.entries()) {
    const accepts = acceptedBy(dashboard, parameter);
    if (accepts === null) throw new TypeError(`${place}: the dashboard has no control "${parameter}".`);
    if (driven.indexOf(parameter) < index) throw new TypeError(`${place}: "${parameter}" is there twice.`);
    const value = option.set?.[parameter];
    if (value !== undefined && !accepts(value)) {
      throw new TypeError(`${place}: "${parameter}" can't be set to ${JSON.stringify(value)}.`);
    }
  }
  const field = option.clear?.find((parameter) => parameter.startsWith('ms_'));
  if (field !== undefined) throw new TypeError(`${place}: "${field}" is a field switcher, which can't be cleared.`);
};

/** Throws a `TypeError` for a parent control that can't drive what it names, or names what another parent drives. */
export const checkParents = (dashboard: DashboardContent, place: string): void => {
  const owners = new Map<string, string>();
  const titles = new Set<string>();
  for (const {title, options, defaultOption} of dashboard.parents ?? []) {
    const here = `${place}, parent "${title}"`;
    if (titles.has(title)) throw new TypeError(`${place}: two parents have the title "${title}".`);
    titles.add(title);
    if (options.length === 0) throw new TypeError(`${here}: it needs an option.`);
    if (new Set(options.map(({label}) => label.trim().toLowerCase())).size < options.length) {
      throw new TypeError(`${here}: two options have the same label.`);
    }
    if (defaultOption !== undefined && !options.some(({label}) => label === defaultOption)) {
      throw new TypeError(`${here}: it has no option "${defaultOption}".`);
    }
    for (const option of options) {
      checkOption(dashboard, option, `${here}, option "${option.label}"`);
      for (const parameter of drivenBy(option)) {
        const owner = owners.get(parameter) ?? title;
        if (owner !== title) throw new TypeError(`${here}: the parent "${owner}" drives "${parameter}" already.`);
        owners.set(parameter, title);
      }
    }
  }
};
