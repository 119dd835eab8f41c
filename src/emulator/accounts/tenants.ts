import {badRequest, notFound} from '../http-problem.js';
import type {AttributeDefinition, GroupDefinition} from './attribute.js';

/** An embed tenant: one customer of the account, with groups and attributes of its own. */
export interface Tenant {
  readonly name: string;
  displayName: string | null;
  readonly groups: Map<string, GroupDefinition>;
  readonly attributes: Map<string, AttributeDefinition>;
}

/** The embed tenants of an account. The account's own is always there. */
export const createTenants = (ownTenant: string) => {
  const tenants = new Map<string, Tenant>();
  const ensure = (name: string): Tenant => {
    const known = tenants.get(name);
    if (known !== undefined) return known;
    const tenant: Tenant = {name, displayName: null, groups: new Map(), attributes: new Map()};
    tenants.set(name, tenant);
    return tenant;
  };
  ensure(ownTenant);
  return {
    ensure,
    find: (name: string): Tenant | undefined => tenants.get(name),
    /** Throws 404 where there is none. */
    require(name: string): Tenant {
      const tenant = tenants.get(name);
      if (tenant === undefined) throw notFound(`There is no embed tenant "${name}".`);
      return tenant;
    },
    list: (): readonly Tenant[] => [...tenants.values()],
    remove(name: string): void {
      if (name === ownTenant) throw badRequest('The account’s own tenant can’t be deleted.');
      if (!tenants.delete(name)) throw notFound(`There is no embed tenant "${name}".`);
    },
  };
};
