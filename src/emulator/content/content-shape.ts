import {attributeDefinition, attributeValue, groupDefinition} from '../accounts/attribute.js';
import {filterValue} from '../data/filter-value.js';
import {granularities} from '../page-api.js';
import {embedSettings, embedTheme} from '../sessions/session-look.js';
import {
  flag,
  listOf,
  mapOf,
  matching,
  nonEmptyText,
  objectOf,
  oneOf,
  optional,
  positiveInteger,
  text,
  wholeNumber,
  type Parsed,
} from '../shape.js';

const name = matching(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'a name of letters, digits and "_"');
const member = matching(/^[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*$/, 'a member such as orders.status');
const publicId = matching(/^[A-Za-z0-9_-]{1,128}$/, 'a public id of letters, digits, "_" and "-"');
const slug = matching(/^[A-Za-z0-9_-]{1,128}$/, 'a slug of letters, digits, "_" and "-"');
const format = oneOf(['number', 'currency', 'percent']);
const memberType = oneOf(['string', 'number', 'boolean', 'time']);
const charts = ['number', 'line', 'area', 'bar', 'pie', 'table', 'summary'] as const;
/** A table made by SQL, or out of CSV with a header line. `file` names either by its ending, beside the content file. */
const table = objectOf({name, sql: optional(text), csv: optional(text), file: optional(nonEmptyText)});

/** A link of a dimension. `icon` is taken for Cube's sake: the emulator shows the same one for all. */
const link = objectOf({
  name,
  label: nonEmptyText,
  url: optional(nonEmptyText),
  dashboard: optional(slug),
  icon: optional(text),
  primary: optional(flag),
  target: optional(oneOf(['blank', 'self'])),
  params: optional(listOf(objectOf({key: nonEmptyText, value: nonEmptyText}))),
});

/**
 * A view of one table in the words of Cube's data model. A `rowFilters` entry keeps only the rows whose dimension has the value
 * (or one of the values) of the viewer's attribute, or of a key of the session's security context; who has none sees all rows.
 */
const view = objectOf({
  name,
  title: optional(text),
  table: optional(name),
  dimensions: mapOf(
    objectOf({
      sql: optional(nonEmptyText),
      type: optional(memberType),
      title: optional(text),
      format: optional(format),
      links: optional(listOf(link)),
    }),
  ),
  measures: mapOf(objectOf({sql: nonEmptyText, title: optional(text), format: optional(format)})),
  rowFilters: optional(
    listOf(objectOf({dimension: name, attribute: optional(nonEmptyText), securityContext: optional(nonEmptyText)})),
  ),
  drillMembers: optional(listOf(name)),
});
export type ViewContent = Parsed<typeof view>;

const granularity = oneOf(granularities);

/** A query in Cube's terms. */
export const querySpec = objectOf({
  measures: listOf(member, 20),
  dimensions: listOf(member, 20),
  timeDimension: optional(objectOf({dimension: member, granularity})),
  filters: optional(mapOf(filterValue)),
  order: optional(
    listOf((value, place): readonly [string, 'asc' | 'desc'] => {
      const [by, direction] = listOf(text, 2)(value, place);
      return [member(by, `${place}[0]`), oneOf(['asc', 'desc'])(direction, `${place}[1]`)];
    }, 10),
  ),
  limit: optional(positiveInteger),
});

/** A workbook without its number. */
export const workbookDraft = objectOf({title: nonEmptyText, query: querySpec, chart: oneOf(charts)});

const widget = objectOf({
  id: matching(/^[A-Za-z0-9_-]{1,64}$/, 'an id of letters, digits, "_" and "-"'),
  title: text,
  chart: oneOf(charts),
  query: querySpec,
  layout: optional(objectOf({x: wholeNumber, y: wholeNumber, width: positiveInteger, height: positiveInteger})),
});
export type WidgetContent = Parsed<typeof widget>;

/** Who may see a dashboard: all embed users, a tenant, an external user, a group of tenants. */
const grant = matching(
  /^(embed-users|(tenant|user|group):.+)$/,
  '"embed-users", "tenant:NAME", "user:EXTERNAL_ID" or "group:NAME"',
);

/** A control opens on the value of the viewer's `userAttribute` where that is usable, else on its `defaultValue`. */
const control = {member, title: optional(text), userAttribute: optional(nonEmptyText)};

/** A parameter of a control, as the URL has it. */
const parameter = matching(
  /^(f|tg|ms)_[A-Za-z_]\w*\.[A-Za-z_]\w*$/,
  'a parameter of a control such as f_orders.status',
);

/**
 * An option of a parent control: which of its children it sets, clears, or puts back on their defaults. It keeps those as they are
 * that it doesn't name.
 */
const parentOption = objectOf({
  label: nonEmptyText,
  set: optional(mapOf((value, place) => (typeof value === 'string' ? value : filterValue(value, place)))),
  clear: optional(listOf(parameter)),
  reset: optional(listOf(parameter)),
});

const dashboard = objectOf({
  publicId,
  /** What links of the data model name the dashboard by. */
  slug: optional(slug),
  title: nonEmptyText,
  description: optional(text),
  published: optional(flag),
  allowEmbed: optional(flag),
  grants: optional(listOf(grant)),
  sharedWithAllEmbedUsers: optional(flag),
  timezone: optional(text),
  parents: optional(
    listOf(
      objectOf({
        title: nonEmptyText,
        options: listOf(parentOption, 50),
        defaultOption: optional(nonEmptyText),
        userAttribute: optional(nonEmptyText),
      }),
    ),
  ),
  filters: optional(listOf(objectOf({...control, defaultValue: optional(filterValue)}))),
  granularities: optional(
    listOf(objectOf({...control, options: optional(listOf(granularity)), defaultValue: optional(granularity)})),
  ),
  fields: optional(listOf(objectOf({...control, alternatives: listOf(name), defaultValue: optional(name)}))),
  widgets: listOf(widget, 100),
});
export type DashboardContent = Parsed<typeof dashboard>;

const deployment = objectOf({
  id: positiveInteger,
  name: optional(text),
  timezone: optional(text),
  branches: optional(listOf(objectOf({name: nonEmptyText, served: optional(flag)}))),
  dashboards: optional(listOf(dashboard)),
  workbooks: optional(
    listOf(objectOf({id: positiveInteger, title: nonEmptyText, query: querySpec, chart: oneOf(charts)})),
  ),
});
export type DeploymentContent = Parsed<typeof deployment>;

const internalUser = objectOf({
  username: nonEmptyText,
  email: optional(nonEmptyText),
  displayName: optional(text),
  picture: optional(text),
  userAttributes: optional(mapOf(attributeValue)),
});
export type InternalUser = Parsed<typeof internalUser>;

const account = objectOf({
  /** The tenant of a session that names none. */
  tenant: optional(nonEmptyText),
  embedding: optional(flag),
  creatorMode: optional(flag),
  userTimeZones: optional(flag),
  timezone: optional(text),
  embedTimezone: optional(text),
  locale: optional(text),
  settings: optional(embedSettings),
  theme: optional(embedTheme),
  logoUrl: optional(text),
  aiPaywalled: optional(flag),
  restrictDataDownload: optional(flag),
  userLimit: optional(positiveInteger),
});

/** What an emulator is about: one JSON file, or the same members among the options of `createEmulator`. */
export const emulatorContent = objectOf({
  $schema: optional(text),
  account: optional(account),
  userAttributes: optional(listOf(attributeDefinition)),
  groups: optional(listOf(groupDefinition)),
  internalUsers: optional(listOf(internalUser)),
  /** The generated orders: how many, and the seed of their random numbers. */
  sampleData: optional(objectOf({rows: optional(positiveInteger), seed: optional(wholeNumber)})),
  tables: optional(listOf(table)),
  views: optional(listOf(view)),
  deployments: optional(listOf(deployment, 1000)),
});
export type ParsedContent = Parsed<typeof emulatorContent>;
