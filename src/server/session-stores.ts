import {type CubeViewer} from './cube/viewer.js';
import {type RedisClient} from './rate-limits.js';

/**
 * Keeps which sessions a viewer has, so that logout can revoke them. Its methods may be asynchronous. A session id is a
 * secret: keep it on the server, as a password.
 */
export interface SessionStore {
  /** Adds a new session of the viewer. */
  add(viewer: CubeViewer, sessionId: string): void | Promise<void>;
  /** Returns the viewer's sessions of the last 24 hours. */
  list(viewer: CubeViewer): readonly string[] | Promise<readonly string[]>;
  /** Removes sessions that were revoked. */
  remove(viewer: CubeViewer, sessionIds: readonly string[]): void | Promise<void>;
}

/** After this time neither a session nor its token is valid. */
const keptMs = 24 * 3_600_000;
const viewersKept = 10_000;
/** Of one viewer; far above what the tabs of a day make. */
const sessionsKept = 1000;

/** One id names different viewers as an external and as an internal id, and in two embed tenants. */
const keyOf = ({externalId, internalId, embedTenantName}: CubeViewer): string =>
  JSON.stringify([externalId ?? null, internalId ?? null, embedTenantName ?? null]);

/**
 * Creates a store in the memory of this process: 24 hours, at most 10,000 viewers, 1,000 sessions each; the oldest go first.
 * It serves one process only: where several answer, use `createRedisSessionStore` or a store of your own.
 */
export const createSessionStore = (now: () => number = Date.now): SessionStore => {
  /** For each viewer, the newest last, the time of each session, the newest last. */
  const viewers = new Map<string, Map<string, number>>();

  const dropOld = (sessions: Map<string, number>, most: number): void => {
    const deadAt = now() - keptMs;
    for (const [sessionId, addedAt] of sessions) {
      if (addedAt > deadAt && sessions.size <= most) break;
      sessions.delete(sessionId);
    }
  };

  return {
    add(viewer, sessionId) {
      const key = keyOf(viewer);
      const sessions = viewers.get(key) ?? new Map<string, number>();
      // Deleted and set again: a Map keeps the order of insertion.
      viewers.delete(key);
      viewers.set(key, sessions);
      sessions.delete(sessionId);
      sessions.set(sessionId, now());
      dropOld(sessions, sessionsKept);
      for (const [oldest, itsSessions] of viewers) {
        dropOld(itsSessions, sessionsKept);
        if (itsSessions.size > 0 && viewers.size <= viewersKept) break;
        viewers.delete(oldest);
      }
    },
    list(viewer) {
      const sessions = viewers.get(keyOf(viewer));
      if (!sessions) return [];
      dropOld(sessions, sessionsKept);
      return [...sessions.keys()];
    },
    remove(viewer, sessionIds) {
      const sessions = viewers.get(keyOf(viewer));
      if (!sessions) return;
      for (const sessionId of sessionIds) sessions.delete(sessionId);
      if (sessions.size === 0) viewers.delete(keyOf(viewer));
    },
  };
};

/** Options of `createRedisSessionStore`. */
export interface RedisSessionStoreOptions {
  /** Stands before every key in the store; default `cube-embed:sessions:`. */
  readonly prefix?: string;
}

/** A sorted set for each viewer, by the time of Redis itself: servers whose clocks differ agree. */
const scripts = {
  add: `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - ARGV[1]))
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[2] - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
`,
  list: `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now - ARGV[1]), '+inf')
`,
  remove: `
for _, id in ipairs(ARGV) do redis.call('ZREM', KEYS[1], id) end
return 1
`,
};

/** Creates a store in Redis (5 and later), for any number of servers: 24 hours, at most 1,000 sessions of each viewer. */
export const createRedisSessionStore = (
  client: RedisClient,
  {prefix = 'cube-embed:sessions:'}: RedisSessionStoreOptions = {},
): SessionStore => {
  const run = (script: string, viewer: CubeViewer, args: readonly string[]): Promise<unknown> =>
    client.eval(script, {keys: [prefix + keyOf(viewer)], arguments: [...args]});
  return {
    async add(viewer, sessionId) {
      await run(scripts.add, viewer, [`${keptMs}`, `${sessionsKept}`, sessionId]);
    },
    async list(viewer) {
      const sessionIds = await run(scripts.list, viewer, [`${keptMs}`]);
      if (!Array.isArray(sessionIds)) throw new TypeError('Redis answered something else than a list.');
      return sessionIds.map(String);
    },
    async remove(viewer, sessionIds) {
      await run(scripts.remove, viewer, sessionIds);
    },
  };
};
