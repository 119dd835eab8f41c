import type {Context, Hono} from 'hono';
import type {Connection} from '../faults/request-faults.js';
import {HttpProblem} from '../http-problem.js';

/** What the Node server passes on: the response, whose connection a fault may cut. */
export interface RouteBindings {
  readonly outgoing?: Connection;
}

export interface RouteEnv {
  Bindings: RouteBindings;
}

export type RouteContext = Context<RouteEnv>;
export type RouteHandler = (context: RouteContext) => Response | Promise<Response>;
export type Routes = Hono<RouteEnv>;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** Adds the methods of one path; every other method is answered with 405 and `Allow`. */
export const addRoute = (routes: Routes, path: string, handlers: Partial<Record<Method, RouteHandler>>): void => {
  for (const [method, handler] of Object.entries(handlers)) routes.on(method, path, handler);
  const allowed = Object.keys(handlers).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  routes.all(path, ({req}) => {
    throw new HttpProblem(405, `${req.method} is not possible here; use ${allowed.join(' or ')}.`, {
      Allow: allowed.join(', '),
    });
  });
};

/** An answer that no cache keeps. */
export const json = (body: unknown, status = 200): Response =>
  Response.json(body, {status, headers: {'Cache-Control': 'no-store'}});

export const noContent = (): Response => new Response(null, {status: 204, headers: {'Cache-Control': 'no-store'}});

/** A segment of the path that the route names. */
export const pathPart = (context: RouteContext, name: string): string => context.req.param(name) ?? '';
