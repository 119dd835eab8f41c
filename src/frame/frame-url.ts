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

/** The longest URL that is sure to arrive. */
const longestUrl = 8000;

/**
 * Builds the URL that Cube embeds at: the deployment form where the deployment is known, else the short one. Filters that
 * make it longer than 8,000 characters are left out, and go by action.
 *
 * @param sessionId undefined for a private embed
 * @throws CubeEmbedError `invalid-config` where it would be too long without filters
 */
export function frameUrl({surface, id, origin, deploymentId, parameters}: FrameAddress, sessionId?: string): string {
  for (const kept of [parameters, parameters.filter(([name]) => !name.startsWith('f_'))]) {
    const url = new URL(`${origin}/embed/${deploymentId ? `d/${deploymentId}/` : ''}${surface}${id ? `/${id}` : ''}`);
    for (const [name, value] of kept) url.searchParams.set(name, value);
    if (sessionId) {
      // The short form of the chat is documented with `sessionId`, everything else with `session`: there, both.
      if (surface === 'chat' && !deploymentId) url.searchParams.set('sessionId', sessionId);
      url.searchParams.set('session', sessionId);
    }
    if (url.href.length <= longestUrl) return url.href;
  }
  throw invalidConfig('granularities and fields make the URL too long.');
}
