import type {AccountContent} from '../content/account-content.js';
import {badRequest, notFound} from '../http-problem.js';
import type {SessionRequest} from '../sessions/session-request.js';
import {fitsType, type AttributeDefinition, type AttributeValue, type GroupDefinition} from './attribute.js';
import {createExternalUsers, type ExternalUser} from './external-users.js';
import {createTenants, type Tenant} from './tenants.js';
import type {Viewer} from './viewer.js';

/** The part of a session request that is about the user. */
export type UserChange = Pick<
  SessionRequest,
  'email' | 'userProfile' | 'userAttributes' | 'groups' | 'tenantGroups' | 'isEphemeral'
>;

interface Definitions {
  readonly attributes: ReadonlyMap<string, AttributeDefinition>;
  readonly groups: ReadonlySet<string>;
  readonly tenantGroups: ReadonlySet<string>;
}

const quoteAll = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const requireKnown = (names: readonly string[] | undefined, known: ReadonlySet<string>, what: string): void => {
  const unknown = (names ?? []).filter((name) => !known.has(name));
  if (unknown.length > 0) throw badRequest(`${what} with names ${quoteAll(unknown)} not found.`);
};

const checkChange = ({groups, tenantGroups, userAttributes}: UserChange, definitions: Definitions): void => {
  requireKnown(groups, definitions.groups, 'Groups');
  requireKnown(tenantGroups, definitions.tenantGroups, 'Tenant groups');
  const names = (userAttributes ?? []).map(({name}) => name);
  requireKnown(names, new Set(definitions.attributes.keys()), 'User attributes');
  for (const {name, value} of userAttributes ?? []) {
    const type = definitions.attributes.get(name)?.type;
    if (value !== null && type !== undefined && !fitsType(value, type)) {
      throw badRequest(`userAttributes: "${name}" is of type ${type}.`);
    }
  }
};

/** What is left out stays as it was; an empty list clears, null clears one attribute. */
const applyChange = (user: ExternalUser, change: UserChange): void => {
  user.email = change.email ?? user.email;
  user.displayName = change.userProfile?.displayName ?? user.displayName;
  user.picture = change.userProfile?.picture ?? user.picture;
  user.groups = change.groups ?? user.groups;
  user.tenantGroups = change.tenantGroups ?? user.tenantGroups;
  for (const {name, value} of change.userAttributes ?? []) {
    if (value === null) user.attributes.delete(name);
    else user.attributes.set(name, value);
  }
};

const effectiveAttributes = (
  user: ExternalUser,
  definitions: Definitions['attributes'],
): Record<string, AttributeValue> => {
  const defaults = [...definitions.values()].flatMap(({name, defaultValue}) =>
    defaultValue === undefined ? [] : [[name, defaultValue] as const],
  );
  return Object.fromEntries([...defaults, ...user.attributes]);
};

const checkDefinitions = (tenant: Tenant | undefined, wanted: readonly AttributeDefinition[]): void => {
  for (const {name, type} of wanted) {
    const known = tenant?.attributes.get(name);
    if (known !== undefined && known.type !== type) {
      throw badRequest(`userAttributeDefinitions: cannot change type of "${name}" from ${known.type} to ${type}.`);
    }
  }
};

const withDefinitions = <T extends {readonly name: string}>(
  known: ReadonlyMap<string, T> | undefined,
  wanted: readonly T[],
) => new Map([...(known ?? []), ...wanted.map((definition) => [definition.name, definition] as const)]);

/** The users that sessions can be for: external ones in their tenants, and internal ones. */
export const createDirectory = (content: AccountContent) => {
  const tenants = createTenants(content.account.tenant);
  const users = createExternalUsers(content.account.userLimit);
  const globalAttributes = new Map(content.userAttributes.map((definition) => [definition.name, definition]));
  const globalGroups = content.groups.map(({name}) => name);

  /** The tenant's own attributes and groups come on top of those of the account. */
  const definitionsFor = (
    attributes: ReadonlyMap<string, AttributeDefinition> | undefined,
    groups: ReadonlyMap<string, GroupDefinition> | undefined,
  ): Definitions => ({
    attributes: new Map([...globalAttributes, ...(attributes ?? [])]),
    groups: new Set([...globalGroups, ...(groups?.keys() ?? [])]),
    tenantGroups: new Set(groups?.keys() ?? []),
  });

  return {
    tenants,
    users,

    /** Makes or changes an external user. Throws 400 or 429, having changed nothing. */
    upsertUser(tenant: string, externalId: string, change: UserChange): ExternalUser {
      const {attributes, groups} = tenants.require(tenant);
      checkChange(change, definitionsFor(attributes, groups));
      const user = users.ensure(tenant, externalId, change.isEphemeral);
      applyChange(user, change);
      return user;
    },

    /** The external user of a session request, with its tenant. Throws 400 or 429, having changed nothing. */
    provision(request: SessionRequest, externalId: string) {
      const name = request.embedTenantName ?? content.account.tenant;
      const known = tenants.find(name);
      const attributeDefinitions = request.userAttributeDefinitions ?? [];
      checkDefinitions(known, attributeDefinitions);
      const attributes = withDefinitions(known?.attributes, attributeDefinitions);
      const groups = withDefinitions(known?.groups, request.tenantGroupDefinitions ?? []);
      const definitions = definitionsFor(attributes, groups);
      checkChange(request, definitions);
      const user = users.ensure(name, externalId, request.isEphemeral);
      const tenant = tenants.ensure(name);
      tenant.displayName = request.embedTenantProfile?.displayName ?? tenant.displayName;
      for (const definition of attributeDefinitions) tenant.attributes.set(definition.name, definition);
      for (const definition of request.tenantGroupDefinitions ?? []) tenant.groups.set(definition.name, definition);
      applyChange(user, request);
      return {user, attributes: effectiveAttributes(user, definitions.attributes)};
    },

    /** The viewer that an internal user is. Throws 404 where there is none of that name or e-mail address. */
    internalViewer(id: string, mode: Viewer['mode'], deploymentId: number | null): Viewer {
      const user = content.internalUsers.find(({username, email}) => username === id || email === id);
      if (user === undefined) throw notFound(`There is no internal user "${id}".`);
      return {
        mode,
        userId: user.username,
        internal: true,
        tenant: null,
        deploymentId,
        creatorMode: false,
        displayName: user.displayName ?? user.username,
        picture: user.picture ?? null,
        email: user.email ?? null,
        groups: [],
        tenantGroups: [],
        attributes: user.userAttributes ?? {},
        securityContext: {},
        settings: {},
        embedTheme: null,
        branchName: null,
      };
    },
  };
};

export type Directory = ReturnType<typeof createDirectory>;
