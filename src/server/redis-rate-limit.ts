import {parseRateLimit, type RateLimiter, type RateLimitOptions} from './rate-limit.js';

/** The part of a `redis` client that is used: https://www.npmjs.com/package/redis, connected. */
export interface RedisClient {
  eval(script: string, options: {keys: string[]; arguments: string[]}): Promise<unknown>;
}

/** Options of `createRedisRateLimit`. */
export interface RedisRateLimitOptions extends RateLimitOptions {
  readonly client: RedisClient;
  /** Stands before every key in the store; default `cube-embed:rate:`. */
  readonly prefix?: string;
}

/**
 * The bucket of the memory limit, as one step that Redis does at once, by its own clock: machines whose clocks differ count alike.
 * Answers how many milliseconds to wait, 0 for a request that may pass. A bucket that is full again is forgotten.
 */
const script = `
local burst, perMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(last[1] or burst), tonumber(last[2] or now)
tokens = math.min(burst, tokens + math.max(0, now - at) * perMs)
local wait = 0
if tokens >= 1 then tokens = tokens - 1 else wait = math.ceil((1 - tokens) / perMs) end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) / perMs) + 1000)
return wait
`;

/** Counts in Redis (5 and later), so that the limit holds however many processes answer. Throws a `TypeError` for wrong numbers. */
export const createRedisRateLimit = (options: RedisRateLimitOptions): RateLimiter => {
  const {burst, perMinute} = parseRateLimit(options);
  const {client, prefix = 'cube-embed:rate:'} = options;
  const args = [`${burst}`, `${perMinute / 60_000}`];
  return {
    async take(viewerKey) {
      const wait = Number(await client.eval(script, {keys: [prefix + viewerKey], arguments: args}));
      if (!Number.isFinite(wait)) throw new TypeError('Redis answered something else than a number.');
      return wait === 0 ? {allowed: true} : {allowed: false, retryAfterMs: wait};
    },
  };
};
