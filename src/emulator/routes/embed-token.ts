import {applyRequestFaults} from '../faults/request-faults.js';
import type {Backend} from '../backend.js';
import {unauthorized} from '../http-problem.js';
import {embedTokenScheme} from '../page-api.js';
import type {EmbedToken} from '../sessions/tokens.js';
import type {RouteContext, RouteHandler} from './route.js';

const tokenPattern = new RegExp(`^${embedTokenScheme} +(\\S+)$`, 'i');

/** The embed token of a request. Throws 401 without one, and for one that has ended or was revoked. */
export const requireToken = async ({tokens, sessions}: Backend, request: Request): Promise<EmbedToken> => {
  const match = tokenPattern.exec(request.headers.get('authorization') ?? '');
  if (match?.[1] === undefined) throw unauthorized(`Send an embed token: "Authorization: ${embedTokenScheme} TOKEN".`);
  const token = await tokens.verify(match[1]);
  if (sessions.isRevoked(token.key)) throw unauthorized('The session of this embed token was revoked.');
  return token;
};

/** A handler of the page's requests: with its token, counted, and open to faults on `data`. */
export const withToken =
  (
    backend: Backend,
    handler: (token: EmbedToken, context: RouteContext) => Response | Promise<Response>,
  ): RouteHandler =>
  (context) =>
    backend.ledger.counted('data', async () => {
      const token = await requireToken(backend, context.req.raw);
      const subject = {session: token.session, user: token.viewer.userId};
      const {answer} = await applyRequestFaults(backend.faults, 'data', subject, context.req.raw, context.env.outgoing);
      return answer ?? handler(token, context);
    });
