import type {Emulator} from 'cube-embed/emulator';
import {CubeApiError, createLogoutHandler, createSessionHandler, createSessionStore} from 'cube-embed/server';
import type {Context, Hono} from 'hono';
import {isFaultId} from '../playground/faults.js';
import {breakThings, type Refusal} from './break-things.js';
import {choices} from './demo-content.js';
import {isFromElsewhere} from './from-elsewhere.js';
import {chosenMayCreate, chosenViewer, parseChoice, type PlaygroundChoice} from './playground-choice.js';
import type {EmbedRoutes} from './session-route.js';
import type {Tenant} from './tenant.js';
import type {Visit, Visits} from './visits.js';

/** The choices and faults of one visit. */
interface Play {
  choice: PlaygroundChoice;
  readonly refusals: Refusal[];
  /** Cube's sentence at its last refusal of a session. */
  lastRefusal: string | null;
}

/** The emulator's counts, and the events for the page of this viewer. */
export interface PlaygroundReport {
  readonly totals: ReturnType<Emulator['ledger']['totals']>;
  /** How many frames a fault has reloaded: each sends its spent session once more. */
  readonly frameReloads: number;
  readonly received: readonly {readonly type: string; readonly payload?: unknown}[];
  readonly lastRefusal: string | null;
}

const refusalText = (error: unknown): string => {
  if (error instanceof CubeApiError) return `Cube answered ${String(error.status)}: ${JSON.stringify(error.body)}`;
  return error instanceof Error ? error.message : String(error);
};

/**
 * The routes that the playground needs and no application may have: the page chooses the viewer and triggers faults. They exist with
 * the emulator alone, never with a real tenant.
 */
export const createPlayground = (tenant: Tenant, emulator: Emulator, otherOrigin: string) => {
  const plays = new WeakMap<Visit, Play>();
  let frameReloads = 0;
  const playOf = (visit: Visit): Play => {
    const known = plays.get(visit);
    if (known) return known;
    const play: Play = {choice: {deploymentId: tenant.deploymentId, viewer: null}, refusals: [], lastRefusal: null};
    plays.set(visit, play);
    return play;
  };
  const userOf = (visit: Visit): string => {
    const viewer = visit.user && chosenViewer(visit.user, playOf(visit).choice);
    return viewer?.externalId ?? viewer?.internalId ?? '';
  };

  const createRoutes = (visits: Visits): EmbedRoutes => {
    const {baseUrl, apiKey} = tenant;
    const sessions = createSessionStore();
    return {
      async session(request) {
        const visit = visits.of(request);
        if (!visit) return new Response(null, {status: 401});
        const {user} = visit;
        const play = playOf(visit);
        return (
          (await play.refusals.shift()?.()) ??
          createSessionHandler({
            baseUrl,
            apiKey,
            deploymentId: play.choice.deploymentId,
            sessions,
            identify: (_request, {type}) =>
              user && {
                ...chosenViewer(user, play.choice),
                creatorMode: type === 'app' && chosenMayCreate(user, play.choice),
              },
            onError: (error) => {
              play.lastRefusal = refusalText(error);
            },
          })(request)
        );
      },
      logout: createLogoutHandler({
        baseUrl,
        apiKey,
        sessions,
        identify(request) {
          const visit = visits.of(request);
          return visit?.user && chosenViewer(visit.user, playOf(visit).choice);
        },
      }),
    };
  };

  const addRoutes = (app: Hono, visits: Visits): void => {
    const withPlay =
      (answer: (context: Context, visit: Visit, play: Play) => Response | Promise<Response>) =>
      (context: Context): Response | Promise<Response> => {
        const visit = visits.of(context.req.raw);
        if (!visit || isFromElsewhere(context.req.raw)) return context.body(null, 403);
        return answer(context, visit, playOf(visit));
      };

    app.get('/api/playground', (context) => context.json(choices));
    app.put(
      '/api/playground/choice',
      withPlay(async (context, _visit, play) => {
        const choice = parseChoice(await context.req.json<unknown>().catch(() => null));
        if (!choice) return context.body(null, 400);
        play.choice = choice;
        return context.body(null, 204);
      }),
    );
    app.post(
      '/api/playground/faults/:id',
      withPlay(async (context, visit, play) => {
        const id = context.req.param('id');
        if (!isFaultId(id)) return context.body(null, 404);
        const user = userOf(visit);
        // One fault at a time: the rest of the last one would act on this one.
        for (const fault of emulator.faults.list()) if (fault.rule.user === user) emulator.faults.remove(fault.id);
        play.refusals.length = 0;
        const refuse = (refusal: Refusal): void => void play.refusals.push(refusal);
        if (id === 'frame-reload') {
          frameReloads += emulator.ledger.pages().filter((page) => page.user === user && page.alive).length;
        }
        await breakThings[id]({emulator, user, refuse, otherOrigin});
        return context.body(null, 204);
      }),
    );
    app.get(
      '/api/playground/report',
      withPlay((context, visit, play) => {
        const user = userOf(visit);
        const page = emulator.ledger.pages().findLast((open) => open.user === user);
        const report: PlaygroundReport = {
          totals: emulator.ledger.totals(),
          frameReloads,
          received: (page?.received ?? []).slice(-20).map(({type, payload}) => ({type, payload})),
          lastRefusal: play.lastRefusal,
        };
        return context.json(report);
      }),
    );
  };

  return {createRoutes, addRoutes};
};
