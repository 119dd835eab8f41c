import type {CubeEmbedError} from '../protocol/errors.js';
import type {SessionReason, Surface} from '../protocol/surface.js';
import type {EmbedState} from './embed-state.js';

/** `cube:event:ready`: the viewer is authenticated and the surface mounted; data comes later. */
export interface ReadyPayload {
  readonly embedTenant: string | null;
  readonly deploymentId: number | null;
  readonly mode: 'signed' | 'private';
  readonly surface: Surface;
  /** Of a dashboard. */
  readonly publicId?: string;
}

/** `cube:event:view`: what the viewer sees, at first and after each navigation in the frame. */
export interface ViewPayload {
  readonly surface: Surface;
  readonly path: string;
  readonly publicId?: string;
  readonly title?: string;
}

/** `cube:event:navigate`: the route in the frame changed. */
export interface NavigatePayload {
  readonly path: string;
  readonly previousPath?: string;
}

/** `cube:event:dashboard-loaded`: every widget is drawn. */
export interface DashboardLoadedPayload {
  readonly publicId?: string;
  readonly widgetCount?: number;
  readonly loadDurationMs?: number;
}

/** `cube:event:download`: the viewer exported something; never the rows. */
export interface DownloadPayload {
  readonly format: 'csv' | 'xlsx' | 'png' | 'pdf';
  readonly target: 'widget' | 'dashboard';
  readonly widgetId?: string;
  readonly title?: string;
  readonly rowCount?: number;
}

/** `cube:event:drilldown`: the viewer looks at the rows behind a measure. */
export interface DrilldownPayload {
  readonly member: string;
  readonly value?: unknown;
  readonly widgetId?: string;
}

/** `cube:event:ai-query`: a question's way. `query` is the viewer's own text: personal data, as a rule. */
export interface AiQueryPayload {
  readonly query: string;
  readonly status: 'submitted' | 'completed' | 'error';
  readonly chatId?: string;
  readonly agentId?: string;
}

/** Every event of the element and its detail. Names that Cube may add later arrive by the same rule, as `CustomEvent`. */
export interface CubeEmbedEventMap {
  'cube-statechange': CustomEvent<{readonly state: EmbedState; readonly previousState: EmbedState}>;
  'cube-session': CustomEvent<{readonly reason: SessionReason; readonly attempts: number; readonly durationMs: number}>;
  'cube-session-renewed': CustomEvent<{readonly durationMs: number}>;
  'cube-error': CustomEvent<CubeEmbedError>;
  'cube-ready': CustomEvent<ReadyPayload>;
  'cube-view': CustomEvent<ViewPayload>;
  'cube-navigate': CustomEvent<NavigatePayload>;
  'cube-dashboard-loaded': CustomEvent<DashboardLoadedPayload>;
  'cube-download': CustomEvent<DownloadPayload>;
  'cube-drilldown': CustomEvent<DrilldownPayload>;
  'cube-ai-query': CustomEvent<AiQueryPayload>;
  'cube-session-expiring': CustomEvent<Readonly<Record<string, unknown>> | null>;
  'cube-session-expired': CustomEvent<Readonly<Record<string, unknown>> | null>;
}

declare global {
  // They bubble and are composed: any element may hear them.
  interface HTMLElementEventMap extends CubeEmbedEventMap {
    'cube-error': CubeEmbedEventMap['cube-error'];
  }
}

/** Names of the element's own events, which Cube's can't take. */
const ownNames = ['statechange', 'session', 'session-renewed'];

/** Tells whether an event of Cube’s is dispatched at the element. */
export const isDispatched = (name: string): boolean => !ownNames.includes(name);

/** Dispatches an event at the element; false where a listener prevented its default. */
export const dispatch = (target: EventTarget, name: string, detail: unknown): boolean =>
  target.dispatchEvent(
    new CustomEvent(`cube-${name}`, {detail, bubbles: true, composed: true, cancelable: name === 'error'}),
  );
