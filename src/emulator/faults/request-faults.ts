import {HttpProblem} from '../http-problem.js';
import type {RequestTarget} from './fault-rule.js';
import type {FaultBox, FaultSubject, TakenFault} from './fault-box.js';

/** The connection of a request, where there is one that can be cut. */
export interface Connection {
  destroy(): void;
}

/** Thrown where a fault cuts the connection. */
export class ConnectionReset extends Error {
  override readonly name = 'ConnectionReset';
}

/** A longer timer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Waits, but no longer than the request lives and the rule stands. */
const pause = (ms: number | null, request: Request, removed: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const signals = [request.signal, removed];
    if (signals.some((signal) => signal.aborted)) {
      resolve();
      return;
    }
    const timer = ms === null ? undefined : setTimeout(done, Math.min(ms, longestTimerMs));
    function done() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', done);
      resolve();
    }
    for (const signal of signals) signal.addEventListener('abort', done);
  });

const redirectTarget = (to: string, request: Request): string => {
  const target = new URL(to, request.url);
  if (target.pathname !== '/' || target.search !== '') return target.href;
  const {pathname, search} = new URL(request.url);
  return new URL(pathname + search, target).href;
};

type RuleOn<Target extends RequestTarget | 'document'> = TakenFault<Target>['rule'];

const documentHeaders = (rule: RuleOn<'document'>): Record<string, string> => {
  if (rule.do === 'attachment') return {'Content-Disposition': 'attachment; filename="embed.html"'};
  if (rule.do !== 'refuse-frame') return {};
  return rule.how === 'frame-ancestors'
    ? {'Content-Security-Policy': "frame-ancestors 'none'"}
    : {'X-Frame-Options': 'DENY'};
};

const answerOf = (rule: RuleOn<RequestTarget | 'document'>, request: Request): Response | null => {
  switch (rule.do) {
    case 'status': {
      const {status, body, headers = {}} = rule;
      const empty = status === 204 || status === 205 || status === 304;
      if (empty) return new Response(null, {status, headers: {...headers}});
      if (body !== undefined) return Response.json(body, {status, headers: {...headers}});
      return new HttpProblem(status, 'A fault was asked for.', headers).toResponse();
    }
    case 'redirect': {
      const headers = {Location: redirectTarget(rule.to, request), 'Cache-Control': 'no-store'};
      return new Response(null, {status: rule.status ?? 302, headers});
    }
    case 'answer':
      return new Response(rule.body, {
        status: rule.status ?? 200,
        headers: {'Content-Type': rule.contentType ?? 'text/html'},
      });
    default:
      return null;
  }
};

/** What the faults make of a request: an answer instead of the usual one, or headers on top of it. */
export interface FaultOutcome {
  readonly answer: Response | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Lets the faults have their say about a request. Throws `ConnectionReset` after having cut the connection. */
export const applyRequestFaults = (
  box: FaultBox,
  target: RequestTarget | 'document',
  subject: FaultSubject,
  request: Request,
  connection: Connection | undefined,
): Promise<FaultOutcome> =>
  box.during(target, subject, async (taken) => {
    let headers: Record<string, string> = {};
    for (const {rule, removed} of taken) {
      if (rule.do === 'delay') await pause(rule.ms, request, removed);
      else if (rule.do === 'hang') await pause(null, request, removed);
      else if (rule.do === 'reset') {
        connection?.destroy();
        throw new ConnectionReset('The connection was reset.');
      }
      const answer = answerOf(rule, request);
      if (answer !== null) return {answer, headers};
      if (rule.on === 'document') headers = {...headers, ...documentHeaders(rule)};
    }
    return {answer: null, headers};
  });
