import {isEmptyFilter, type FilterValue} from './filter.js';

const prefixes = {filters: 'f_', granularities: 'tg_', fields: 'ms_'} as const;

export type ControlKind = keyof typeof prefixes;

/** What the controls of a dashboard stand at, by member. A filter or a granularity that isn't in it is cleared. */
export interface ControlState {
  readonly filters: Readonly<Record<string, FilterValue>>;
  readonly granularities: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** One control with what it is set to: a filter, or the word of a switcher. Null clears it. */
export interface ControlChange {
  readonly kind: ControlKind;
  readonly member: string;
  readonly value: FilterValue | string | null;
  /** Puts the control back on a default: the URL doesn't carry that. */
  readonly isReset?: boolean;
}

/** The URL parameter of a control, `tg_orders.created_at`. */
export const parameterOf = ({kind, member}: Pick<ControlChange, 'kind' | 'member'>): string => prefixes[kind] + member;

/** The control that a URL parameter stands for; null where it is no control's. */
export const controlOf = (parameter: string): Pick<ControlChange, 'kind' | 'member'> | null => {
  const kinds: readonly ControlKind[] = ['filters', 'granularities', 'fields'];
  const kind = kinds.find((one) => parameter.startsWith(prefixes[one]));
  return kind === undefined ? null : {kind, member: parameter.slice(prefixes[kind].length)};
};

/** Tells whether a change leaves the control without a value. */
export const isCleared = ({value}: ControlChange): boolean =>
  value === null || value === '' || (typeof value === 'object' && isEmptyFilter(value));

/** The controls after these changes, one after the other. */
export const changedControls = (controls: ControlState, changes: readonly ControlChange[]): ControlState => {
  const filters = new Map(Object.entries(controls.filters));
  const words = {
    granularities: new Map(Object.entries(controls.granularities)),
    fields: new Map(Object.entries(controls.fields)),
  };
  for (const change of changes) {
    const {kind, member, value} = change;
    if (kind === 'filters') {
      filters.delete(member);
      if (typeof value === 'object' && value !== null && !isCleared(change)) filters.set(member, value);
    } else {
      words[kind].delete(member);
      if (typeof value === 'string' && !isCleared(change)) words[kind].set(member, value);
    }
  }
  return {
    filters: Object.fromEntries(filters),
    granularities: Object.fromEntries(words.granularities),
    fields: Object.fromEntries(words.fields),
  };
};
