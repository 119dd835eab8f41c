import {attributeDefinition, attributeValue, groupDefinition} from '../accounts/attribute.js';
import {badRequest} from '../http-problem.js';
import {
  anyObject,
  either,
  finite,
  flag,
  listOf,
  matching,
  mismatch,
  nonEmptyText,
  nullable,
  objectOf,
  optional,
  positiveInteger,
  text,
  type Parsed,
} from '../shape.js';
import {embedSettings, embedTheme} from './session-look.js';

// Cube's side is read a second time here, on purpose: nothing is shared with the check in `src/server`, so that a mistake in
// one of them shows as a difference.
const isHttpUrl = (value: string): boolean => /^https?:\/\//i.test(value) && URL.canParse(value);

/** An absolute http(s) URL: the viewer's browser loads the picture itself. */
const picture = (value: unknown, place: string): string => {
  const url = text(value, place);
  if (!isHttpUrl(url)) throw badRequest(`${place} must be an absolute http or https URL.`);
  return url;
};

/** The schema's pattern, 2 to 36 characters. The prose of the documentation asks for 5; the emulator takes what the schema takes. */
export const tenantName = matching(
  /^[a-z][a-z0-9-]{0,34}[a-z0-9]$/,
  'a tenant name such as acme-1, 2 to 36 characters',
);

/** What makes or changes an external user, in a session or by the embed tenants API. */
export const userFields = {
  email: optional(matching(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')),
  userProfile: optional(objectOf({displayName: optional(text), picture: optional(picture)})),
  userAttributes: optional(listOf(objectOf({name: nonEmptyText, value: nullable(attributeValue)}))),
  groups: optional(listOf(nonEmptyText)),
  tenantGroups: optional(listOf(nonEmptyText)),
  isEphemeral: optional(flag),
} as const;

/** An external id exactly as it will be kept. The emulator never changes one: two ids that differ are two users. */
export const externalId = (value: unknown, place: string): string => {
  const id = nonEmptyText(value, place);
  return id === id.trim().toLowerCase() ? id : mismatch(place, 'lowercase and trimmed');
};

/** The body of Generate Session, https://docs.cube.dev/reference/embed-apis/generate-session. */
export const sessionRequest = objectOf({
  deploymentId: positiveInteger,
  externalId: optional(externalId),
  internalId: optional(nonEmptyText),
  embedTenantName: optional(tenantName),
  embedTenantProfile: optional(objectOf({displayName: optional(text)})),
  creatorMode: optional(flag),
  ...userFields,
  userAttributeDefinitions: optional(listOf(attributeDefinition)),
  /** Deprecated: accepted, without any effect. */
  groupDefinitions: optional(listOf(groupDefinition)),
  tenantGroupDefinitions: optional(listOf(groupDefinition)),
  securityContext: optional(anyObject),
  settings: optional(embedSettings),
  embedTheme: optional(embedTheme),
  branchName: optional(nonEmptyText),
  /** In the schema, described nowhere: accepted, without any effect. */
  publicDashboardId: optional(text),
  roles: optional(listOf(text)),
  /** What older Creator Mode clients send, Cube's public demo among them: accepted, without any effect. */
  tenantId: optional(either(text, finite, 'a string or a number')),
  tenantName: optional(text),
});
export type SessionRequest = Parsed<typeof sessionRequest>;

/** What a session for an internal user must not bring: its own account says all of it. */
const externalOnly = [
  'email',
  'userProfile',
  'userAttributes',
  'userAttributeDefinitions',
  'groups',
  'groupDefinitions',
  'securityContext',
  'roles',
] as const satisfies readonly (keyof SessionRequest)[];

/** What exists only inside an embed tenant that Creator Mode is on for. */
const tenantOnly = [
  'userAttributeDefinitions',
  'tenantGroups',
  'tenantGroupDefinitions',
] as const satisfies readonly (keyof SessionRequest)[];

const requireUniqueNames = (list: readonly {readonly name: string}[] | undefined, place: string): void => {
  const names = new Set<string>();
  for (const {name} of list ?? []) {
    if (names.has(name)) throw badRequest(`${place} names "${name}" twice.`);
    names.add(name);
  }
};

/** Checks what the members of a session request say together. Throws 400. */
export const checkSessionRequest = (request: SessionRequest): void => {
  if ((request.externalId === undefined) === (request.internalId === undefined)) {
    throw badRequest('Send either externalId or internalId, and not both.');
  }
  if (request.internalId !== undefined) {
    for (const name of externalOnly) {
      if (request[name] !== undefined) throw badRequest(`${name} can't be sent with internalId.`);
    }
  }
  for (const name of tenantOnly) {
    if (request[name] === undefined) continue;
    if (request.creatorMode !== true || request.embedTenantName === undefined) {
      throw badRequest(`${name} needs creatorMode: true and embedTenantName.`);
    }
  }
  requireUniqueNames(request.userAttributes, 'userAttributes');
  requireUniqueNames(request.userAttributeDefinitions, 'userAttributeDefinitions');
  requireUniqueNames(request.tenantGroupDefinitions, 'tenantGroupDefinitions');
};
