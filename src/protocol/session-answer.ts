import {parseTenantOrigin} from './tenant.js';

/** A session as the host's endpoint hands it out: an id that works once, and where it belongs. */
export interface EmbedSession {
  /** 8 to 512 visible ASCII characters. A bearer secret: it passes through, it is never kept. */
  readonly sessionId: string;
  /** The tenant's origin. */
  readonly baseUrl?: string;
  /** A positive integer. */
  readonly deploymentId?: number;
}

/** What the endpoint is told; also the argument of `fetchSession`. */
export interface SessionRequest {
  readonly type: 'dashboard' | 'chat' | 'app';
  readonly id?: string;
  readonly deploymentId?: number;
  readonly reason: 'initial' | 'reload' | 'renewal';
}

const isDeploymentId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

/**
 * Reads a session out of an endpoint's JSON, or out of what `fetchSession` returned (where a bare string is the id).
 *
 * @returns the session, or a sentence part that says what is wrong with the answer
 */
export function parseSessionAnswer(answer: unknown): EmbedSession | string {
  const {sessionId, baseUrl, deploymentId} = (
    typeof answer === 'string' ? {sessionId: answer} : (answer ?? {})
  ) as Partial<Record<keyof EmbedSession, unknown>>;
  if (typeof sessionId !== 'string' || !/^[\x21-\x7e]{8,512}$/.test(sessionId)) return 'without a usable sessionId';
  const session: {-readonly [K in keyof EmbedSession]: EmbedSession[K]} = {sessionId};
  if (baseUrl != null) {
    const origin = typeof baseUrl === 'string' && parseTenantOrigin(baseUrl);
    if (!origin) return 'with an unusable baseUrl';
    session.baseUrl = origin;
  }
  if (deploymentId != null) {
    if (!isDeploymentId(deploymentId)) return 'with an unusable deploymentId';
    session.deploymentId = deploymentId;
  }
  return session;
}
