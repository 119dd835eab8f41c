export {type FetchCube} from './fetch-transport.js';
export {createCubeClient, type CubeCallOptions, type CubeClient, type CubeClientOptions} from './cube-client.js';
export {defineViewer, type CompleteViewer, type ViewerDefinition} from './define-viewer.js';
export {parseTenantOrigin} from '../protocol/tenant.js';
export {type RequestedEmbed} from '../protocol/session-request.js';
export {CubeApiError, CubeServerError, HttpError, type CubeServerErrorCode} from './errors.js';
export {
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
} from './generate-session.js';
export {toNodeHandler} from './node-handler.js';
export {createMemoryRateLimit, type RateLimitDecision, type RateLimiter, type RateLimitOptions} from './rate-limit.js';
export {createRedisRateLimit, type RedisClient, type RedisRateLimitOptions} from './redis-rate-limit.js';
export {createSessionHandler} from './session-handler.js';
export {type IssuedSession, type SessionHandlerOptions} from './session-options.js';
