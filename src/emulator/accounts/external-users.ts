import {HttpProblem} from '../http-problem.js';
import type {AttributeValue} from './attribute.js';

/** An external user: made by the first session for it, and kept. */
export interface ExternalUser {
  readonly tenant: string;
  readonly externalId: string;
  email: string | null;
  displayName: string | null;
  picture: string | null;
  groups: readonly string[];
  tenantGroups: readonly string[];
  readonly attributes: Map<string, AttributeValue>;
  /** Such a user doesn't count towards the limit. */
  ephemeral: boolean;
}

const keyOf = (tenant: string, externalId: string): string => `${tenant}\n${externalId}`;

/** The external users of an account; `limit` of them, all tenants together, ephemeral ones not counted. */
export const createExternalUsers = (limit: number) => {
  const users = new Map<string, ExternalUser>();
  let counted = 0;
  /** Ephemeral users are not counted: without an end of their own they would fill the memory. */
  const forgetOldestEphemeral = (): void => {
    if (users.size - counted < limit) return;
    for (const [key, user] of users) {
      if (!user.ephemeral) continue;
      users.delete(key);
      return;
    }
  };

  return {
    find: (tenant: string, externalId: string): ExternalUser | undefined => users.get(keyOf(tenant, externalId)),

    /** Finds or makes a user. Throws 429 where one more would be too many, and makes none. */
    ensure(tenant: string, externalId: string, ephemeral = false): ExternalUser {
      const known = users.get(keyOf(tenant, externalId));
      const counts = !ephemeral && (known === undefined || known.ephemeral);
      if (counts && counted >= limit) {
        throw new HttpProblem(429, `The account has its ${String(limit)} external users; no more can be made.`);
      }
      if (counts) counted += 1;
      if (known !== undefined) {
        known.ephemeral &&= ephemeral;
        return known;
      }
      if (ephemeral) forgetOldestEphemeral();
      const user: ExternalUser = {
        tenant,
        externalId,
        email: null,
        displayName: null,
        picture: null,
        groups: [],
        tenantGroups: [],
        attributes: new Map(),
        ephemeral,
      };
      users.set(keyOf(tenant, externalId), user);
      return user;
    },

    inTenant: (tenant: string): readonly ExternalUser[] => [...users.values()].filter((user) => user.tenant === tenant),

    removeTenant(tenant: string): void {
      for (const [key, user] of users) {
        if (user.tenant !== tenant) continue;
        users.delete(key);
        if (!user.ephemeral) counted -= 1;
      }
    },

    get count(): number {
      return counted;
    },
  };
};
