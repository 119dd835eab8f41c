import {embedSettings, embedTheme} from '../sessions/session-look.js';
import {
  anyObject,
  flag,
  listOf,
  mapOf,
  nullable,
  objectOf,
  oneOf,
  positiveInteger,
  text,
  type Parsed,
} from '../shape.js';
import {attributeValue} from './attribute.js';

/** Who is looking, as it was when the session was made: what the embed token carries. */
export const viewer = objectOf({
  mode: oneOf(['signed', 'private']),
  /** The external id, or the username of an internal user. */
  userId: text,
  internal: flag,
  /** Null for internal users: their sessions carry no embed tenant. */
  tenant: nullable(text),
  deploymentId: nullable(positiveInteger),
  creatorMode: flag,
  displayName: text,
  picture: nullable(text),
  email: nullable(text),
  groups: listOf(text),
  tenantGroups: listOf(text),
  attributes: mapOf(attributeValue),
  securityContext: anyObject,
  settings: embedSettings,
  embedTheme: nullable(embedTheme),
  branchName: nullable(text),
});
export type Viewer = Parsed<typeof viewer>;
