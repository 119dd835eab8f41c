import {ownMember} from '../protocol/own-member.js';
import {parseSessionAnswer} from '../protocol/session-answer.js';
import {createSessionRequest} from '../protocol/session-request.js';
import {otherOriginTitle} from '../server/route/exchange.js';
import {isPage, isRedirect, jsonOf, NoAnswer, type Answer} from './ask.js';
import {failed, ok, skipped, type Check} from './check.js';
import {answered, type Examination} from './tenant-checks.js';

/** The origin of no real page (RFC 2606): a route that lets it ask lets every page ask. */
const stranger = 'https://doctor.invalid';

const identifies =
  'Let identify return null for a visitor without a login: the route then answers 401. Anybody who reaches it now sees what that viewer may see.';

/** Judges the route's answer to what the element sends, from a visitor who is not signed in. */
const judgeVisitor = (answer: Answer, gaveSession: boolean, baseUrl: string): Check => {
  const name = 'route-login';
  const {status} = answer;
  if (gaveSession) {
    const session = parseSessionAnswer(jsonOf(answer));
    const tenant = typeof session === 'string' ? undefined : session.baseUrl;
    const other = tenant !== undefined && tenant !== baseUrl ? `, of the tenant ${tenant}` : '';
    return failed(name, `It gives a session to a request without a login${other}.`, identifies);
  }
  if (isRedirect(answer)) {
    return failed(
      name,
      `It answers a visitor without a login by a redirect (${String(status)}), which the element doesn’t follow.`,
      'Answer 401 as JSON: leave the route out of what redirects to your login page.',
    );
  }
  if (status >= 200 && status <= 299) {
    return failed(
      name,
      isPage(answer)
        ? 'A page came in place of JSON: your application answers every path with its page.'
        : `It answers ${String(status)} without a usable session.`,
      'Mount the route at exactly this address, before what answers everything else; it answers 401 without a login, and 200 with {"sessionId"} to a viewer.',
    );
  }
  if (ownMember(jsonOf(answer), 'title') === otherOriginTitle) {
    return failed(
      name,
      'It refuses requests from your page’s own origin (403).',
      'Add the page’s origin to allowedOrigins; where page and route are one site, let the proxy pass on Host unchanged, port included.',
    );
  }
  switch (status) {
    case 401:
      return ok(name, 'It answers 401 to a visitor without a login.');
    case 403:
      return ok(name, 'It answers 403 to a visitor without a login; 401 would let the panel say “signed out”.');
    case 404:
    case 405:
      return failed(
        name,
        `There is no route for POST (${String(status)}).`,
        'Check --endpoint and session-endpoint of the tag, and the path and method that your server has the route under.',
      );
    case 429:
      return skipped(name, 'It answers 429: try again when its rate limit is over.');
    case 502:
    case 504:
      return failed(
        name,
        `It can’t get a session from Cube (${String(status)}).`,
        'Your server’s log has Cube’s own sentence; check CUBE_BASE_URL and CUBE_API_KEY in the environment of the server.',
      );
  }
  return status >= 500
    ? failed(name, `It failed (${String(status)}).`, 'Your server’s log has the reason: onError writes it there.')
    : failed(
        name,
        `It refuses what the element sends (${String(status)}).`,
        'Let a POST of application/json pass unchanged: look at body parsers, CSRF checks and firewalls before the route.',
      );
};

const judgeCaching = ({headers}: Answer): Check => {
  const control = headers.get('cache-control') ?? '';
  if (/\bno-store\b/i.test(control)) return ok('route-cache', 'Its answers are not stored.');
  return failed(
    'route-cache',
    `Its answers may be stored: Cache-Control is ${control === '' ? 'missing' : 'without no-store'}.`,
    'Send Cache-Control: no-store with every answer of the route, and let no proxy or CDN replace it: a session works once.',
  );
};

const judgeStranger = ({status, headers}: Answer, gaveSession: boolean): Check => {
  const name = 'route-origin';
  const cure = 'Let only your own pages ask: allowedOrigins of createSessionHandler, and no CORS middleware before it.';
  if (gaveSession) return failed(name, 'It gives a session to a page of another origin.', cure);
  const allowed = headers.get('access-control-allow-origin');
  if (allowed === '*' || allowed === stranger) {
    return failed(name, 'It lets pages of every origin read its answers: Access-Control-Allow-Origin.', cure);
  }
  return ok(name, `A page of another origin gets no session (${String(status)}).`);
};

const judgePreflight = ({headers}: Answer, origin: string): Check => {
  const name = 'route-cors';
  const cure = `Add ${origin} to allowedOrigins of createSessionHandler, and give the tag session-credentials="include" where the login is a cookie.`;
  if (headers.get('access-control-allow-origin') !== origin) {
    return failed(name, `It doesn’t let your page’s origin, ${origin}, ask: Access-Control-Allow-Origin.`, cure);
  }
  const granted = (headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/);
  if (!granted.includes('content-type') && !granted.includes('*')) {
    return failed(name, 'It doesn’t let your page send JSON: Access-Control-Allow-Headers.', cure);
  }
  return ok(name, `It lets ${origin} ask.`);
};

/** Checks the session route, asked without a login. Each session that the route gives is revoked at the end. */
export async function* checkRoute({options, ask, sessions}: Examination): AsyncGenerator<Check, void> {
  const {endpoint, page, type, dashboard, baseUrl} = options;
  if (endpoint === undefined) {
    yield skipped('route', 'Name your session route by --endpoint.');
    return;
  }
  const ownOrigin = page?.origin ?? endpoint.origin;
  const isSameOrigin = ownOrigin === endpoint.origin;
  const takeSession = (answer: Answer): boolean => sessions.adopt(ownMember(jsonOf(answer), 'sessionId'));
  const post = (origin: string, site: string): Promise<Answer> =>
    ask('The session route', endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        Origin: origin,
        'Sec-Fetch-Site': site,
      },
      body: JSON.stringify(createSessionRequest(type, dashboard, undefined, 'initial')),
    });

  let visitor: Answer;
  try {
    visitor = await post(ownOrigin, isSameOrigin ? 'same-origin' : 'cross-site');
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    yield failed('route-login', error.message, error.cure);
    yield skipped('route-get', 'The route has to answer first.');
    return;
  }
  yield judgeVisitor(visitor, takeSession(visitor), baseUrl);
  yield judgeCaching(visitor);
  yield await answered(
    'route-get',
    ask('The session route', endpoint, {headers: {Accept: 'application/json'}}).then((answer) =>
      takeSession(answer)
        ? failed(
            'route-get',
            'It gives a session to a GET, which a link or an image on any site can send.',
            'Let the route answer POST alone, and everything else with 405.',
          )
        : ok('route-get', `A GET gives no session (${String(answer.status)}).`),
    ),
  );
  yield await answered(
    'route-origin',
    post(stranger, 'cross-site').then((answer) => judgeStranger(answer, takeSession(answer))),
  );
  if (isSameOrigin) return;
  const preflight = {
    Origin: ownOrigin,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'content-type',
  };
  yield await answered(
    'route-cors',
    ask('The session route', endpoint, {method: 'OPTIONS', headers: preflight}).then((answer) =>
      judgePreflight(answer, ownOrigin),
    ),
  );
}
