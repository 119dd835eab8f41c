import {isSessionId} from '../../protocol/session-answer.js';
import {createCubeEndpoints, type CubeEndpoints} from '../cube/cube-client.js';
import {type CubeViewer} from '../cube/viewer.js';
import {inTime, TimeIsUp} from '../deadline.js';
import {CubeServerError} from '../errors.js';
import {parseLogoutOptions, type LogoutHandlerOptions} from '../options.js';
import {emptyAnswer, jsonAnswer, toWebHandler, type WebHandler} from './exchange.js';
import {createRoute, callIdentify, readRequestBody, Refusal, requireOptions} from './route.js';

/** How many sessions are revoked at the same time: a viewer with many tabs must not flood Cube. */
const revokedAtOnce = 8;

const checkViewer = ({externalId, internalId}: CubeViewer): void => {
  const ids = [externalId, internalId].filter((id) => id != null);
  if (ids.length !== 1 || typeof ids[0] !== 'string' || ids[0] === '') {
    throw new CubeServerError(
      'invalid-session-params',
      500,
      'At logout, too, a viewer needs externalId or internalId.',
    );
  }
};

/**
 * Creates the route that ends all of a viewer's sessions, on every server that shares the store: a POST, without a body. Its
 * answers: 204 when all are revoked, 207 `{"revoked","failed"}` (counts) where some are not and stay in the store for the next
 * logout, 503 where the store is down; 401, 403 and the others as at the session route, whose rules of origin hold here too.
 * It never rejects. Frames that are open keep what they show until the page removes them.
 *
 * @throws TypeError for options that can't be used; a missing `baseUrl` or `apiKey` is a 500 at the first request instead
 */
export const createLogoutHandler = <Context = unknown>(options: LogoutHandlerOptions<Context>): WebHandler<Context> => {
  const {route, identify, sessions} = parseLogoutOptions(options);
  const {report, timeoutMs} = route;

  const listSessions = async (viewer: CubeViewer): Promise<readonly string[]> => {
    try {
      const sessionIds: unknown = await inTime(timeoutMs, undefined, () => sessions.list(viewer));
      if (!Array.isArray(sessionIds)) throw new TypeError('list() must give a list of session ids.');
      return sessionIds.filter(isSessionId);
    } catch (error) {
      report(error, 'session-store-failed');
      throw new Refusal(503);
    }
  };

  /** Revokes as many sessions as the time allows, even where the client goes away: its sessions must not stay. */
  const revoke = async (cube: CubeEndpoints, sessionIds: readonly string[]): Promise<readonly string[]> => {
    const revoked: string[] = [];
    const errors: unknown[] = [];
    const waiting = [...sessionIds];
    const work = async (signal: AbortSignal): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined && !signal.aborted; id = waiting.shift()) {
        try {
          await cube.revoke(id);
          revoked.push(id);
        } catch (error) {
          errors.push(error);
        }
      }
    };
    try {
      await inTime(timeoutMs, undefined, (signal) =>
        Promise.all(Array.from({length: revokedAtOnce}, () => work(signal))),
      );
    } catch (error) {
      if (!(error instanceof TimeIsUp)) throw error;
      errors.push(new CubeServerError('cube-timeout', 504, `Not all sessions were revoked within ${timeoutMs} ms.`));
    }
    if (errors.length > 0) report(errors[0], 'unexpected');
    return revoked;
  };

  const forget = async (viewer: CubeViewer, sessionIds: readonly string[]): Promise<void> => {
    if (sessionIds.length === 0) return;
    try {
      await inTime(timeoutMs, undefined, () => sessions.remove(viewer, sessionIds));
    } catch (error) {
      // They are revoked. Where they stay in the store, the next logout revokes them again, which does no harm.
      report(error, 'session-store-failed', sessionIds);
    }
  };

  return toWebHandler<Context>((transportTo) => {
    const cube = createCubeEndpoints(route, transportTo);
    return createRoute(
      route,
      () => undefined,
      async (exchange, corsHeaders) => {
        const body = await readRequestBody(exchange, timeoutMs);
        requireOptions(route);
        const {context} = exchange;
        const viewer = await callIdentify(route, exchange, () =>
          identify(exchange.requestWith(body), {reason: 'logout'}, context),
        );
        checkViewer(viewer);
        const sessionIds = await listSessions(viewer);
        const revoked = await revoke(cube, sessionIds);
        await forget(viewer, revoked);
        const failed = sessionIds.length - revoked.length;
        return failed === 0
          ? emptyAnswer(corsHeaders)
          : jsonAnswer(207, JSON.stringify({revoked: revoked.length, failed}), corsHeaders);
      },
    );
  });
};
