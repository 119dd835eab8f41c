import {invalidConfig} from '../protocol/errors.js';
import type {Surface} from '../protocol/surface.js';

/** What a frame's URL is made of; all of it validated before. */
export interface FrameAddress {
  readonly surface: Surface;
  readonly id: string | undefined;
  readonly origin: string;
  readonly deploymentId: number | undefined;
  readonly parameters: readonly (readonly [string, string])[];
}

/**
 * Builds the URL that Cube embeds at: the deployment form where the deployment is known, else the short one.
 *
 * @param sessionId undefined for a private embed
 * @throws CubeEmbedError `invalid-config` where the URL would be too long to be sure of (over 8,000 characters)
 */
export function frameUrl({surface, id, origin, deploymentId, parameters}: FrameAddress, sessionId?: string): string {
  const url = new URL(`${origin}/embed/${deploymentId ? `d/${deploymentId}/` : ''}${surface}${id ? `/${id}` : ''}`);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  if (sessionId) {
    // The short form of the chat is documented with `sessionId`, everything else with `session`: there, both.
    if (surface === 'chat' && !deploymentId) url.searchParams.set('sessionId', sessionId);
    url.searchParams.set('session', sessionId);
  }
  if (url.href.length > 8000) throw invalidConfig('filters, granularities and fields make the URL too long.');
  return url.href;
}
