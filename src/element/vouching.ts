import {checkOrigin, type EmbedRequest, type PageContext} from '../protocol/embed-request.js';
import {CubeEmbedError, invalidConfig} from '../protocol/errors.js';
import type {EmbedSession} from '../protocol/session-answer.js';
import {isOwnTenant} from '../protocol/tenant.js';

/** Where an embed's frame points: known for good once the session's answer is there. */
export interface Destination {
  readonly origin: string;
  readonly deploymentId: number | undefined;
}

const refuse = (message: string): CubeEmbedError => new CubeEmbedError({code: 'session-invalid', message});

/**
 * Decides where a session may go. Markup alone can't send a viewer's session to a tenant: somebody else has to vouch for
 * it. What is refused here is thrown away unused.
 *
 * @throws CubeEmbedError `session-invalid`, or `invalid-config` where neither markup nor answer says where to go
 */
export function destinationOf(request: EmbedRequest, session: EmbedSession | null, page: PageContext): Destination {
  const origin = session?.baseUrl ?? request.origin;
  if (!origin) throw invalidConfig('base-url is required: neither the attribute nor the session answer names it.');
  const deploymentId = request.deploymentId ?? session?.deploymentId;
  if (request.surface === 'app' && !deploymentId) {
    throw invalidConfig('deployment-id is required: neither the attribute nor the session answer names it.');
  }
  if (session) {
    if (request.origin && origin !== request.origin) {
      throw refuse(`The answer's baseUrl is ${origin}, the attribute base-url ${request.origin}.`);
    }
    const wrong = checkOrigin(origin, page);
    if (wrong) throw refuse(`The answer's baseUrl: ${wrong}.`);
    if (!session.baseUrl && !page.origins && !isOwnTenant(origin)) {
      throw refuse(
        `Nobody but the markup vouches for ${origin}: let the session answer carry baseUrl, or call CubeEmbedElement.configure({origins: ['${origin}']}).`,
      );
    }
  }
  return {origin, deploymentId};
}
