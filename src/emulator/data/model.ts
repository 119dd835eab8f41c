import type {ViewContent} from '../content/content-shape.js';
import type {ModelAnswer, QueryColumn, ValueFormat} from '../page-api.js';

type MemberType = QueryColumn['type'];

/** A link of a dimension; `url` and the values of `params` are SQL. Either `url` or `dashboard`, a slug, is there. */
export interface Link {
  readonly name: string;
  readonly label: string;
  readonly url: string | null;
  readonly dashboard: string | null;
  readonly isPrimary: boolean;
  readonly target: 'blank' | 'self';
  readonly params: readonly {readonly key: string; readonly value: string}[];
}

export interface Dimension {
  /** `orders.status`. */
  readonly name: string;
  readonly title: string;
  readonly sql: string;
  readonly type: MemberType;
  readonly format: ValueFormat | null;
  readonly links: readonly Link[];
}

export interface Measure {
  readonly name: string;
  readonly title: string;
  readonly sql: string;
  readonly format: ValueFormat | null;
}

/** Keeps the rows whose dimension has the viewer's value. */
export interface RowFilter {
  readonly dimension: Dimension;
  readonly from: 'attribute' | 'securityContext';
  readonly key: string;
}

export interface View {
  readonly name: string;
  readonly title: string;
  readonly table: string;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly rowFilters: readonly RowFilter[];
  readonly drillMembers: readonly Dimension[];
}

/** Everything that can be queried. */
export interface Model {
  readonly views: ReadonlyMap<string, View>;
}

/** `users_city` → `Users city`. */
export const titleOf = (name: string): string => {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const dimensionOf = (view: View, name: string, place: string): Dimension => {
  const dimension = view.dimensions.get(`${view.name}.${name}`);
  if (dimension === undefined) throw new TypeError(`${place}: ${view.name} has no dimension "${name}".`);
  return dimension;
};

type LinkContent = NonNullable<ViewContent['dimensions'][string]['links']>[number];

const createLinks = (contents: readonly LinkContent[], place: string): readonly Link[] => {
  const names = new Set(contents.map(({name}) => name));
  if (names.size < contents.length) throw new TypeError(`${place}: two links have the same name.`);
  if (contents.filter(({primary}) => primary === true).length > 1) {
    throw new TypeError(`${place}: only one link can be the primary one.`);
  }
  return contents.map(({name, label, url = null, dashboard = null, primary = false, target, params = []}) => {
    if ((url === null) === (dashboard === null)) {
      throw new TypeError(`${place}: the link "${name}" needs either a url or a dashboard.`);
    }
    const standard = dashboard === null ? 'blank' : 'self';
    return {name, label, url, dashboard, isPrimary: primary, target: target ?? standard, params};
  });
};

const createView = (content: ViewContent): View => {
  const {name, title, table = name} = content;
  const dimensions = Object.entries(content.dimensions).map(([short, member]): Dimension => ({
    name: `${name}.${short}`,
    title: member.title ?? titleOf(short),
    sql: member.sql ?? `"${short}"`,
    type: member.type ?? 'string',
    format: member.format ?? null,
    links: createLinks(member.links ?? [], `views: "${name}", ${short}`),
  }));
  const measures = Object.entries(content.measures).map(([short, member]): Measure => ({
    name: `${name}.${short}`,
    title: member.title ?? titleOf(short),
    sql: member.sql,
    format: member.format ?? null,
  }));
  const view: View = {
    name,
    title: title ?? titleOf(name),
    table,
    dimensions: new Map(dimensions.map((dimension) => [dimension.name, dimension])),
    measures: new Map(measures.map((measure) => [measure.name, measure])),
    rowFilters: [],
    drillMembers: [],
  };
  const place = `views: "${name}"`;
  const rowFilters = (content.rowFilters ?? []).map(({dimension, attribute, securityContext}): RowFilter => {
    const key = attribute ?? securityContext;
    if (key === undefined || (attribute !== undefined && securityContext !== undefined)) {
      throw new TypeError(`${place}: a row filter names either an attribute or a key of the securityContext.`);
    }
    const from = attribute === undefined ? 'securityContext' : 'attribute';
    return {dimension: dimensionOf(view, dimension, place), from, key};
  });
  const drill = content.drillMembers ?? Object.keys(content.dimensions);
  return {...view, rowFilters, drillMembers: drill.map((short) => dimensionOf(view, short, place))};
};

/** Builds the model out of the content's views. Throws a `TypeError` that names the view that doesn't fit together. */
export const createModel = (views: readonly ViewContent[]): Model => {
  const names = new Set<string>();
  for (const {name} of views) {
    if (names.has(name)) throw new TypeError(`views: "${name}" is there twice.`);
    names.add(name);
  }
  return {views: new Map(views.map((view) => [view.name, createView(view)]))};
};

/** Finds a dimension by its full name, `orders.status`. */
export const findDimension = (model: Model, member: string): Dimension | undefined =>
  model.views.get(member.slice(0, member.indexOf('.')))?.dimensions.get(member);

/** Finds a measure by its full name, `orders.count`. */
export const findMeasure = (model: Model, member: string): Measure | undefined =>
  model.views.get(member.slice(0, member.indexOf('.')))?.measures.get(member);

/** The model as a workbook's editor shows it. */
export const describeModel = (model: Model): ModelAnswer => ({
  views: [...model.views.values()].map(({name, title, dimensions, measures}) => ({
    name,
    title,
    dimensions: [...dimensions.values()].map(({name, title, type}) => ({name, title, type})),
    measures: [...measures.values()].map(({name, title, format}) => ({name, title, format})),
  })),
});
