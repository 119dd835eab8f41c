import {createSessionHandler, type SessionHandlerOptions} from '../../../src/server/index.js';

export interface ServiceSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Session routes for hard times, the same in every runtime: an ordinary one, one with a short deadline, one with a rate limit. */
export const createService = ({baseUrl, apiKey}: ServiceSettings) => {
  const reported: unknown[] = [];
  const route = (options: Partial<SessionHandlerOptions> = {}) =>
    createSessionHandler({
      baseUrl,
      apiKey,
      deploymentId: 1,
      timeoutMs: 60_000,
      identify(request) {
        const externalId = request.headers.get('x-user');
        return externalId === null ? null : {externalId};
      },
      onError: (error) => reported.push(error),
      ...options,
    });
  const usual = route();
  return {
    '/usual': usual,
    '/impatient': route({timeoutMs: 300}),
    '/limited': route({rateLimit: {burst: 20, perMinute: 1}}),
    /** The client goes away as soon as Cube has begun to answer. */
    '/given-up': (request: Request): Promise<Response> => {
      const client = new AbortController();
      const handler = route({
        async fetch(url, init) {
          const answer = await fetch(url, init);
          client.abort();
          return answer;
        },
      });
      return handler(new Request(request, {signal: client.signal}));
    },
    /** How many errors were reported. */
    '/reported': () => Promise.resolve(new Response(`${reported.length}`)),
  };
};

export type Service = ReturnType<typeof createService>;

export const isServicePath = (path: string): path is keyof Service =>
  ['/usual', '/impatient', '/limited', '/given-up', '/reported'].includes(path);
