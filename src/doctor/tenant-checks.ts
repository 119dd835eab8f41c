import {ownMember} from '../protocol/own-member.js';
import {cubeSentence, oneLine} from '../server/report.js';
import type {DoctorOptions} from './arguments.js';
import {isPage, isRedirect, jsonOf, NoAnswer, redirectTarget, type Answer, type Ask} from './ask.js';
import {failed, ok, skipped, type Check} from './check.js';
import {keyChecks, quoted} from './key-checks.js';
import {keyVerdict} from './key-verdict.js';
import type {Secrets} from './secrets.js';
import type {Sessions} from './sessions.js';

/** What the checks of one run share. */
export interface Examination {
  readonly options: DoctorOptions;
  readonly ask: Ask;
  readonly secrets: Secrets;
  readonly sessions: Sessions;
}

/** Turns a missing answer into the check that failed by it. */
export const answered = async (name: string, check: Promise<Check>): Promise<Check> => {
  try {
    return await check;
  } catch (error) {
    if (error instanceof NoAnswer) return failed(name, error.message, error.cure);
    throw error;
  }
};

/** Masked before it is cut: a cut through a secret would leave its first half. */
const said = (answer: Answer, {mask}: Secrets): string =>
  quoted(isPage(answer) ? '' : oneLine(mask(cubeSentence(jsonOf(answer) ?? answer.text))).slice(0, 200));

/** Address and TLS: whether anything answers at the tenant's origin. */
export const checkAddress = ({options: {baseUrl}, ask}: Examination): Promise<Check> =>
  answered(
    'address',
    ask(baseUrl, `${baseUrl}/`).then((answer) => {
      if (answer.status >= 500) {
        return failed(
          'address',
          `${baseUrl} answered ${String(answer.status)}: a gateway before the tenant, or the tenant itself, is down.`,
          'Open it in a browser; where it stays so, ask Cube’s support.',
        );
      }
      const target = isRedirect(answer) ? redirectTarget(answer, baseUrl)?.origin : undefined;
      const elsewhere = target !== undefined && target !== baseUrl ? `, and leads on to ${target}` : '';
      const tls = baseUrl.startsWith('https:') ? ' with a TLS certificate that holds' : '';
      return ok('address', `${baseUrl} answers${tls}${elsewhere}.`);
    }),
  );

/** The key, embedding and a session, by two calls that only together tell the reasons apart. */
export const checkKey = async ({
  options,
  sessions,
}: Examination): Promise<{readonly checks: readonly Check[]; readonly sessionId: string | undefined}> => {
  const {type} = options;
  const revocation = await sessions.revokeNone();
  const {outcome: generation, sessionId} = await sessions.make(type === 'app');
  const refusedApp = type === 'app' && generation.kind === 'refused' && generation.status === 403;
  const plain = refusedApp ? (await sessions.make(false)).outcome : undefined;
  const verdict = keyVerdict({type, revocation, generation, plain});
  return {checks: keyChecks(verdict, generation, options), sessionId};
};

/** Trades the session for a token, as the frame does; undefined where that failed. */
export const checkExchange = async (
  {options: {baseUrl}, ask, secrets}: Examination,
  sessionId: string,
): Promise<{readonly check: Check; readonly token: string | undefined}> => {
  let token: string | undefined;
  const check = await answered(
    'exchange',
    ask('The exchange', `${baseUrl}/api/v1/embed/session/token`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', Accept: 'application/json'},
      body: JSON.stringify({sessionId}),
    }).then((answer) => {
      const given = ownMember(jsonOf(answer), 'token');
      if (answer.status === 200 && typeof given === 'string' && given !== '') {
        token = given;
        secrets.add(given);
        return ok('exchange', 'Cube traded the session for a token, as it does for the frame.');
      }
      if (answer.status === 401) {
        return failed(
          'exchange',
          `Cube does not know the session that it has just given (401).${said(answer, secrets)}`,
          'Something on the way sends requests twice, or --base-url leads to two tenants by turns: look at the proxies before it.',
        );
      }
      return failed(
        'exchange',
        isPage(answer)
          ? 'The exchange was answered by a page.'
          : `Cube answered the exchange with ${String(answer.status)} and no token.${said(answer, secrets)}`,
        'Every viewer’s browser makes this call: let POST /api/v1/embed/session/token pass through proxies and login pages.',
      );
    }),
  );
  return {check, token};
};

const judgeDashboard = (answer: Answer, user: string, secrets: Secrets): Check => {
  const status = String(answer.status);
  switch (answer.status) {
    case 200:
      if (!isPage(answer) && jsonOf(answer) !== undefined) {
        return ok('dashboard', `It is published, open to signed embedding and shared with “${user}”.`);
      }
      break;
    case 403:
      return failed(
        'dashboard',
        `Signed embedding is not allowed for it (403).${said(answer, secrets)}`,
        'Open the dashboard in Cube’s console and switch on Share → Embed → Allow signed embedding.',
      );
    case 404:
      return failed(
        'dashboard',
        `There is none that “${user}” can see (404): the public id is wrong or another deployment’s, or it is not published, or not shared.${said(answer, secrets)}`,
        'In Cube’s console compare the id under Share → Embed, then publish the dashboard, then share it with all embed users; shared with some only, give --user the external id of one of them.',
      );
  }
  return failed(
    'dashboard',
    isPage(answer) ? 'A page came in place of the dashboard.' : `Cube answered ${status}.${said(answer, secrets)}`,
    answer.status >= 500
      ? 'Try again in a few minutes; where it stays so, ask Cube’s support.'
      : 'Look for a proxy or login page before the tenant that doesn’t let /api/ pass.',
  );
};

/** Whether the session may see the dashboard. */
export const checkDashboard = async (
  {options: {baseUrl, type, dashboard, user}, ask, secrets}: Examination,
  token: string | undefined,
): Promise<Check> => {
  if (type !== 'dashboard') return skipped('dashboard', `--type ${type} has none.`);
  if (dashboard === undefined) return skipped('dashboard', 'Name one by --dashboard.');
  if (token === undefined) return skipped('dashboard', 'A session and its exchange have to work first.');
  const headers = {Authorization: `Embed-Token ${token}`, Accept: 'application/json'};
  return answered(
    'dashboard',
    ask('The dashboard', `${baseUrl}/api/v1/embed/dashboard/${dashboard}`, {headers}).then((answer) =>
      judgeDashboard(answer, user, secrets),
    ),
  );
};
