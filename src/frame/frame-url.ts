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
 * make it longer than 8,000 characters are left out, and go by action; what else is in it is short enough.
 *
 * @param sessionId undefined for a private embed
 */
export function frameUrl({surface, id, origin, deploymentId, parameters}: FrameAddress, sessionId?: string): string {
  let href = '';
  for (const kept of [parameters, parameters.filter(([name]) => !name.startsWith('f_'))]) {
    const url = new URL(`${origin}/embed/${deploymentId ? `d/${deploymentId}/` : ''}${surface}${id ? `/${id}` : ''}`);
    for (const [name, value] of kept) url.searchParams.set(name, value);
    if (sessionId) {
      // The short form of the chat is documented with `sessionId`, everything else with `session`: there, both.
      if (surface === 'chat' && !deploymentId) url.searchParams.set('sessionId', sessionId);
      url.searchParams.set('session', sessionId);
    }
    href = url.href;
    if (href.length <= longestUrl) break;
  }
  return href;
}
