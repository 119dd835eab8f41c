export {type FetchCube} from './cube/fetch-transport.js';
export {createCubeClient, type CubeCallOptions, type CubeClient, type CubeClientOptions} from './cube/cube-client.js';
export {parseTenantOrigin} from '../protocol/tenant.js';
export {type RequestedEmbed} from '../protocol/session-request.js';
export {CubeApiError, CubeServerError, HttpError, type CubeServerErrorCode} from './errors.js';
export {
  defineViewer,
  type CompleteViewer,
  type CubeViewer,
  type EmbedSessionSettings,
  type EmbedTheme,
  type ExternalViewer,
  type GenerateSessionParams,
  type GroupDefinition,
  type InternalViewer,
  type UserAttribute,
  type UserAttributeDefinition,
  type UserAttributeValue,
  type ViewerDefinition,
} from './cube/viewer.js';
export {toNodeHandler} from './node/node-handler.js';
export {
  createMemoryRateLimit,
  createRedisRateLimit,
  type RateLimitDecision,
  type RateLimiter,
  type RateLimitOptions,
  type RedisClient,
  type RedisRateLimitOptions,
} from './rate-limits.js';
export {createSessionHandler} from './route/session-handler.js';
export {type IssuedSession, type SessionHandlerOptions} from './route/session-options.js';
