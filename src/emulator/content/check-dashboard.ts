import {findDimension, findMeasure, type Model} from '../data/model.js';
import type {QuerySpec} from '../page-api.js';
import {checkParents} from './check-parents.js';
import type {DashboardContent} from './content-shape.js';

/** What the members and attributes of a dashboard are looked up in. */
export interface Known {
  readonly model: Model;
  /** The names of the account's user attributes. */
  readonly attributes: ReadonlySet<string>;
}

const requireMember = (model: Model, member: string, place: string): void => {
  if (findDimension(model, member) === undefined && findMeasure(model, member) === undefined) {
    throw new TypeError(`${place}: no view has a member "${member}".`);
  }
};

/** Throws a `TypeError` for a member that no view has. */
export const checkQuery = (model: Model, {measures, dimensions, timeDimension}: QuerySpec, place: string): void => {
  for (const member of [...measures, ...dimensions]) requireMember(model, member, place);
  if (timeDimension) requireMember(model, timeDimension.dimension, place);
};

const requireAttribute = (attributes: ReadonlySet<string>, name: string | undefined, place: string): void => {
  if (name !== undefined && !attributes.has(name)) {
    throw new TypeError(`${place}: the account has no user attribute "${name}".`);
  }
};

const checkControls = ({model, attributes}: Known, dashboard: DashboardContent, place: string): void => {
  const {parents = [], filters = [], granularities = [], fields = []} = dashboard;
  for (const {member, userAttribute} of [...filters, ...granularities, ...fields]) {
    requireMember(model, member, place);
    requireAttribute(attributes, userAttribute, `${place}, ${member}`);
  }
  for (const {title, userAttribute} of parents) {
    requireAttribute(attributes, userAttribute, `${place}, parent "${title}"`);
  }
  for (const {member, options, defaultValue} of granularities) {
    if (defaultValue !== undefined && options !== undefined && !options.includes(defaultValue)) {
      throw new TypeError(`${place}, ${member}: the default "${defaultValue}" is not among its options.`);
    }
  }
  for (const {member, alternatives, defaultValue} of fields) {
    const [view = '', replaced = ''] = member.split('.');
    for (const name of alternatives) requireMember(model, `${view}.${name}`, place);
    if (defaultValue !== undefined && ![replaced, ...alternatives].includes(defaultValue)) {
      throw new TypeError(`${place}, ${member}: the default "${defaultValue}" is not among its alternatives.`);
    }
  }
};

/** Throws a `TypeError` that names the place of what doesn't fit together. */
export const checkDashboard = (known: Known, dashboard: DashboardContent, place: string): void => {
  checkControls(known, dashboard, place);
  checkParents(dashboard, place);
  const ids = new Set<string>();
  for (const {id, query} of dashboard.widgets) {
    if (ids.has(id)) throw new TypeError(`${place}: two widgets have the id "${id}".`);
    ids.add(id);
    checkQuery(known.model, query, `${place}, widget "${id}"`);
  }
};
