import {createSessionHandler} from 'cube-embed/server';
import type {Tenant} from './tenant.js';
import {viewerOf} from './users.js';
import type {Visits} from './visits.js';

/** The session route, as in any application: who is signed in says who the viewer is. The API key stays here. */
export const createSessionRoute = (
  {baseUrl, apiKey, deploymentId}: Tenant,
  visits: Visits,
): ((request: Request) => Promise<Response>) =>
  createSessionHandler({
    baseUrl,
    apiKey,
    deploymentId,
    identify(request, {type}) {
      const visit = visits.of(request);
      // Everybody here may create; an application asks its own records who may.
      return visit && {...viewerOf(visit.user), creatorMode: type === 'app'};
    },
    onError: (error) => console.error(error),
  });
