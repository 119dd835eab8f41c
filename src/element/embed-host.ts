import type {EmbedRequest} from '../protocol/embed-request.js';
import type {SessionReason} from '../protocol/surface.js';
import type {SessionCall} from '../session/request-session.js';
import type {Action} from '../frame/frame-actions.js';

/** What those who run an embed need of the element. */
export interface EmbedHost {
  readonly element: HTMLElement;
  isLazy(): boolean;
  readyTimeoutMs(): number;
  /** What the next session request is made of; read anew for each. */
  sessionCall(request: EmbedRequest, deploymentId: number | undefined, reason: SessionReason): SessionCall;
  /** The live attributes as actions. */
  liveActions(): readonly Action[];
  /** The live attributes that a frame's URL carries: as its parameters, and as the actions that say the same. */
  liveInUrl(): {readonly parameters: readonly (readonly [string, string])[]; readonly actions: readonly Action[]};
  /** @param reported the title that Cube reported, or nothing */
  frameTitle(reported: string): string;
  insertFrame(frame: HTMLIFrameElement): void;
  removeFrame(): void;
  /** Shows what holds now. */
  changed(): void;
  /** Explains on the console, where the element is asked to. */
  debug(message: string): void;
}
