import {ownMember} from '../../protocol/own-member.js';
import {writeRetryAfter} from '../../protocol/retry-after.js';
import {parseSessionRequest, type RequestedEmbed} from '../../protocol/session-request.js';
import {parseJson} from '../body.js';
import {checkParams} from '../cube/check-params.js';
import {createCubeEndpoints, type CubeEndpoints} from '../cube/cube-client.js';
import {type CubeViewer} from '../cube/viewer.js';
import {inTime, type Caller} from '../deadline.js';
import {CubeApiError, CubeServerError} from '../errors.js';
import {parseSessionOptions, type SessionHandlerOptions} from '../options.js';
import {type RateLimitDecision} from '../rate-limits.js';
import {sessionAnswer, toWebHandler, type Exchange, type WebHandler} from './exchange.js';
import {createRoute, callIdentify, readRequestBody, Refusal, requireOptions} from './route.js';

/** A shared store that doesn't answer must not delay every viewer. */
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
 * Creates the route that creates sessions for pages: `(request, context?) => Promise<Response>`, which never rejects.
 *
 * It checks, in this order: method, content type, origin, size, shape, `identify`, the rate limit; then it calls Cube. A
 * refused request goes no further. Of the body it reads `type`, `id` and `reason`, and sends none of it to Cube, which gets
 * exactly what `identify` returned and the deployment.
 *
 * @throws TypeError for options that can't be used; a missing `baseUrl` or `apiKey` is a 500 at the first request instead
 */
export const createSessionHandler = <Context = unknown>(
  options: SessionHandlerOptions<Context>,
): WebHandler<Context> => {
  const {route, deploymentId, identify, onSession, limiter, sessions} = parseSessionOptions(options);
  const {report, timeoutMs} = route;

  const checkRate = async (viewer: CubeViewer, client: Caller | undefined): Promise<void> => {
    if (!limiter) return;
    let decision: unknown;
    try {
      decision = await inTime(rateLimitTimeoutMs, client, () => limiter.take(viewerKey(viewer)));
      if (!isDecision(decision))
        throw new TypeError('take() must give {allowed: true} or {allowed: false, retryAfterMs}.');
    } catch (error) {
      if (!client?.gaveUp) report(error, 'rate-limit-failed');
      return;
    }
    if (!decision.allowed) throw new Refusal(429, {'retry-after': writeRetryAfter(decision.retryAfterMs)});
  };

  const mint = async (cube: CubeEndpoints, viewer: CubeViewer, client: Caller | undefined): Promise<string> => {
    try {
      const params = {...viewer, deploymentId};
      // Before the rate limit: a viewer that Cube would refuse must not count, and the key is made of its id.
      checkParams(params);
      await checkRate(viewer, client);
      return await cube.mint(params, client);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      // The client is gone: no answer is needed, and nothing failed here.
      if (client?.gaveUp) throw new Refusal(502);
      if (error instanceof CubeApiError && error.status === 429) {
        throw new Refusal(429, error.retryAfter === undefined ? {} : {'retry-after': error.retryAfter});
      }
      report(error, 'unexpected');
      // Cube's 401 and 403 are about the key, not about the viewer, who must not be signed out by them.
      throw new Refusal(error instanceof CubeApiError ? 502 : error instanceof CubeServerError ? error.status : 500);
    }
  };

  /** Passes the session to the store and to `onSession`, even where the client is gone: logout must revoke it. */
  const remember = async (sessionId: string, viewer: CubeViewer, embed: RequestedEmbed): Promise<void> => {
    const attempt = async (code: 'session-store-failed' | 'on-session-failed', work: () => unknown): Promise<void> => {
      try {
        await inTime(timeoutMs, undefined, work);
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
      const viewer = await callIdentify(route, exchange, () => identify(exchange.requestWith(body), embed, context));
      // Creator Mode is a right to write: the application grants it, not the page that asks for it.
      if (embed.type === 'app' && viewer.creatorMode !== true) throw new Refusal(403);
      const sessionId = await mint(cube, viewer, client);
      if (sessions || onSession) await remember(sessionId, viewer, embed);
      return sessionAnswer({sessionId, baseUrl, deploymentId}, corsHeaders);
    });
  });
};
