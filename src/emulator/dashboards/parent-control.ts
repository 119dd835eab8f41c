import type {DashboardContent} from '../content/content-shape.js';
import {controlOf, type ControlChange, type ParentControl, type ParentOption} from '../page-api.js';
import {attributeChoice} from './attribute-default.js';
import {attributeOf, type Attributes} from './control-defaults.js';

type OptionContent = NonNullable<DashboardContent['parents']>[number]['options'][number];

const changeOf = (parameter: string, value: ControlChange['value']): readonly ControlChange[] => {
  const control = controlOf(parameter);
  return control === null ? [] : [{...control, value}];
};

const parentOption = (
  {label, set = {}, clear = [], reset = []}: OptionContent,
  defaults: readonly ControlChange[],
): ParentOption => ({
  label,
  changes: [
    ...Object.entries(set).flatMap(([parameter, value]) => changeOf(parameter, value)),
    ...clear.flatMap((parameter) => changeOf(parameter, null)),
    ...reset.flatMap((parameter) => {
      const control = controlOf(parameter);
      return defaults.filter(({kind, member}) => kind === control?.kind && member === control.member);
    }),
  ],
});

/**
 * The parent controls of a dashboard for one viewer: each opens on the option whose label the viewer's user attribute names, else on
 * its default option. A child that is reset goes back to what it opens on for that viewer (`defaults`).
 */
export const parentControls = (
  {parents = []}: DashboardContent,
  attributes: Attributes,
  defaults: readonly ControlChange[],
): readonly ParentControl[] =>
  parents.map(({title, options, defaultOption, userAttribute}) => {
    const labels = options.map(({label}) => label);
    return {
      title,
      options: options.map((option) => parentOption(option, defaults)),
      opensOn: attributeChoice(attributeOf(attributes, userAttribute), labels) ?? defaultOption ?? null,
    };
  });
