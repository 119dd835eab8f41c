import {BodyTooLarge} from '../body.js';
import {inTime} from '../deadline.js';
import {HttpError, missingOption} from '../errors.js';
import {type RouteSettings} from '../options.js';
import {
  emptyAnswer,
  otherOriginTitle,
  problemAnswer,
  type Answer,
  type Answerer,
  type Exchange,
  type HeaderFields,
} from './exchange.js';
import {judgeOrigin, originRefusal, preflightHeaders} from './request-origin.js';

/** Thrown to answer with an error status. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly headers: HeaderFields = {},
    readonly title?: string,
  ) {
    super();
  }
}

const bodyLimit = 16 * 1024;

/** Reads the body of a request, at most 16 KiB. Throws a `Refusal`. */
export const readRequestBody = async (exchange: Exchange, timeoutMs: number): Promise<Uint8Array> => {
  try {
    return await exchange.readBody(bodyLimit, timeoutMs);
  } catch (error) {
    // A body that breaks off, was read before or does not end in time is a bad request, too.
    throw new Refusal(error instanceof BodyTooLarge ? 413 : 400);
  }
};

/** Returns the two options that may be missing until the first request. Throws a `Refusal` where one is. */
export const requireOptions = ({baseUrl, apiKey, report}: RouteSettings): {baseUrl: string; apiKey: string} => {
  if (baseUrl !== undefined && apiKey !== undefined) return {baseUrl, apiKey};
  report(missingOption(baseUrl), 'unexpected');
  throw new Refusal(500);
};

/** Calls `identify`, for at most `timeoutMs`. Throws a `Refusal` where it returns no viewer. */
export const callIdentify = async <Viewer>(
  {report, timeoutMs}: RouteSettings,
  {client}: Exchange,
  identify: () => Viewer | Promise<Viewer>,
): Promise<NonNullable<Viewer>> => {
  let viewer: Viewer;
  try {
    viewer = await inTime(timeoutMs, client, identify);
  } catch (error) {
    // The client is gone: no answer is needed, and nothing failed here.
    if (client?.gaveUp) throw new Refusal(502);
    if (error instanceof HttpError) throw new Refusal(error.status);
    report(error, 'identify-failed');
    throw new Refusal(500);
  }
  if (viewer === null || viewer === undefined) throw new Refusal(401);
  return viewer;
};

/**
 * Creates the answerer of a route. It answers preflights and refuses by method, by `check` and by origin; all else is for
 * `answer`. A thrown `Refusal` becomes the answer, any other error a 500.
 */
export const createRoute = <Context>(
  {allowedOrigins, report}: RouteSettings,
  check: (exchange: Exchange<Context>) => void,
  answer: (exchange: Exchange<Context>, corsHeaders: HeaderFields) => Promise<Answer>,
): Answerer<Context> => {
  let hasWarned = false;

  const refuseOrigin = (exchange: Exchange): never => {
    if (!hasWarned) console.warn(`cube-embed: ${originRefusal(exchange)}`);
    hasWarned = true;
    throw new Refusal(403, {}, otherOriginTitle);
  };

  return async (exchange) => {
    let corsHeaders: HeaderFields = {};
    try {
      const {method} = exchange;
      const origin = judgeOrigin(exchange, allowedOrigins);
      ({corsHeaders} = origin);
      const isPreflight = method === 'OPTIONS' && exchange.header('access-control-request-method') !== null;
      if (isPreflight && origin.isAllowed) return emptyAnswer({...corsHeaders, ...preflightHeaders(exchange)});
      if (method !== 'POST') throw new Refusal(405, {allow: 'POST'});
      check(exchange);
      if (!origin.passes) refuseOrigin(exchange);
      return await answer(exchange, corsHeaders);
    } catch (error) {
      if (error instanceof Refusal) {
        return problemAnswer(error.status, {...corsHeaders, ...error.headers}, error.title);
      }
      report(error, 'unexpected');
      return problemAnswer(500, corsHeaders);
    }
  };
};
