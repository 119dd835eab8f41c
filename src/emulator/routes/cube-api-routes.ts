import {SignJWT} from 'jose';
import type {Backend} from '../backend.js';
import {HttpProblem, notFound} from '../http-problem.js';
import {parseBody, readJson} from '../request-body.js';
import {mismatch, objectOf, optional, positiveInteger} from '../shape.js';
import {requireToken, withToken} from './embed-token.js';
import {addRoute, json, pathPart, type Routes} from './route.js';

const dayS = 86_400;
const minuteS = 60;

const tokenBody = objectOf({
  expiresIn: optional((value: unknown, place: string): number => {
    const seconds = positiveInteger(value, place);
    return seconds >= minuteS && seconds <= dayS ? seconds : mismatch(place, 'from 60 to 86400 seconds');
  }),
});

/** The token for Cube's own data APIs, which a revoked session doesn't take with it; and what the emulator leaves out. */
export const addCubeApiRoutes = (routes: Routes, backend: Backend): void => {
  const {clock, embedSecret} = backend;
  const secret = new TextEncoder().encode(`cube api ${embedSecret}`);

  addRoute(routes, '/api/v1/deployments/:deploymentId/token', {
    POST: async (context) => {
      const {viewer} = await requireToken(backend, context.req.raw);
      const deploymentId = Number(pathPart(context, 'deploymentId'));
      if (viewer.deploymentId !== deploymentId) throw notFound('The session is not for this deployment.');
      const hasBody = context.req.raw.body !== null && context.req.header('content-length') !== '0';
      const {expiresIn = dayS} = parseBody(hasBody ? await readJson(context.req.raw) : {}, tokenBody);
      const nowS = Math.floor(clock.now() / 1000);
      const cubeApiToken = await new SignJWT({
        ...viewer.securityContext,
        cubeCloud: {groups: viewer.groups, userAttributes: viewer.attributes, userId: viewer.userId},
      })
        .setProtectedHeader({alg: 'HS256', typ: 'JWT'})
        .setIssuedAt(nowS)
        .setExpirationTime(nowS + expiresIn)
        .sign(secret);
      return json({cubeApiToken});
    },
  });

  const leftOut = withToken(backend, () => {
    throw new HttpProblem(501, 'The emulator has no dashboard comments and runs no Python.');
  });
  const both = {GET: leftOut, POST: leftOut, PUT: leftOut, PATCH: leftOut, DELETE: leftOut};
  addRoute(routes, '/api/v1/embed/dashboard/:publicId/comments', both);
  addRoute(routes, '/api/v1/embed/dashboard/:publicId/comments/*', both);
  addRoute(routes, '/api/v1/embed/dashboard/:publicId/python-run', {POST: leftOut});
};
