import {isRecord, ownMember} from './own-member.js';

/**
 * Cube's envelope, both ways (https://docs.cube.dev/embedding/iframe/events): `source` is "cube-embed", `direction`
 * "event" (frame to host) or "action" (host to frame), `type` `cube:event:X` or `cube:action:X`, `payload` an object.
 */
export interface FrameEvent {
  /** `ready` for `cube:event:ready`. */
  readonly name: string;
  /** Cube's payload as it came: handed on, never merged into anything, since it may carry an own `__proto__`. */
  readonly payload: unknown;
}

/** A message to the frame. */
export interface FrameAction {
  readonly source: 'cube-embed';
  readonly direction: 'action';
  readonly type: string;
  readonly payload: unknown;
  readonly timestamp: number;
}

/** Reads an event of Cube's out of a message's data; null for everything that isn't one. */
export function parseFrameEvent(data: unknown): FrameEvent | null {
  const member = (name: string): unknown => ownMember(data, name);
  if (!isRecord(data) || member('source') !== 'cube-embed' || member('direction') !== 'event') return null;
  const type = member('type');
  const payload = member('payload');
  const name = typeof type === 'string' && /^cube:event:([a-z0-9-]{1,64})$/.exec(type)?.[1];
  return name && (payload == null || isRecord(payload)) ? {name, payload} : null;
}

/** Builds the message for an action of Cube's; `now` is epoch ms. */
export const frameAction = (name: string, payload: unknown, now: number): FrameAction => ({
  source: 'cube-embed',
  direction: 'action',
  type: `cube:action:${name}`,
  payload,
  timestamp: now,
});

/** Tells whether a name can be an action's. */
export const isActionName = (name: unknown): name is string =>
  typeof name === 'string' && /^[a-z][a-z0-9-]*$/.test(name);
