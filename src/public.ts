export {CubeEmbedElement} from './element/cube-embed-element.js';
export type {EmbedState} from './element/embed-state.js';
export type {
  AiQueryPayload,
  CubeEmbedEventMap,
  DashboardLoadedPayload,
  DownloadPayload,
  DrilldownPayload,
  NavigatePayload,
  ReadyPayload,
  ViewPayload,
} from './element/events.js';
export type {Messages} from './element/messages.js';
export type {PagePolicy} from './element/page-policy.js';
export type {HideWord, HideWords} from './protocol/embed-parameters.js';
export {CubeEmbedError, errorCodes, type CubeEmbedErrorInit, type ErrorCode} from './protocol/errors.js';
export type {
  CubeFilter,
  CubeFilterObject,
  CubeFilterOperator,
  CubeFilters,
  CubeFilterScalar,
} from './protocol/filter.js';
export type {EmbedSession} from './protocol/session-answer.js';
export type {SessionRequest} from './protocol/session-request.js';
export type {SessionReason, Surface} from './protocol/surface.js';
export type {FetchSession, SessionRequestOptions} from './session/request-session.js';
