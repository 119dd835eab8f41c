import {isRedirect, NoAnswer, redirectTarget, type Answer, type Ask} from './ask.js';
import {failed, ok, skipped, type Check} from './check.js';
import {forbiddenBy, metaPolicies, parsePolicies} from './content-security-policy.js';
import type {Examination} from './tenant-checks.js';

const redirectLimit = 5;

/** Follows redirects for as long as they stay on the page's origin. */
const askPage = async (ask: Ask, page: URL): Promise<{readonly answer: Answer; readonly url: URL}> => {
  let url = page;
  for (let left = redirectLimit; ; left -= 1) {
    const answer = await ask('Your page', url, {headers: {Accept: 'text/html'}});
    const target = isRedirect(answer) ? redirectTarget(answer, url) : undefined;
    if (left === 0 || target === undefined || target.origin !== page.origin) return {answer, url};
    url = target;
  }
};

const byHand = 'Look at the headers of the page itself in the browser’s network panel.';

/** Whether the page could be read at all. */
const judgePage = (answer: Answer, url: URL, baseUrl: string): Check => {
  if (url.origin === baseUrl) {
    return failed(
      'page',
      'Your page and --base-url have the same origin, which the element refuses.',
      'Give --base-url, base-url of the tag and baseUrl of the route the tenant’s origin.',
    );
  }
  if (isRedirect(answer)) {
    const target = redirectTarget(answer, url)?.origin ?? 'an address that can’t be read';
    return skipped('page', `It leads on to ${target}, to a login as it seems. ${byHand}`);
  }
  if (answer.status === 401 || answer.status === 403) {
    return skipped('page', `It wants a login (${String(answer.status)}). ${byHand}`);
  }
  if (answer.status < 200 || answer.status > 299) {
    return failed('page', `It answered ${String(answer.status)}.`, 'Check --page, and the log of your server.');
  }
  return ok('page', `${url.origin} answers.`);
};

const checkPolicy = ({headers, text}: Answer, url: URL, tenant: URL, endpoint: URL | undefined): Check => {
  const name = 'page-csp';
  const policies = [...parsePolicies(headers.get('content-security-policy') ?? ''), ...metaPolicies(text)];
  if (policies.length === 0) return ok(name, 'The page has no Content-Security-Policy.');
  const byFrame = forbiddenBy(policies, 'frame-src', tenant, url);
  if (byFrame !== undefined) {
    return failed(
      name,
      `The page’s Content-Security-Policy forbids the frame, by ${byFrame}.`,
      `Add to the policy of your page: frame-src ${tenant.origin}`,
    );
  }
  const byConnect = endpoint && forbiddenBy(policies, 'connect-src', endpoint, url);
  if (endpoint && byConnect !== undefined) {
    return failed(
      name,
      `The page’s Content-Security-Policy forbids requests to the session route, by ${byConnect}.`,
      `Add to the policy of your page: connect-src ${endpoint.origin === url.origin ? "'self'" : endpoint.origin}`,
    );
  }
  return ok(name, `The page’s Content-Security-Policy allows the frame${endpoint ? ' and the session route' : ''}.`);
};

/** https://html.spec.whatwg.org/multipage/browsers.html#check-a-navigation-response's-adherence-to-its-embedder-policy */
const isIsolated = (headers: Headers | undefined): boolean =>
  /^\s*(require-corp|credentialless)\b/i.test(headers?.get('cross-origin-embedder-policy') ?? '');

const checkEmbedderPolicy = ({headers}: Answer, document: Answer | undefined): Check => {
  const name = 'page-coep';
  if (!isIsolated(headers)) return ok(name, 'The page has no Cross-Origin-Embedder-Policy.');
  if (document === undefined) return skipped(name, 'The page has one; Cube’s page has to answer first.');
  const isOpen = /^\s*cross-origin\b/i.test(document.headers.get('cross-origin-resource-policy') ?? '');
  if (isIsolated(document.headers) && isOpen) {
    return ok(name, 'The page has a Cross-Origin-Embedder-Policy, and Cube’s page opts in.');
  }
  return failed(
    name,
    'The page has a Cross-Origin-Embedder-Policy, and Cube’s page doesn’t opt in: browsers block the frame.',
    'Remove the header from the answers of this page; what needs it belongs on another one.',
  );
};

/** The features that the frame is given, with what a viewer misses without them. */
const features = {
  fullscreen: 'full screen',
  'clipboard-write': 'copying',
} as const;

/** Tells whether a Permissions-Policy keeps a feature from a frame: https://www.w3.org/TR/permissions-policy/ */
const isTakenAway = (policy: string, feature: string, origin: string): boolean => {
  const [, list, word] = new RegExp(`(?:^|,)\\s*${feature}\\s*=\\s*(?:\\(([^)]*)\\)|([^\\s,;]+))`).exec(policy) ?? [];
  const allowed = list?.trim().split(/\s+/) ?? (word === undefined ? ['*'] : [word]);
  return !allowed.some((entry) => entry === '*' || entry === `"${origin}"`);
};

const checkPermissions = ({headers}: Answer, {origin}: URL): Check => {
  const policy = headers.get('permissions-policy') ?? '';
  const missing = Object.entries(features).filter(([feature]) => isTakenAway(policy, feature, origin));
  if (missing.length === 0) return ok('page-permissions', 'Full screen and copying are left to the frame.');
  const lost = missing.map(([, meaning]) => meaning).join(' and ');
  const entries = missing.map(([feature]) => `${feature}=(self "${origin}")`).join(', ');
  return ok(
    'page-permissions',
    `The page’s Permissions-Policy takes ${lost} away from the frame; to give it back: ${entries}`,
  );
};

/** The page: whether it answers, and whether its own policies let the frame in. */
export async function* checkPage(
  {options: {baseUrl, page, endpoint}, ask}: Examination,
  document: Answer | undefined,
): AsyncGenerator<Check, void> {
  if (page === undefined) {
    yield skipped('page', 'Name yours by --page.');
    return;
  }
  try {
    const {answer, url} = await askPage(ask, page);
    const check = judgePage(answer, url, baseUrl);
    yield check;
    if (check.status !== 'ok') return;
    const tenant = new URL(baseUrl);
    yield checkPolicy(answer, url, tenant, endpoint);
    yield checkEmbedderPolicy(answer, document);
    yield checkPermissions(answer, tenant);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    yield failed('page', error.message, error.cure);
  }
}
