export {type FetchCube} from './cube/call-cube.js';
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
export {type NodeContext} from './node/node-request.js';
export {
  createMemoryRateLimit,
  createRedisRateLimit,
  type RateLimitDecision,
  type RateLimiter,
  type RateLimitOptions,
  type RedisClient,
  type RedisRateLimitOptions,
} from './rate-limits.js';
export {type WebHandler} from './route/exchange.js';
export {createLogoutHandler} from './route/logout-handler.js';
export {
  type Identify,
  type IssuedSession,
  type LogoutHandlerOptions,
  type LogoutRequest,
  type SessionHandlerOptions,
} from './options.js';
export {createSessionHandler} from './route/session-handler.js';
export {
  createRedisSessionStore,
  createSessionStore,
  type RedisSessionStoreOptions,
  type SessionStore,
} from './session-stores.js';
export {startScript, type StartScriptOptions} from './start-script.js';
