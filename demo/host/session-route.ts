import {createLogoutHandler, createSessionHandler, createSessionStore} from 'cube-embed/server';
import type {Tenant} from './tenant.js';
import {mayCreate, viewerOf} from './users.js';
import type {Visits} from './visits.js';

type Route = (request: Request) => Promise<Response>;

/** The two routes: one gives a browser sessions, the other revokes them. */
export interface EmbedRoutes {
  readonly session: Route;
  readonly logout: Route;
}

/** Creates the routes, as in any application: the signed-in user is the viewer. The API key stays here. */
export const createEmbedRoutes = ({baseUrl, apiKey, deploymentId}: Tenant, visits: Visits): EmbedRoutes => {
  const sessions = createSessionStore();
  return {
    session: createSessionHandler({
      baseUrl,
      apiKey,
      deploymentId,
      sessions,
      identify(request, {type}) {
        const user = visits.of(request)?.user;
        return user && {...viewerOf(user), creatorMode: type === 'app' && mayCreate(user)};
      },
    }),
    logout: createLogoutHandler({
      baseUrl,
      apiKey,
      sessions,
      identify(request) {
        const user = visits.of(request)?.user;
        return user && viewerOf(user);
      },
    }),
  };
};
