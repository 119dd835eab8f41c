import {checkOrigin, type EmbedRequest, type PageContext} from './embed-request.js';
import {CubeEmbedError, invalidConfig} from './errors.js';
import type {EmbedSession} from './session-answer.js';
import {isOwnTenant} from './tenant.js';

/** Where an embed's frame points: known for good once the session's answer is there. */
export interface Destination {
  readonly origin: string;
  readonly deploymentId: number | undefined;
}

const refuse = (message: string): CubeEmbedError => new CubeEmbedError({code: 'session-invalid', message});

const isRequired = (name: string): CubeEmbedError =>
  invalidConfig(`${name} is required, as an attribute or in the session answer.`);

/** The error for a session of another tenant than the one that the embed is for. */
export const otherTenant = (answered: string, own: string): CubeEmbedError =>
  refuse(`The answer's baseUrl is ${answered}, not ${own}.`);

/**
 * Decides where a session may go. Markup alone can't send a viewer's session to a tenant: somebody else has to vouch for
 * it. What is refused here is thrown away unused.
 *
 * @throws CubeEmbedError `session-invalid`, or `invalid-config` where neither markup nor answer says where to go
 */
export function destinationOf(request: EmbedRequest, session: EmbedSession | null, page: PageContext): Destination {
  const origin = session?.baseUrl ?? request.origin;
  if (!origin) throw isRequired('base-url');
  const deploymentId = request.deploymentId ?? session?.deploymentId;
  if (request.surface === 'app' && !deploymentId) {
    throw isRequired('deployment-id');
  }
  if (session) {
    if (request.origin && origin !== request.origin) {
      throw otherTenant(origin, request.origin);
    }
    const wrong = checkOrigin(origin, page);
    if (wrong) throw refuse(`The answer's baseUrl: ${wrong}.`);
    if (!session.baseUrl && !page.origins && !isOwnTenant(origin)) {
      throw refuse(`Nothing vouches for ${origin}: answer with baseUrl, or call configure({origins: ['${origin}']}).`);
    }
  }
  return {origin, deploymentId};
}
