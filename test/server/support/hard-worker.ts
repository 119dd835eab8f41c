import {createService, isServicePath, type Service, type ServiceSettings} from './hard-service.js';

let service: Service | undefined;

/** Runs in the isolate. */
export default {
  fetch(request: Request, settings: ServiceSettings): Promise<Response> {
    service ??= createService(settings);
    const {pathname} = new URL(request.url);
    return isServicePath(pathname) ? service[pathname](request) : Promise.resolve(new Response(null, {status: 404}));
  },
};
