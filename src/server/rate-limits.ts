/** What a rate limit decides about one request. */
export type RateLimitDecision = {readonly allowed: true} | {readonly allowed: false; readonly retryAfterMs: number};

/** Counts the sessions of each viewer; write one to count in a store that several machines share. */
export interface RateLimiter {
  /** Counts one request of a viewer. Where it throws or rejects, the request passes and `onError` gets the error. */
  take(viewerKey: string): RateLimitDecision | Promise<RateLimitDecision>;
}

/** How many sessions a viewer may ask for. */
export interface RateLimitOptions {
  /** Sessions that a viewer may ask for at once, default 20. */
  readonly burst?: number;
  /** Sessions a minute that a viewer may ask for in the long run, default 30. */
  readonly perMinute?: number;
}

/** Reads both numbers. Throws a `TypeError` for one that is not finite or below 1. */
const parseRateLimit = ({burst = 20, perMinute = 30}: RateLimitOptions): Required<RateLimitOptions> => {
  for (const [name, value] of Object.entries({burst, perMinute})) {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 1) {
      throw new TypeError(`rateLimit.${name} must be a number from 1 up.`);
    }
  }
  return {burst: Math.floor(burst), perMinute};
};

interface Bucket {
  tokens: number;
  countedAt: number;
}

const viewersKept = 10_000;

/**
 * Counts in the memory of this process: a bucket of `burst` that fills by `perMinute`. It knows the requests of one process
 * only, and the 10,000 viewers that asked last; where several processes answer, use a shared store.
 */
export const createMemoryRateLimit = (options: RateLimitOptions = {}, now: () => number = Date.now): RateLimiter => {
  const {burst, perMinute} = parseRateLimit(options);
  const perMs = perMinute / 60_000;
  const buckets = new Map<string, Bucket>();
  return {
    take(viewerKey) {
      const at = now();
      const last = buckets.get(viewerKey) ?? {tokens: burst, countedAt: at};
      const tokens = Math.min(burst, last.tokens + Math.max(0, at - last.countedAt) * perMs);
      const allowed = tokens >= 1;
      // Deleted and set again: a Map keeps its order, so that the first entry is the viewer who has been away longest.
      buckets.delete(viewerKey);
      buckets.set(viewerKey, {tokens: allowed ? tokens - 1 : tokens, countedAt: at});
      if (buckets.size > viewersKept) {
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest);
          break;
        }
      }
      return allowed ? {allowed} : {allowed, retryAfterMs: (1 - tokens) / perMs};
    },
  };
};

/** The part of a connected `redis` client that this package uses: https://www.npmjs.com/package/redis */
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
 * The same bucket as one script, which Redis runs atomically and by its own clock: the clocks of the servers may differ.
 * Returns the milliseconds to wait, 0 for a request that may pass. A bucket that is full again expires.
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
