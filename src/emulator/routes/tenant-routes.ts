import type {Backend} from '../backend.js';
import type {ExternalUser} from '../accounts/external-users.js';
import type {Tenant} from '../accounts/tenants.js';
import {badRequest, forbidden, HttpProblem, notFound} from '../http-problem.js';
import {readBody} from '../request-body.js';
import {externalId, tenantName, userFields} from '../sessions/session-request.js';
import {flag, listOf, mismatch, nonEmptyText, objectOf, oneOf, optional, text, type Parser} from '../shape.js';
import {addRoute, json, noContent, pathPart, type RouteContext, type RouteHandler, type Routes} from './route.js';

const userBody = objectOf({externalId, ...userFields});
const groupBody = objectOf({name: nonEmptyText, description: optional(text)});
const bulkLimit = 100;
const membersLimit = 1000;

const someOf =
  <T>(item: Parser<T>, limit: number): Parser<readonly T[]> =>
  (value, place) => {
    const list = listOf(item, limit)(value, place);
    return list.length > 0 ? list : mismatch(place, `a list of 1 to ${String(limit)}`);
  };
const bulkBody = objectOf({users: someOf(userBody, bulkLimit)});
const membersBody = objectOf({externalIds: someOf(externalId, membersLimit)});
const accessBody = objectOf({
  embedTenantName: optional(tenantName),
  allEmbedUsers: optional(flag),
  access: oneOf(['read', 'none']),
});

/** How a tenant came to see a workbook. The emulator has no folders: none comes by one. */
const accessSource = optional(oneOf(['tenant', 'allEmbedUsers', 'folder']));

const userView = ({
  externalId,
  email,
  displayName,
  picture,
  groups,
  tenantGroups,
  attributes,
  ephemeral,
}: ExternalUser) => ({
  externalId,
  email,
  userProfile: {displayName, picture},
  groups,
  tenantGroups,
  userAttributes: [...attributes].map(([name, value]) => ({name, value})),
  isEphemeral: ephemeral,
});

/**
 * Embed tenants, their users and groups, and who a dashboard is shared with: for backends, with an admin's key. Cube's reference
 * names the paths and the limits; the bodies are the emulator's own where they are not public.
 */
export const addTenantRoutes = (routes: Routes, {apiKeys, content, dashboards, directory}: Backend): void => {
  const {tenants, users} = directory;

  const withKey =
    (handler: RouteHandler): RouteHandler =>
    (context) => {
      apiKeys.requireAdmin(context.req.raw);
      if (!content.account.embedding) throw forbidden('Embedding is not enabled for this account.');
      return handler(context);
    };

  const tenantOf = (context: RouteContext): Tenant => tenants.require(pathPart(context, 'tenant'));

  /** Groups are named by their name or by their place in the list, from 1, which is the id that lists show. */
  const groupOf = (context: RouteContext): string => {
    const asked = pathPart(context, 'group');
    const names = [...tenantOf(context).groups.keys()];
    const name = names.find((known) => known === asked) ?? names[Number(asked) - 1];
    if (name === undefined) throw notFound(`There is no group "${asked}".`);
    return name;
  };

  const membersOf = (tenant: Tenant, group: string) =>
    users.inTenant(tenant.name).filter(({tenantGroups}) => tenantGroups.includes(group));

  const groupViews = (tenant: Tenant) =>
    [...tenant.groups.values()].map(({name, description}, index) => ({
      id: index + 1,
      name,
      description: description ?? null,
      userCount: membersOf(tenant, name).length,
    }));

  const memberChange = (included: boolean): RouteHandler =>
    withKey(async (context) => {
      const tenant = tenantOf(context);
      const group = groupOf(context);
      const {externalIds} = await readBody(context.req.raw, membersBody);
      const found = externalIds.map((id) => users.find(tenant.name, id));
      const missing = externalIds.filter((_, index) => found[index] === undefined);
      if (missing.length > 0) throw notFound(`There are no users ${missing.map((id) => `"${id}"`).join(', ')}.`);
      for (const user of found) {
        if (user === undefined) continue;
        const others = user.tenantGroups.filter((name) => name !== group);
        user.tenantGroups = included ? [...others, group] : others;
      }
      return json({items: membersOf(tenant, group).map(userView)});
    });

  addRoute(routes, '/api/v1/embed-tenants', {
    GET: withKey(() =>
      json({
        items: tenants
          .list()
          .map(({name, displayName}) => ({name, displayName, userCount: users.inTenant(name).length})),
      }),
    ),
  });

  const remove = withKey((context) => {
    const {name} = tenantOf(context);
    tenants.remove(name);
    users.removeTenant(name);
    return noContent();
  });
  for (const path of ['/api/v1/embed-tenants/:tenant', '/api/v1/embed-tenants/:tenant/'])
    addRoute(routes, path, {DELETE: remove});

  /** What of a deployment an embed tenant can see, and why. In the emulator only dashboards are shared. */
  addRoute(routes, '/api/v1/deployments/:deploymentId/embed-tenants/:tenant/workbooks', {
    GET: withKey((context) => {
      const deploymentId = Number(pathPart(context, 'deploymentId'));
      if (!content.deployments.has(deploymentId)) {
        throw notFound(`There is no deployment ${String(deploymentId)}.`);
      }
      const source = accessSource(context.req.query('accessSource'), 'accessSource');
      const items = dashboards
        .sharedWithTenant(deploymentId, tenantOf(context).name)
        .filter((item) => source === undefined || item.accessSource === source);
      return json({items});
    }),
  });

  addRoute(routes, '/api/v1/embed-tenants/:tenant/users', {
    GET: withKey((context) => json({items: users.inTenant(tenantOf(context).name).map(userView)})),
    POST: withKey(async (context) => {
      const {externalId: id, ...change} = await readBody(context.req.raw, userBody);
      const {name} = tenants.ensure(tenantName(pathPart(context, 'tenant'), 'The tenant'));
      return json(userView(directory.upsertUser(name, id, change)));
    }),
  });

  addRoute(routes, '/api/v1/embed-tenants/:tenant/users/bulk', {
    POST: withKey(async (context) => {
      const {users: wanted} = await readBody(context.req.raw, bulkBody);
      const {name} = tenants.ensure(tenantName(pathPart(context, 'tenant'), 'The tenant'));
      const items = wanted.map(({externalId: id, ...change}) => userView(directory.upsertUser(name, id, change)));
      return json({items});
    }),
  });

  addRoute(routes, '/api/v1/embed-tenants/:tenant/groups', {
    GET: withKey((context) => json({items: groupViews(tenantOf(context))})),
    POST: withKey(async (context) => {
      const definition = await readBody(context.req.raw, groupBody);
      const tenant = tenants.ensure(tenantName(pathPart(context, 'tenant'), 'The tenant'));
      if (tenant.groups.has(definition.name))
        throw new HttpProblem(409, `There is a group "${definition.name}" already.`);
      tenant.groups.set(definition.name, definition);
      return json(groupViews(tenant).at(-1), 201);
    }),
  });

  addRoute(routes, '/api/v1/embed-tenants/:tenant/groups/:group', {
    GET: withKey((context) => {
      const name = groupOf(context);
      return json(groupViews(tenantOf(context)).find((group) => group.name === name));
    }),
    PUT: withKey(async (context) => {
      const name = groupOf(context);
      const definition = await readBody(context.req.raw, groupBody);
      if (definition.name !== name) throw badRequest('A group keeps its name; only its description can change.');
      tenantOf(context).groups.set(name, definition);
      return json(groupViews(tenantOf(context)).find((group) => group.name === name));
    }),
    DELETE: withKey((context) => {
      const tenant = tenantOf(context);
      const name = groupOf(context);
      tenant.groups.delete(name);
      for (const user of membersOf(tenant, name))
        user.tenantGroups = user.tenantGroups.filter((other) => other !== name);
      return noContent();
    }),
  });

  addRoute(routes, '/api/v1/embed-tenants/:tenant/groups/:group/members', {
    GET: withKey((context) => json({items: membersOf(tenantOf(context), groupOf(context)).map(userView)})),
    POST: memberChange(true),
    DELETE: memberChange(false),
  });

  /** Cube shares workbooks, by their number; here a published dashboard is named by its public id. */
  const access = (context: RouteContext) => {
    const deploymentId = Number(pathPart(context, 'deploymentId'));
    const dashboard = dashboards.find(deploymentId, pathPart(context, 'publicId'));
    if (dashboard === undefined) throw notFound('There is no such dashboard in this deployment.');
    return {deploymentId, dashboard};
  };
  addRoute(routes, '/api/v1/deployments/:deploymentId/workbooks/:publicId/embed-access', {
    GET: withKey((context) => {
      const {deploymentId, dashboard} = access(context);
      return json(dashboards.sharing(deploymentId, dashboard));
    }),
    PUT: withKey(async (context) => {
      const {deploymentId, dashboard} = access(context);
      const {embedTenantName, allEmbedUsers, access: granted} = await readBody(context.req.raw, accessBody);
      if ((embedTenantName === undefined) === (allEmbedUsers !== true)) {
        throw badRequest('Send either embedTenantName or allEmbedUsers: true.');
      }
      if (embedTenantName === undefined) dashboards.shareWithAll(deploymentId, dashboard.publicId, granted === 'read');
      else dashboards.shareWithTenant(deploymentId, dashboard.publicId, embedTenantName, granted === 'read');
      return json(dashboards.sharing(deploymentId, dashboard));
    }),
  });
};
