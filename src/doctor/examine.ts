import type {DoctorOptions} from './arguments.js';
import {createAsk, type Answer} from './ask.js';
import {skipped, type Check} from './check.js';
import {checkFraming} from './framing-check.js';
import {checkPage} from './page-checks.js';
import {checkRoute} from './route-checks.js';
import {createSecrets} from './secrets.js';
import {createSessions} from './sessions.js';
import {checkAddress, checkDashboard, checkExchange, checkKey, type Examination} from './tenant-checks.js';

/** Cube's side, from its address to its page. Returns Cube's page, where it answered. */
async function* checkTenant(examination: Examination): AsyncGenerator<Check, Answer | undefined> {
  const address = await checkAddress(examination);
  yield address;
  if (address.status === 'failed') {
    for (const name of ['key', 'embedding', 'session', 'exchange', 'dashboard', 'framing']) {
      yield skipped(name, 'The address has to work first.');
    }
    return undefined;
  }
  const sessionId = yield* checkSession(examination);
  const {check, document} = await checkFraming(examination, sessionId);
  yield check;
  return document;
}

/** What the key opens. Returns the session, exchanged or not, where there is one. */
async function* checkSession(examination: Examination): AsyncGenerator<Check, string | undefined> {
  const {checks, sessionId} = await checkKey(examination);
  yield* checks;
  if (sessionId === undefined) {
    yield skipped('exchange', 'A session has to work first.');
    yield await checkDashboard(examination, undefined);
    return undefined;
  }
  const {check, token} = await checkExchange(examination, sessionId);
  yield check;
  yield await checkDashboard(examination, token);
  return sessionId;
}

/**
 * Goes along the chain, from the tenant's address to the page and its route, and yields each check as it is done. Whatever
 * happens, the sessions are revoked at the end. No check shows a key, session or token.
 *
 * @param timeoutMs for each request with its answer
 */
export async function* examine(options: DoctorOptions, timeoutMs = 10_000): AsyncGenerator<Check, void> {
  const secrets = createSecrets();
  secrets.add(options.apiKey);
  const sessions = createSessions(options, secrets, timeoutMs);
  const examination: Examination = {options, ask: createAsk(timeoutMs), secrets, sessions};
  const chain = async function* (): AsyncGenerator<Check, void> {
    const document = yield* checkTenant(examination);
    yield* checkPage(examination, document);
    yield* checkRoute(examination);
  };
  let isDone = false;
  try {
    for await (const check of chain()) yield secrets.maskCheck(check);
    isDone = true;
    yield secrets.maskCheck(await sessions.revokeAll());
  } finally {
    if (!isDone) await sessions.revokeAll();
  }
}
