import {warn} from '../page/warn.js';
import type {Destination} from '../protocol/destination.js';
import {appPath} from '../protocol/embed-path.js';
import type {EmbedRequest} from '../protocol/embed-request.js';
import {CubeEmbedError} from '../protocol/errors.js';
import type {FrameEvent} from '../protocol/frame-message.js';
import {ownMember} from '../protocol/own-member.js';
import {createFloodGate} from './flood-gate.js';
import {buildFrame} from './frame-element.js';
import {watchFrame, type FrameHappening} from './frame-life.js';
import {defaultAllow, sandboxTokens} from './frame-policy.js';
import {frameUrl} from './frame-url.js';

export type {FrameHappening} from './frame-life.js';

export interface FrameOptions {
  /** The element that shows the frame. */
  readonly embed: Element;
  readonly request: EmbedRequest;
  readonly destination: Destination;
  /** The session that the navigation uses up; undefined for a private embed. It is kept nowhere. */
  readonly sessionId: string | undefined;
  /** What the URL says of the live attributes. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly title: string;
  readonly readyTimeoutMs: number;
  /** Puts the frame, detached until then, into the document. */
  readonly insert: (iframe: HTMLIFrameElement) => void;
  readonly happened: (happening: FrameHappening) => void;
}

/** One frame, from its navigation to its end. */
export interface Frame {
  readonly iframe: HTMLIFrameElement;
  readonly destination: Destination;
  /** Whether the browser has put another window into the frame, which a move can do. */
  readonly wasReplaced: boolean;
  /** Posts an action to the frame; it has to be ready. */
  post(name: string, payload: unknown): void;
}

/** Reads what Cube reports as an error. */
function parseEmbedError({payload}: FrameEvent): CubeEmbedError {
  const message = ownMember(payload, 'message');
  const text = typeof message === 'string' ? message : 'no message';
  return new CubeEmbedError({
    code: 'embed-error',
    message: `Cube says: ${text}`,
    fatal: ownMember(payload, 'fatal') === true,
    cause: payload,
  });
}

/**
 * Builds a frame, navigates it and watches it; it ends when the signal aborts. What happens in it comes up by `happened`,
 * a flood held back.
 */
export function openFrame(options: FrameOptions, signal: AbortSignal): Frame {
  const {embed, request, destination, sessionId, parameters, title, readyTimeoutMs, insert, happened} = options;
  const {surface, id, private: isPrivate, referrerpolicy} = request;
  const {origin, deploymentId} = destination;
  const flood = createFloodGate();

  const iframe = buildFrame(embed.ownerDocument, {
    url: frameUrl({...destination, surface, id, parameters: [...parameters, ...request.parameters]}, sessionId),
    sandbox: sandboxTokens(surface, isPrivate, request.sandbox, (word) => warn(`sandbox: "${word}" is ignored.`)),
    allow: request.allow || defaultAllow(origin),
    referrerpolicy,
    title,
  });
  if (referrerpolicy === 'no-referrer') warn('referrerpolicy no-referrer may silence Cube.');

  const pass = (happening: FrameHappening): void => {
    if (happening.type !== 'event') return happened(happening);
    const {event} = happening;
    const error = event.name === 'error' ? parseEmbedError(event) : null;
    if (!flood(error ? `${error.fatal} ${error.message}` : event.name, !!error, performance.now())) return;
    happened(error ? {type: 'failed', error} : happening);
  };

  insert(iframe);
  const {contentWindow} = iframe;
  const post = watchFrame({frame: iframe, embed, origin, isPrivate, readyTimeoutMs, happened: pass}, signal);
  return {
    iframe,
    destination,
    get wasReplaced() {
      return iframe.contentWindow !== contentWindow;
    },
    post(name, payload) {
      const path = name === 'navigate' && (payload as {readonly path?: unknown} | null)?.path;
      // Inside the app a path is given without its beginning, which is known only now.
      const isInside = typeof path === 'string' && !path.startsWith('/') && deploymentId;
      post(name, isInside ? {path: appPath(deploymentId, path)} : payload);
    },
  };
}
