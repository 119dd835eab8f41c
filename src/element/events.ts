import type {CubeEmbedError} from '../protocol/errors.js';
import type {SessionReason, Surface} from '../protocol/surface.js';
import type {EmbedState} from './embed-state.js';
import {explainFor} from './explain.js';

/** `cube:event:ready`: the viewer is authenticated and the surface mounted; data comes later. */
export interface ReadyPayload {
  /** The embed tenant of the session, where it has one. */
  readonly embedTenant: string | null;
  /** The deployment's number. */
  readonly deploymentId: number | null;
  /** Whether a session signed the viewer in, or the viewer did it in the frame. */
  readonly mode: 'signed' | 'private';
  /** What is shown. */
  readonly surface: Surface;
  /** The public id of a dashboard. */
  readonly publicId?: string;
}

/** `cube:event:view`: what the viewer sees, at first and after each navigation in the frame. */
export interface ViewPayload {
  /** What is shown. */
  readonly surface: Surface;
  /** The frame's path, such as `/embed/d/32/app/workbook/130`. */
  readonly path: string;
  /** The public id of a dashboard. */
  readonly publicId?: string;
  /** The title of what is shown. */
  readonly title?: string;
}

/** `cube:event:navigate`: the route in the frame changed. */
export interface NavigatePayload {
  /** The frame's new path, such as `/embed/d/32/app/workbook/130`: `navigate()` takes it. */
  readonly path: string;
  /** The path before. */
  readonly previousPath?: string;
}

/** `cube:event:dashboard-loaded`: every widget is drawn. */
export interface DashboardLoadedPayload {
  /** The public id of the dashboard. */
  readonly publicId?: string;
  /** How many widgets it has. */
  readonly widgetCount?: number;
  /** How long it took by Cube's own clock, in ms. */
  readonly loadDurationMs?: number;
}

/** `cube:event:download`: the viewer exported something; never the rows. */
export interface DownloadPayload {
  /** The kind of file. */
  readonly format: 'csv' | 'xlsx' | 'png' | 'pdf';
  /** What was exported. */
  readonly target: 'widget' | 'dashboard';
  /** The widget's id, where one widget was exported. */
  readonly widgetId?: string;
  /** The title of what was exported. */
  readonly title?: string;
  /** How many rows the file has. */
  readonly rowCount?: number;
}

/** `cube:event:drilldown`: the viewer looks at the rows behind a measure. */
export interface DrilldownPayload {
  /** The measure, such as `orders.count`. */
  readonly member: string;
  /** The value that was clicked. */
  readonly value?: unknown;
  /** The widget's id. */
  readonly widgetId?: string;
}

/** `cube:event:ai-query`: a question's way. `query` is the viewer's own text: personal data, as a rule. */
export interface AiQueryPayload {
  /** The viewer's own text. */
  readonly query: string;
  /** How far the question has come. */
  readonly status: 'submitted' | 'completed' | 'error';
  /** The chat's id. */
  readonly chatId?: string;
  /** The id of the agent that answers. */
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
export function dispatch(target: EventTarget & {readonly debug: boolean}, name: string, detail: unknown): boolean {
  explainFor(target)(name, detail);
  return target.dispatchEvent(
    new CustomEvent(`cube-${name}`, {detail, bubbles: true, composed: true, cancelable: name === 'error'}),
  );
}
