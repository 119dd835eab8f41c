import type {AttributeDefinition, GroupDefinition} from '../accounts/attribute.js';
import type {DatabaseContent} from '../data/database.js';
import {createModel, type Model} from '../data/model.js';
import {defaultSampleData} from '../data/sample-orders.js';
import {isTimeZone} from '../data/time-zone.js';
import type {EmbedSettings, EmbedTheme} from '../page-api.js';
import {ShapeError} from '../shape.js';
import {checkDashboard, checkQuery, type Known} from './check-dashboard.js';
import {
  emulatorContent,
  type DashboardContent,
  type DeploymentContent,
  type InternalUser,
  type ParsedContent,
} from './content-shape.js';
import {
  defaultDeploymentContent,
  defaultDeployments,
  defaultGroups,
  defaultInternalUsers,
  defaultUserAttributes,
  ordersView,
} from './default-content.js';

/** What the account has switched on and set. */
export interface AccountSettings {
  readonly tenant: string;
  readonly embedding: boolean;
  readonly creatorMode: boolean;
  readonly userTimeZones: boolean;
  readonly timezone: string | null;
  readonly embedTimezone: string | null;
  readonly locale: string | null;
  readonly settings: EmbedSettings;
  readonly theme: EmbedTheme & {readonly logoUrl?: string};
  readonly aiPaywalled: boolean;
  readonly restrictDataDownload: boolean;
  /** How many external users the account may have. */
  readonly userLimit: number;
}

export interface Deployment extends DeploymentContent {
  readonly timezone: string;
  readonly dashboards: readonly DashboardContent[];
  readonly workbooks: NonNullable<DeploymentContent['workbooks']>;
}

/** Everything that an emulator starts with, complete and checked. */
export interface AccountContent {
  readonly account: AccountSettings;
  readonly userAttributes: readonly AttributeDefinition[];
  readonly groups: readonly GroupDefinition[];
  readonly internalUsers: readonly InternalUser[];
  readonly deployments: ReadonlyMap<number, Deployment>;
  readonly model: Model;
  readonly database: DatabaseContent;
  /** Whether tables or views were given: their SQL is tried before the first page asks. */
  readonly ownData: boolean;
}

const createDeployment = (content: DeploymentContent, known: Known): Deployment => {
  const {model} = known;
  const place = `deployments: ${String(content.id)}`;
  const ownViews = !model.views.has('orders');
  const standard = ownViews ? {dashboards: [], workbooks: []} : defaultDeploymentContent;
  const {timezone = 'UTC', dashboards = standard.dashboards, workbooks = standard.workbooks} = content;
  if (!isTimeZone(timezone)) throw new TypeError(`${place}: "${timezone}" is no IANA time zone.`);
  const ids = new Set<string>();
  const slugs = new Set<string>();
  for (const dashboard of dashboards) {
    if (ids.has(dashboard.publicId))
      throw new TypeError(`${place}: two dashboards have the public id "${dashboard.publicId}".`);
    ids.add(dashboard.publicId);
    const {slug} = dashboard;
    if (slug !== undefined && slugs.has(slug)) throw new TypeError(`${place}: two dashboards have the slug "${slug}".`);
    if (slug !== undefined) slugs.add(slug);
    checkDashboard(known, dashboard, `${place}, dashboard "${dashboard.publicId}"`);
  }
  for (const {id, query} of workbooks) checkQuery(model, query, `${place}, workbook ${String(id)}`);
  return {...content, timezone, dashboards, workbooks};
};

const createAccount = (given: NonNullable<ParsedContent['account']>): AccountSettings => ({
  tenant: given.tenant ?? 'emulator',
  embedding: given.embedding ?? true,
  creatorMode: given.creatorMode ?? true,
  userTimeZones: given.userTimeZones ?? true,
  timezone: given.timezone ?? null,
  embedTimezone: given.embedTimezone ?? null,
  locale: given.locale ?? null,
  settings: given.settings ?? {},
  theme: {...given.theme, ...(given.logoUrl === undefined ? {} : {logoUrl: given.logoUrl})},
  aiPaywalled: given.aiPaywalled ?? false,
  restrictDataDownload: given.restrictDataDownload ?? false,
  userLimit: given.userLimit ?? 10_000,
});

const parseContent = (value: unknown): ParsedContent => {
  try {
    return emulatorContent(value, '');
  } catch (error) {
    throw error instanceof ShapeError ? new TypeError(error.message.replace('The body', 'The content')) : error;
  }
};

/**
 * Completes and checks what an emulator is about; what is left out is the default content. Own `views` replace the default one,
 * own `deployments` the default one; a deployment without `dashboards` shows the default dashboard.
 * Throws a `TypeError` that names the place of what doesn't fit.
 */
export const createAccountContent = (value: unknown): AccountContent => {
  const content = parseContent(value);
  const tables = content.tables ?? [];
  const views = content.views ?? [ordersView];
  for (const {name, file, sql, csv} of tables) {
    if (file !== undefined) throw new TypeError(`tables: "${name}" names a file; only a content file may do that.`);
    if ((sql === undefined) === (csv === undefined)) throw new TypeError(`tables: "${name}" needs either sql or csv.`);
  }
  const model = createModel(views);
  const own = new Set(tables.map(({name}) => name));
  const wantsSample = !own.has('orders') && [...model.views.values()].some(({table}) => table === 'orders');
  const userAttributes = content.userAttributes ?? defaultUserAttributes;
  // The default dashboards name an attribute that own ones may leave out: then no viewer has a value of it.
  const named = [...userAttributes, ...defaultUserAttributes].map(({name}) => name);
  const known: Known = {model, attributes: new Set(named)};
  const deployments = new Map<number, Deployment>();
  for (const deployment of content.deployments ?? defaultDeployments) {
    if (deployments.has(deployment.id)) throw new TypeError(`deployments: ${String(deployment.id)} is there twice.`);
    deployments.set(deployment.id, createDeployment(deployment, known));
  }
  const {rows = defaultSampleData.rows, seed = defaultSampleData.seed} = content.sampleData ?? {};
  return {
    account: createAccount(content.account ?? {}),
    userAttributes,
    groups: content.groups ?? defaultGroups,
    internalUsers: content.internalUsers ?? defaultInternalUsers,
    deployments,
    model,
    database: {sample: wantsSample ? {rows, seed} : null, tables},
    ownData: content.views !== undefined || content.tables !== undefined,
  };
};
