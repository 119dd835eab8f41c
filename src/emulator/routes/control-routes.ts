import type {Backend} from '../backend.js';
import {faultsPage, ledgerPage} from '../control-pages.js';
import {faultRule, type FaultRule} from '../faults/fault-rule.js';
import {pageFaultOf} from '../faults/fault-rule.js';
import {badRequest, notFound} from '../http-problem.js';
import {countedKinds} from '../ledger.js';
import {emulatorPaths} from '../page-api.js';
import {readBody} from '../request-body.js';
import {isLoopbackOrigin} from '../request-guard.js';
import {objectOf, wholeNumber} from '../shape.js';
import {addRoute, json, noContent, pathPart, type RouteContext, type Routes} from './route.js';

const advanceBody = objectOf({ms: wholeNumber});

/** What adding a rule led to: the `id` that removes it, or the number of open pages that got it. */
export interface AddedFault {
  readonly id: number | null;
  readonly pages: number;
}

/** Adds a rule. One for open pages is sent to them and kept nowhere. */
export const addFault = ({faults, pages}: Backend, rule: FaultRule): AddedFault => {
  if (rule.on !== 'open-pages') return {id: faults.add(rule), pages: 0};
  return {id: null, pages: pages.send(pageFaultOf(rule), rule)};
};

/** Everything that the emulator has counted, as one object. */
export const ledgerSnapshot = ({clock, ledger: {book}, pages}: Backend) => ({
  now: clock.now(),
  totals: book.totals(),
  inFlight: Object.fromEntries(countedKinds.map((kind) => [kind, book.inFlight(kind)])),
  sessions: book.sessions(),
  requests: book.requests(),
  pages: pages.list(),
});

/** A page where HTML is asked for, as a browser's address bar does; JSON for `fetch`, curl and every other client. */
const jsonOrPage = ({req}: RouteContext, body: unknown, page: (origin: string) => string): Response => {
  const answer = /\btext\/html\b/i.test(req.header('accept') ?? '')
    ? new Response(page(new URL(req.url).origin), {
        headers: {'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store'},
      })
    : json(body);
  answer.headers.append('Vary', 'Accept');
  return answer;
};

/** The switches of the emulator itself. Pages of a loopback origin may read them; `request-guard.ts` refuses all other pages. */
export const addControlRoutes = (routes: Routes, backend: Backend): void => {
  const {clock, faults, ledger} = backend;

  routes.use('/emulator/*', async (context, next) => {
    await next();
    const origin = context.req.header('origin') ?? '';
    context.res.headers.append('Vary', 'Origin');
    if (!isLoopbackOrigin(origin)) return;
    context.res.headers.set('Access-Control-Allow-Origin', origin);
    if (context.req.method !== 'OPTIONS') return;
    context.res.headers.set('Access-Control-Allow-Methods', 'GET, POST, DELETE');
    const wanted = context.req.header('access-control-request-headers') ?? '*';
    context.res.headers.set('Access-Control-Allow-Headers', wanted);
  });

  addRoute(routes, emulatorPaths.advance, {
    POST: async ({req}) => {
      const {ms} = await readBody(req.raw, advanceBody);
      try {
        clock.advance(ms);
      } catch (error) {
        throw error instanceof RangeError ? badRequest(error.message) : error;
      }
      return json({now: clock.now()});
    },
    OPTIONS: noContent,
  });

  addRoute(routes, '/emulator/ledger', {
    GET: (context) => {
      const {req} = context;
      const snapshot = ledgerSnapshot(backend);
      const session = req.query('session');
      const user = req.query('user');
      const sessions = snapshot.sessions.filter(
        (life) => (session === undefined || life.session === session) && (user === undefined || life.user === user),
      );
      const shown = {...snapshot, sessions};
      return jsonOrPage(context, shown, (origin) => ledgerPage(shown, origin));
    },
    DELETE: () => {
      ledger.book.clear();
      return noContent();
    },
    OPTIONS: noContent,
  });

  addRoute(routes, '/emulator/faults', {
    GET: (context) => {
      const list = faults.list();
      return jsonOrPage(context, {faults: list}, (origin) => faultsPage(list, origin));
    },
    POST: async ({req}) => json(addFault(backend, await readBody(req.raw, faultRule)), 201),
    DELETE: () => {
      faults.clear();
      return noContent();
    },
    OPTIONS: noContent,
  });

  addRoute(routes, '/emulator/faults/:id', {
    DELETE: (context) => {
      if (!faults.remove(Number(pathPart(context, 'id')))) throw notFound('There is no such fault any more.');
      return noContent();
    },
    OPTIONS: noContent,
  });
};
