import {ownMember} from './own-member.js';
import {parseTenantOrigin} from './tenant.js';

/** A session as the host's endpoint answers it: an id that works once, and where it belongs. */
export interface EmbedSession {
  /** 8 to 512 visible ASCII characters. A bearer secret: it passes through, it is never kept. */
  readonly sessionId: string;
  /** The tenant's origin. */
  readonly baseUrl?: string;
  /** A positive integer. */
  readonly deploymentId?: number;
}

/** Tells whether a value can be a session id: 8 to 512 visible ASCII characters. */
export const isSessionId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{8,512}$/.test(value);

/** Tells whether a value can be a deployment's number: a positive integer. */
export const isDeploymentId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

/** Writes the JSON body of an answer that brings a session. */
export const writeSessionAnswer = ({sessionId, baseUrl, deploymentId}: Required<EmbedSession>): string =>
  JSON.stringify({sessionId, baseUrl, deploymentId});

/**
 * Reads a session out of an endpoint's JSON.
 *
 * @returns the session, or the part of a sentence that says what is wrong with the answer
 */
export function parseSessionAnswer(answer: unknown): EmbedSession | string {
  const sessionId = ownMember(answer, 'sessionId');
  const baseUrl = ownMember(answer, 'baseUrl');
  const deploymentId = ownMember(answer, 'deploymentId');
  if (!isSessionId(sessionId)) return 'without a usable sessionId';
  const origin = typeof baseUrl === 'string' ? parseTenantOrigin(baseUrl) : baseUrl;
  if (baseUrl != null && typeof origin !== 'string') return 'with an unusable baseUrl';
  if (deploymentId != null && !isDeploymentId(deploymentId)) return 'with an unusable deploymentId';
  // Own members even where they are undefined: what `Object.prototype` was polluted with answers for none.
  return {sessionId, baseUrl: origin, deploymentId} as EmbedSession;
}

/** Reads what `fetchSession` returned: the same object, or the bare id as a string, which no endpoint may answer. */
export const parseFetchedSession = (answer: unknown): EmbedSession | string =>
  parseSessionAnswer(typeof answer === 'string' ? {sessionId: answer} : answer);
