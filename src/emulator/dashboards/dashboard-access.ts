import type {Viewer} from '../accounts/viewer.js';
import type {AccountContent} from '../content/account-content.js';
import type {DashboardContent} from '../content/content-shape.js';
import {forbidden, notFound, type HttpProblem} from '../http-problem.js';

/** What can be changed about a dashboard while the emulator runs. */
interface Override {
  allowEmbed?: boolean;
  sharedWithAllEmbedUsers?: boolean;
  /** Embed tenants that were let in, or shut out, one by one. */
  readonly tenants: Map<string, boolean>;
}

const grantMatches = (grant: string, {internal, tenant, userId, tenantGroups}: Viewer): boolean => {
  if (grant === 'embed-users') return !internal;
  const colon = grant.indexOf(':');
  const name = grant.slice(colon + 1);
  switch (grant.slice(0, colon)) {
    case 'tenant':
      return name === tenant;
    case 'user':
      return !internal && name === userId;
    default:
      return tenantGroups.includes(name);
  }
};

/** The dashboards of the account, and who may see which. */
export const createDashboards = ({deployments}: AccountContent) => {
  const overrides = new Map<string, Override>();

  const find = (deploymentId: number | null, publicId: string): DashboardContent | undefined =>
    deployments.get(deploymentId ?? -1)?.dashboards.find((dashboard) => dashboard.publicId === publicId);

  const overrideOf = (deploymentId: number, publicId: string): Override => {
    const key = `${String(deploymentId)}/${publicId}`;
    const known = overrides.get(key) ?? {tenants: new Map<string, boolean>()};
    overrides.set(key, known);
    return known;
  };

  const stateOf = (deploymentId: number, dashboard: DashboardContent) => {
    const {allowEmbed, sharedWithAllEmbedUsers, tenants} = overrideOf(deploymentId, dashboard.publicId);
    return {
      allowEmbed: allowEmbed ?? dashboard.allowEmbed ?? true,
      sharedWithAll: sharedWithAllEmbedUsers ?? dashboard.sharedWithAllEmbedUsers ?? false,
      tenants,
    };
  };

  const isVisible = (deploymentId: number, dashboard: DashboardContent, viewer: Viewer): boolean => {
    if (dashboard.published === false) return false;
    if (viewer.internal) return true;
    const {sharedWithAll, tenants} = stateOf(deploymentId, dashboard);
    const byTenant = tenants.get(viewer.tenant ?? '');
    if (sharedWithAll || byTenant !== undefined) return sharedWithAll || byTenant === true;
    return (dashboard.grants ?? ['embed-users']).some((grant) => grantMatches(grant, viewer));
  };

  const missing = (publicId: string) => notFound(`There is no dashboard "${publicId}" that this session can see.`);

  /** Why the viewer may not see the dashboard embedded; null where nothing is against it. */
  const refusalOf = (deploymentId: number, dashboard: DashboardContent, viewer: Viewer): HttpProblem | null => {
    const {publicId} = dashboard;
    if (!isVisible(deploymentId, dashboard, viewer)) return missing(publicId);
    const {allowEmbed, sharedWithAll} = stateOf(deploymentId, dashboard);
    const exempt = viewer.mode === 'private' || viewer.creatorMode || sharedWithAll;
    return allowEmbed || exempt ? null : forbidden(`The dashboard "${publicId}" is not enabled for signed embedding.`);
  };

  return {
    /** A dashboard that this viewer may see embedded. Throws 404 where it is missing or not visible, 403 where embedding is off. */
    require(publicId: string, viewer: Viewer): DashboardContent {
      const {deploymentId} = viewer;
      const dashboard = find(deploymentId, publicId);
      if (dashboard === undefined || deploymentId === null) throw missing(publicId);
      const refusal = refusalOf(deploymentId, dashboard, viewer);
      if (refusal !== null) throw refusal;
      return dashboard;
    },

    /** The public id of the dashboard with a slug; null where there is none that this viewer may see embedded. */
    bySlug(slug: string, viewer: Viewer): string | null {
      const {deploymentId} = viewer;
      if (deploymentId === null) return null;
      const dashboard = deployments.get(deploymentId)?.dashboards.find((one) => one.slug === slug);
      return dashboard && refusalOf(deploymentId, dashboard, viewer) === null ? dashboard.publicId : null;
    },

    /** The dashboards that the app lists. */
    visibleTo(viewer: Viewer): readonly DashboardContent[] {
      const {deploymentId} = viewer;
      if (deploymentId === null) return [];
      const all = deployments.get(deploymentId)?.dashboards ?? [];
      return all.filter((dashboard) => isVisible(deploymentId, dashboard, viewer));
    },

    /** Switches "Allow signed embedding" for every deployment that has the dashboard. Throws 404 where none has. */
    allowEmbed(publicId: string, allowEmbed: boolean): void {
      const having = [...deployments.keys()].filter((id) => find(id, publicId) !== undefined);
      if (having.length === 0) throw notFound(`There is no dashboard "${publicId}".`);
      for (const id of having) overrideOf(id, publicId).allowEmbed = allowEmbed;
    },

    find,
    shareWithAll: (deploymentId: number, publicId: string, shared: boolean): void => {
      overrideOf(deploymentId, publicId).sharedWithAllEmbedUsers = shared;
    },
    shareWithTenant: (deploymentId: number, publicId: string, tenant: string, shared: boolean): void => {
      overrideOf(deploymentId, publicId).tenants.set(tenant, shared);
    },
    /** The published dashboards that a tenant sees: shared with it by name, or with all embed users. */
    sharedWithTenant(deploymentId: number, tenant: string) {
      const all = deployments.get(deploymentId)?.dashboards ?? [];
      return all.flatMap((dashboard) => {
        if (dashboard.published === false) return [];
        const {sharedWithAll, tenants} = stateOf(deploymentId, dashboard);
        const grants = dashboard.grants ?? ['embed-users'];
        const byName = tenants.get(tenant) ?? grants.includes(`tenant:${tenant}`);
        const byAll = sharedWithAll || (tenants.get(tenant) === undefined && grants.includes('embed-users'));
        if (!byName && !byAll) return [];
        const accessSource = byName ? ('tenant' as const) : ('allEmbedUsers' as const);
        return [{publicId: dashboard.publicId, title: dashboard.title, accessSource}];
      });
    },
    sharing(deploymentId: number, dashboard: DashboardContent) {
      const {sharedWithAll, tenants} = stateOf(deploymentId, dashboard);
      return {allEmbedUsers: sharedWithAll, tenants: [...tenants].map(([tenant, shared]) => ({tenant, shared}))};
    },
  };
};
