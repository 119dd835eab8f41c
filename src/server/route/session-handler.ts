import {ownMember} from '../../protocol/own-member.js';
import {writeRetryAfter} from '../../protocol/retry-after.js';
import {parseSessionRequest, type RequestedEmbed} from '../../protocol/session-request.js';
import {parseJson} from '../body.js';
import {checkParams} from '../cube/check-params.js';
import {createCubeEndpoints, type CubeEndpoints} from '../cube/cube-client.js';
import {type CubeViewer} from '../cube/viewer.js';
import {inTime, nobody, type Caller} from '../deadline.js';
import {CubeApiError, CubeServerError} from '../errors.js';
import {type RateLimitDecision} from '../rate-limits.js';
import {sessionAnswer} from './answers.js';
import {toWebHandler, type Exchange, type WebHandler} from './exchange.js';
import {parseSessionOptions, type SessionHandlerOptions} from './route-options.js';
import {createRoute, identified, readRequestBody, Refusal, requireOptions} from './route.js';

/** A shared store that doesn't answer must not hold every viewer up. */
const rateLimitTimeoutMs = 1000;

const checkContentType = (exchange: Exchange): void => {
  if (!/^[ \t]*application\/json[ \t]*(;|$)/i.test(exchange.header('content-type') ?? '')) throw new Refusal(415);
};

const viewerKey = (viewer: CubeViewer): string =>
  viewer.externalId != null ? `external:${viewer.externalId}` : `internal:${viewer.internalId}`;

const isDecision = (value: unknown): value is RateLimitDecision => {
  const retryAfterMs = ownMember(value, 'retryAfterMs');
  const allowed = ownMember(value, 'allowed');
  return allowed === true || (allowed === false && typeof retryAfterMs === 'number' && !Number.isNaN(retryAfterMs));
};

/**
 * Creates the route that gives a page its Cube sessions: `(request, context?) => Promise<Response>`, which never rejects.
 *
 * In this order: method, content type, where the request comes from, size, shape, `identify`, the rate limit, Cube. A refused
 * request never reaches what comes after. Of the body `type`, `id` and `reason` are read, and none of it reaches Cube, which
 * gets exactly what `identify` returned and the deployment.
 *
 * @throws TypeError for options that can't be used; a missing `baseUrl` or `apiKey` is a 500 at the first request instead
 */
export const createSessionHandler = <Context = unknown>(
  options: SessionHandlerOptions<Context>,
): WebHandler<Context> => {
  const {route, deploymentId, identify, onSession, limiter, sessions} = parseSessionOptions(options);
  const {report, timeoutMs} = route;

  const checkRate = async (viewer: CubeViewer, client: Caller): Promise<void> => {
    if (!limiter) return;
    let decision: unknown;
    try {
      decision = await inTime(rateLimitTimeoutMs, client, () => limiter.take(viewerKey(viewer)));
      if (!isDecision(decision))
        throw new TypeError('take() must give {allowed: true} or {allowed: false, retryAfterMs}.');
    } catch (error) {
      if (!client.gaveUp) report(error, 'rate-limit-failed');
      return;
    }
    if (!decision.allowed) throw new Refusal(429, {'retry-after': writeRetryAfter(decision.retryAfterMs)});
  };

  const mint = async (cube: CubeEndpoints, viewer: CubeViewer, client: Caller): Promise<string> => {
    try {
      const params = {...viewer, deploymentId};
      // Before the rate limit: what Cube would refuse must not count, and a key is made of the viewer's id.
      checkParams(params);
      await checkRate(viewer, client);
      return await cube.mint(params, client);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      // The client is gone: there is nothing to answer, and nothing went wrong here.
      if (client.gaveUp) throw new Refusal(502);
      if (error instanceof CubeApiError && error.status === 429) {
        throw new Refusal(429, error.retryAfter === undefined ? {} : {'retry-after': error.retryAfter});
      }
      report(error, 'unexpected');
      // Cube's 401 and 403 are about the key, not about the viewer, who must not be signed out by them.
      throw new Refusal(error instanceof CubeApiError ? 502 : error instanceof CubeServerError ? error.status : 500);
    }
  };

  /** Tells the host of the session, whether or not the client is still there: it has to be revoked at logout. */
  const remember = async (sessionId: string, viewer: CubeViewer, embed: RequestedEmbed): Promise<void> => {
    const attempt = async (code: 'session-store-failed' | 'on-session-failed', work: () => unknown): Promise<void> => {
      try {
        await inTime(timeoutMs, nobody, work);
      } catch (error) {
        report(error, code, [sessionId]);
      }
    };
    await Promise.all([
      sessions && attempt('session-store-failed', () => sessions.add(viewer, sessionId)),
      onSession && attempt('on-session-failed', () => onSession({sessionId, viewer, embed})),
    ]);
  };

  return toWebHandler<Context>((transportTo) => {
    const cube = createCubeEndpoints(route, transportTo);
    return createRoute<Context>(route, checkContentType, async (exchange, corsHeaders) => {
      const body = await readRequestBody(exchange, timeoutMs);
      const embed = parseSessionRequest(parseJson(body));
      if (!embed) throw new Refusal(400);
      const {baseUrl} = requireOptions(route);
      const {client, context} = exchange;
      const viewer = await identified(route, exchange, () => identify(exchange.requestWith(body), embed, context));
      // Creator Mode is a right to write: it is the host's to give, whatever a page asks for.
      if (embed.type === 'app' && viewer.creatorMode !== true) throw new Refusal(403);
      const sessionId = await mint(cube, viewer, client);
      if (sessions || onSession) await remember(sessionId, viewer, embed);
      return sessionAnswer({sessionId, baseUrl, deploymentId}, corsHeaders);
    });
  });
};
