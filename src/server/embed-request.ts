import {isSessionReason, isSurface, type SessionReason, type Surface} from '../protocol/surface.js';

/** What the browser asks a session for: all of its body that is ever read. */
export interface EmbedRequest {
  readonly type: Surface;
  /** The dashboard's public id as the browser says it: check it before you let it decide anything. */
  readonly id?: string;
  readonly reason: SessionReason;
}

const ownValue = (object: object, name: string): unknown =>
  Object.hasOwn(object, name) ? (object as Readonly<Record<string, unknown>>)[name] : undefined;

/** Reads `type`, `id` and `reason`, own members only; undefined where the body is not of that shape. */
export const parseEmbedRequest = (body: unknown): EmbedRequest | undefined => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const type = ownValue(body, 'type');
  const id = ownValue(body, 'id');
  const reason = ownValue(body, 'reason');
  if (!isSurface(type) || !isSessionReason(reason)) return undefined;
  if (id === undefined) return {type, reason};
  return typeof id === 'string' ? {type, id, reason} : undefined;
};
