import {writeRetryAfter} from '../../protocol/retry-after.js';
import {parseSessionRequest, type RequestedEmbed} from '../../protocol/session-request.js';
import {BodyTooLarge, parseJson} from '../body.js';
import {checkParams} from '../cube/check-params.js';
import {createCubeEndpoints, type CubeEndpoints} from '../cube/cube-client.js';
import {type CubeViewer} from '../cube/viewer.js';
import {type Caller, inTime} from '../deadline.js';
import {CubeApiError, CubeServerError, HttpError, missingOption} from '../errors.js';
import {type RateLimitDecision} from '../rate-limits.js';
import {emptyAnswer, problemAnswer, sessionAnswer} from './answers.js';
import {type Answer, type Exchange, toWebHandler} from './exchange.js';
import {judgeOrigin, preflightHeaders} from './request-origin.js';
import {parseSessionOptions, type SessionHandlerOptions} from './session-options.js';

/** A refusal on its way to the answer. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super();
  }
}

const bodyLimit = 16 * 1024;
/** A shared store that doesn't answer must not hold every viewer up. */
const rateLimitTimeoutMs = 1000;

const isJson = (contentType: string | null): boolean =>
  contentType !== null && /^[ \t]*application\/json[ \t]*(;|$)/i.test(contentType);

const readSessionRequest = async (exchange: Exchange, timeoutMs: number): Promise<RequestedEmbed> => {
  try {
    const embed = parseSessionRequest(parseJson(await exchange.readBody(bodyLimit, timeoutMs)));
    if (embed) return embed;
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new Refusal(413);
    // A body that breaks off, was read before or does not end in time is no session request either.
  }
  throw new Refusal(400);
};

const viewerKey = (viewer: CubeViewer): string =>
  viewer.externalId != null ? `external:${viewer.externalId}` : `internal:${viewer.internalId}`;

/**
 * Creates the route that gives a page its Cube sessions: `(request: Request) => Promise<Response>`, never rejected.
 *
 * In this order: method, content type, where the request comes from, size, shape, `identify`, the rate limit, Cube. A refused
 * request never reaches what comes after. Of the body `type`, `id` and `reason` are read, and none of it reaches Cube.
 * Throws a `TypeError` for options that can't be used.
 */
export const createSessionHandler = (options: SessionHandlerOptions): ((request: Request) => Promise<Response>) => {
  const {baseUrl, apiKey, deploymentId, identify, onSession, onError, allowedOrigins, limiter, timeoutMs, ...rest} =
    parseSessionOptions(options);
  const cubeOptions = {baseUrl, apiKey, timeoutMs, ...(rest.fetch ? {fetch: rest.fetch} : {})};

  const quotesKey = (error: unknown): boolean =>
    apiKey !== undefined && error instanceof Error && `${error.message}\n${error.stack}`.includes(apiKey);

  /** Tells the host, whose handler may throw or reject as it likes. */
  const report = (
    error: unknown,
    code: 'identify-failed' | 'on-session-failed' | 'rate-limit-failed' | 'unexpected',
  ): void => {
    try {
      const told = quotesKey(error)
        ? new CubeServerError(code, 500, 'An error whose text held the API key was left out.')
        : error;
      Promise.resolve(onError?.(told)).catch(() => undefined);
    } catch {
      // What onError throws is ignored.
    }
  };

  const identified = async (exchange: Exchange, embed: RequestedEmbed): Promise<CubeViewer> => {
    let viewer: CubeViewer | null | undefined;
    try {
      viewer = await identify(exchange.request, embed);
    } catch (error) {
      if (error instanceof HttpError) throw new Refusal(error.status);
      report(error, 'identify-failed');
      throw new Refusal(500);
    }
    if (viewer === null || viewer === undefined) throw new Refusal(401);
    return viewer;
  };

  const checkRate = async (viewer: CubeViewer, client: Caller): Promise<void> => {
    if (!limiter) return;
    let decision: RateLimitDecision;
    try {
      decision = await inTime(rateLimitTimeoutMs, client, () => limiter.take(viewerKey(viewer)));
    } catch (error) {
      if (!client.gaveUp) report(error, 'rate-limit-failed');
      return;
    }
    if (!decision.allowed) {
      const {retryAfterMs} = decision;
      throw new Refusal(429, Number.isNaN(retryAfterMs) ? {} : {'retry-after': writeRetryAfter(retryAfterMs)});
    }
  };

  const mint = async (
    cube: CubeEndpoints,
    viewer: CubeViewer,
    embed: RequestedEmbed,
    client: Caller,
  ): Promise<string> => {
    try {
      const creator = embed.type === 'app' ? {creatorMode: true} : undefined;
      const params = {...viewer, ...creator, deploymentId};
      // Before the rate limit: what Cube would refuse must not count, and a key is made of the viewer's id.
      checkParams(params);
      await checkRate(viewer, client);
      return await cube.mint(params, client);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      // Nobody is there any more to be answered: nothing went wrong here.
      if (client.gaveUp) throw new Refusal(502);
      if (error instanceof CubeApiError && error.status === 429) {
        throw new Refusal(429, error.retryAfter === undefined ? {} : {'retry-after': error.retryAfter});
      }
      report(error, 'unexpected');
      // Cube's 401 and 403 are about the key, not about the viewer, who must not be signed out by them.
      throw new Refusal(error instanceof CubeApiError ? 502 : error instanceof CubeServerError ? error.status : 500);
    }
  };

  const session = async (
    cube: CubeEndpoints,
    exchange: Exchange,
    corsHeaders: Readonly<Record<string, string>>,
  ): Promise<Answer> => {
    const embed = await readSessionRequest(exchange, timeoutMs);
    if (baseUrl === undefined || apiKey === undefined) {
      report(missingOption(baseUrl), 'unexpected');
      throw new Refusal(500);
    }
    const viewer = await identified(exchange, embed);
    const sessionId = await mint(cube, viewer, embed, exchange.client);
    try {
      await onSession?.({sessionId, viewer, embed});
    } catch (error) {
      report(error, 'on-session-failed');
    }
    return sessionAnswer({sessionId, baseUrl, deploymentId}, corsHeaders);
  };

  const answerBy = async (cube: CubeEndpoints, exchange: Exchange): Promise<Answer> => {
    let corsHeaders: Readonly<Record<string, string>> = {};
    try {
      const {method} = exchange;
      const origin = judgeOrigin(exchange, allowedOrigins);
      ({corsHeaders} = origin);
      const isPreflight = method === 'OPTIONS' && exchange.header('access-control-request-method') !== null;
      if (isPreflight && origin.isAllowed) return emptyAnswer({...corsHeaders, ...preflightHeaders(exchange)});
      if (method !== 'POST') throw new Refusal(405, {allow: 'POST'});
      if (!isJson(exchange.header('content-type'))) throw new Refusal(415);
      if (!origin.passes) throw new Refusal(403);
      return await session(cube, exchange, corsHeaders);
    } catch (error) {
      if (error instanceof Refusal) return problemAnswer(error.status, {...corsHeaders, ...error.headers});
      report(error, 'unexpected');
      return problemAnswer(500, corsHeaders);
    }
  };

  return toWebHandler((transportTo) => {
    const cube = createCubeEndpoints(cubeOptions, transportTo);
    return (exchange) => answerBy(cube, exchange);
  });
};
