import type {DoctorOptions} from './arguments.js';
import {isRedirect, redirectTarget, type Answer} from './ask.js';
import {failed, ok, skipped, type Check} from './check.js';
import {forbiddenBy, parsePolicies} from './content-security-policy.js';
import {answered, type Examination} from './tenant-checks.js';

/** Stands for a page that is not known: no policy that lists origins can name it. */
const anyPage = new URL('https://page.invalid');

const cure = (page: string): string =>
  `Let ${page} frame it: take the header away where a proxy of yours adds it, else ask Cube’s support which origins the account allows.`;

/** What the headers of Cube's page say about being framed. Where `frame-ancestors` is there browsers ignore the older header. */
const judgeHeaders = ({headers}: Answer, baseUrl: string, page: URL | undefined): Check => {
  const named = page?.origin ?? 'your page’s origin';
  const policies = parsePolicies(headers.get('content-security-policy') ?? '');
  const lists = policies.flatMap((policy) => policy.get('frame-ancestors') ?? []);
  if (policies.some((policy) => policy.has('frame-ancestors'))) {
    const isForbidden = forbiddenBy(policies, 'frame-ancestors', page ?? anyPage, new URL(baseUrl)) !== undefined;
    if (!isForbidden) return ok('framing', `Cube’s page lets ${page?.origin ?? 'every page'} frame it.`);
    // What names other origins than the tenant's own may name the page's.
    if (page === undefined && lists.some((source) => !/^'/.test(source))) {
      return skipped('framing', 'Cube’s page lets only certain origins frame it: name your page by --page.');
    }
    return failed('framing', `Cube’s page refuses to be framed by ${named}: frame-ancestors.`, cure(named));
  }
  const options = new Set((headers.get('x-frame-options') ?? '').toUpperCase().split(/\s*,\s*/));
  if (options.has('DENY') || options.has('SAMEORIGIN')) {
    return failed('framing', `Cube’s page refuses to be framed by ${named}: X-Frame-Options.`, cure(named));
  }
  return ok('framing', `Cube’s page lets ${page?.origin ?? 'every page'} frame it.`);
};

const judgeDocument = (answer: Answer, url: string, {baseUrl, page}: DoctorOptions): Check => {
  if (isRedirect(answer)) {
    const target = redirectTarget(answer, url);
    if (target?.origin === baseUrl) return ok('framing', 'Cube’s page leads on inside the tenant.');
    return failed(
      'framing',
      `Cube’s page leads on to ${target?.origin ?? 'an address that can’t be read'}, where the element does not follow with a session.`,
      'Give --base-url, base-url of the tag and baseUrl of the route that origin, where it is your tenant’s.',
    );
  }
  if (answer.status < 200 || answer.status > 299) {
    return failed(
      'framing',
      `Cube’s page answered ${String(answer.status)}.`,
      answer.status >= 500
        ? 'Try again in a few minutes; where it stays so, ask Cube’s support.'
        : 'Look for a proxy before the tenant that doesn’t let /embed/ pass.',
    );
  }
  if (/^\s*attachment/i.test(answer.headers.get('content-disposition') ?? '')) {
    return failed(
      'framing',
      'Cube’s page comes as a download: Content-Disposition.',
      'Look for a proxy before the tenant that adds the header.',
    );
  }
  return judgeHeaders(answer, baseUrl, page);
};

/**
 * Whether Cube's page lets itself be framed. The session, where there is one, was exchanged before: a document that is only
 * fetched spends nothing.
 *
 * @returns the check, and Cube's answer, which a page with a Cross-Origin-Embedder-Policy has demands on
 */
export const checkFraming = async (
  {options, ask}: Examination,
  sessionId: string | undefined,
): Promise<{readonly check: Check; readonly document: Answer | undefined}> => {
  const {baseUrl, deploymentId, type, dashboard} = options;
  if (type === 'dashboard' && dashboard === undefined) {
    return {check: skipped('framing', 'Name a dashboard by --dashboard.'), document: undefined};
  }
  const path = dashboard === undefined ? type : `${type}/${dashboard}`;
  const url = `${baseUrl}/embed/d/${String(deploymentId)}/${path}${sessionId === undefined ? '' : `?session=${sessionId}`}`;
  let document: Answer | undefined;
  const check = await answered(
    'framing',
    ask('Cube’s page', url, {headers: {Accept: 'text/html'}}).then((answer) => {
      document = answer;
      return judgeDocument(answer, url, options);
    }),
  );
  return {check, document};
};
