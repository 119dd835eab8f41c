import {randomBytes} from 'node:crypto';
import {isSessionId} from '../protocol/session-answer.js';
import {createCubeClient} from '../server/cube/cube-client.js';
import type {DoctorOptions} from './arguments.js';
import {failed, ok, skipped, type Check} from './check.js';
import {keyOutcome, type KeyOutcome} from './key-verdict.js';
import type {Secrets} from './secrets.js';

/**
 * Makes and revokes the sessions of one run. Their ids are kept until they are revoked: a session that was made to look at the
 * chain must not stay behind.
 */
export const createSessions = (
  {baseUrl, apiKey, deploymentId, user}: DoctorOptions,
  secrets: Secrets,
  timeoutMs: number,
) => {
  const client = createCubeClient({baseUrl, apiKey, timeoutMs, fetch: (url, init) => fetch(url, init)});
  const open = new Set<string>();

  const keep = (sessionId: string): void => {
    secrets.add(sessionId);
    open.add(sessionId);
  };

  return {
    /** Makes one; `sessionId` is there where Cube gave it. */
    async make(creatorMode: boolean): Promise<{readonly outcome: KeyOutcome; readonly sessionId?: string}> {
      let sessionId: string | undefined;
      const outcome = await keyOutcome(
        client
          .generateSession({deploymentId, externalId: user, ...(creatorMode ? {creatorMode} : {})})
          .then((session) => {
            sessionId = session.sessionId;
            keep(sessionId);
          }),
      );
      return {outcome, ...(sessionId === undefined ? {} : {sessionId})};
    },

    /** Takes over one that a route gave to a request without a login. */
    adopt(sessionId: unknown): boolean {
      if (!isSessionId(sessionId)) return false;
      keep(sessionId);
      return true;
    },

    /** Revokes a session that never was, which tells an admin's key from others and changes nothing. */
    revokeNone: (): Promise<KeyOutcome> => keyOutcome(client.revokeSession(randomBytes(16).toString('hex'))),

    /** Revokes what is still open. */
    async revokeAll(): Promise<Check> {
      if (open.size === 0) return skipped('revocation', 'There is no session to revoke.');
      const ids = [...open];
      const outcomes = await Promise.all(ids.map((id) => keyOutcome(client.revokeSession(id))));
      for (const [index, {kind}] of outcomes.entries()) if (kind === 'given') open.delete(ids[index] ?? '');
      const count = ids.length === 1 ? 'The session is' : `All ${String(ids.length)} sessions are`;
      if (open.size === 0) return ok('revocation', `${count} revoked.`);
      return failed(
        'revocation',
        `${String(open.size)} of ${String(ids.length)} sessions could not be revoked.`,
        'Nothing has to be done: an unused one ends after 5 minutes, a used one after a day. The logout of your application will meet the same.',
      );
    },
  };
};

export type Sessions = ReturnType<typeof createSessions>;
