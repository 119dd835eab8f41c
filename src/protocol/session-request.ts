import {ownMember} from './own-member.js';
import {isSessionReason, isSurface, type SessionReason, type Surface} from './surface.js';

/** The body of a session request; also the argument of `fetchSession`. */
export interface SessionRequest {
  /** Which of Cube's surfaces is embedded. */
  readonly type: Surface;
  /** The public id of the dashboard; absent for a chat and an app. */
  readonly id?: string;
  /** The attribute `deployment-id`, where it is set. */
  readonly deploymentId?: number;
  /** Why a session is requested. */
  readonly reason: SessionReason;
}

/** The part of a session request that a server reads; everything else in its body is ignored. */
export interface RequestedEmbed {
  readonly type: Surface;
  /** The dashboard's public id as the browser sent it: check it before you let it decide anything. */
  readonly id?: string;
  readonly reason: SessionReason;
}

/** Builds a session request; what isn't known is left out. */
export const createSessionRequest = (
  type: Surface,
  id: string | undefined,
  deploymentId: number | undefined,
  reason: SessionReason,
): SessionRequest => ({type, ...(id && {id}), ...(deploymentId && {deploymentId}), reason});

/** Reads the JSON body of a session request; undefined where it has another shape. */
export function parseSessionRequest(body: unknown): RequestedEmbed | undefined {
  if (Array.isArray(body)) return undefined;
  const type = ownMember(body, 'type');
  const id = ownMember(body, 'id');
  const reason = ownMember(body, 'reason');
  if (!isSurface(type) || !isSessionReason(reason)) return undefined;
  if (id === undefined) return {type, reason};
  return typeof id === 'string' ? {type, id, reason} : undefined;
}
