import {createHash, randomBytes} from 'node:crypto';

/** A new session id: 32 lowercase hex digits, as in Cube's schema. It is a bearer secret for five minutes. */
export const newSessionId = (): string => randomBytes(16).toString('hex');

/** What can be a session id: the pattern of `RevokeEmbedSessionInput` in Cube's OpenAPI file. */
export const sessionIdPattern = /^[0-9a-f]{32}$/;

/**
 * The name of a session where it is kept, counted and shown: the first 16 hex digits of the SHA-256 of its id. The id itself is
 * nowhere after it was given away.
 */
export const sessionName = (sessionId: string): string =>
  createHash('sha256').update(sessionId).digest('hex').slice(0, 16);
