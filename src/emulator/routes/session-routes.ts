import type {Backend} from '../backend.js';
import {applyRequestFaults, type FaultOutcome} from '../faults/request-faults.js';
import type {FaultSubject} from '../faults/fault-box.js';
import {forbidden, unauthorized} from '../http-problem.js';
import {apiPaths, exchangeReasonHeader} from '../page-api.js';
import {parseBody, readBody, readJson} from '../request-body.js';
import {isRecord, matching, objectOf, text} from '../shape.js';
import {sessionIdPattern, sessionName} from '../sessions/session-id.js';
import {sessionRequest} from '../sessions/session-request.js';
import {sessionViewer} from '../sessions/session-viewer.js';
import {tokenLifetimeMs, trustedMs, warningMs} from '../sessions/tokens.js';
import {addRoute, json, noContent, type RouteContext, type Routes} from './route.js';

const sessionBody = objectOf({sessionId: text});
const revokedBody = objectOf({sessionId: matching(sessionIdPattern, 'a session id, 32 lowercase hex digits')});

const userOf = (body: unknown): string | null => {
  if (!isRecord(body)) return null;
  const id = body['externalId'] ?? body['internalId'];
  return typeof id === 'string' ? id : null;
};

/** Generate Session, the exchange, and revoke. */
export const addSessionRoutes = (routes: Routes, backend: Backend): void => {
  const {apiKeys, clock, content, directory, faults, ledger, sessions, tokens} = backend;

  const faultsFor = (
    target: 'generate-session' | 'exchange',
    subject: FaultSubject,
    context: RouteContext,
  ): Promise<FaultOutcome> => applyRequestFaults(faults, target, subject, context.req.raw, context.env.outgoing);

  const generate = async (context: RouteContext): Promise<Response> => {
    const grant = apiKeys.requireAdmin(context.req.raw);
    const body = await readJson(context.req.raw);
    const {answer} = await faultsFor('generate-session', {user: userOf(body)}, context);
    if (answer !== null) return answer;
    const viewer = sessionViewer(content, directory, grant, parseBody(body, sessionRequest));
    const [lifetime] = faults.take('session', {user: viewer.userId});
    const {sessionId, expiresAt} = sessions.issue(viewer, lifetime?.ms);
    ledger.issued(sessionId, viewer.userId, expiresAt);
    return json({sessionId});
  };

  const exchange = async (context: RouteContext): Promise<Response> => {
    const request = context.req.raw;
    const {sessionId} = await readBody(request, sessionBody);
    const session = sessionName(sessionId);
    const subject = {session, user: ledger.book.session(session)?.user ?? null};
    const {answer} = await faultsFor('exchange', subject, context);
    if (answer !== null) return answer;
    const redeemed = sessions.redeem(sessionId);
    if (redeemed === null) {
      ledger.refused(session, request);
      throw unauthorized('This session is unknown, has expired, was revoked or was exchanged before.');
    }
    ledger.exchanged(session, request, request.headers.get(exchangeReasonHeader) === 'set-session');
    const {ms, expiringAfterMs, expiredAfterMs = trustedMs} = faults.take('token', subject)[0] ?? {};
    const now = clock.now();
    const times = {
      expiringAt: now + (expiringAfterMs ?? Math.max(0, expiredAfterMs - warningMs)),
      expiredAt: now + expiredAfterMs,
    };
    return json({token: await tokens.sign({...redeemed, session, ...times}, ms ?? tokenLifetimeMs)});
  };

  const revoke = async (context: RouteContext): Promise<Response> => {
    apiKeys.requireAdmin(context.req.raw);
    if (!content.account.embedding) throw forbidden('Embedding is not enabled for this account.');
    const {sessionId} = await readBody(context.req.raw, revokedBody);
    sessions.revoke(sessionId, tokenLifetimeMs);
    ledger.revoked(sessionName(sessionId));
    return noContent();
  };

  addRoute(routes, '/api/v1/embed/generate-session', {
    POST: (context) => ledger.counted('generate-session', () => generate(context)),
  });
  addRoute(routes, apiPaths.exchange, {POST: (context) => ledger.counted('exchange', () => exchange(context))});
  addRoute(routes, '/api/v1/embed/session/revoke', {POST: revoke});
};
