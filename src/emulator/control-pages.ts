import type {ActiveFault} from './faults/fault-box.js';
import {copyable, htmlPage, tableSection, type Column} from './html-page.js';
import type {LedgerTotals, LoggedRequest, SessionLife} from './ledger.js';
import type {PageRecord} from './open-pages.js';

const links: readonly (readonly [path: string, text: string])[] = [
  ['/', 'Front page'],
  ['/emulator/ledger', 'Ledger'],
  ['/emulator/faults', 'Faults'],
];

const navTo = (current: string): string => {
  const entries = links.map(
    ([path, text]) => `<a href="${path}"${path === current ? ' aria-current="page"' : ''}>${text}</a>`,
  );
  return `<nav aria-label="Emulator">${entries.join('')}</nav>`;
};

const instant = (at: number | null): string =>
  at === null ? '–' : new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** The newest of a long list, newest first. */
const newest = <T>(list: readonly T[]): readonly T[] => list.slice(-rowLimit).reverse();

const rowLimit = 200;

const lifeWords = ({exchanged, revokedAt, reused, refused}: SessionLife): string => {
  if (revokedAt !== null) return 'revoked';
  if (refused > 0 && exchanged === 0) return 'refused';
  if (exchanged === 0) return 'unused';
  return reused > 0 ? 'exchanged, then sent again' : 'exchanged';
};

const sessionColumns: readonly Column<SessionLife>[] = [
  ['Session', ({session}) => session],
  ['User', ({user}) => user],
  ['State', lifeWords],
  ['Issued', ({issuedAt}) => instant(issuedAt)],
  ['Exchanged', ({exchangedAt}) => instant(exchangedAt)],
  ['Documents', ({requested}) => requested],
  ['Sent again', ({reused}) => reused],
  ['From', ({origins}) => origins.join(', ') || null],
];

const countsOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([type, count]) => `${type.replace('cube:event:', '')} ${String(count)}`)
    .join(', ');

const pageColumns: readonly Column<PageRecord>[] = [
  ['Session', ({session}) => session],
  ['User', ({user}) => user],
  ['Deployment', ({deploymentId}) => deploymentId],
  ['Open', ({alive}) => (alive ? 'yes' : 'no')],
  ['Posted', ({posted}) => countsOf(posted) || null],
  ['Received', ({received}) => received.map(({type}) => type.replace('cube:action:', '')).join(', ') || null],
];

const requestColumns: readonly Column<LoggedRequest>[] = [
  ['At', ({at}) => instant(at)],
  ['Method', ({method}) => method],
  ['Path', ({path}) => path],
  ['Status', ({status}) => status],
  ['From', ({origin}) => origin],
];

const totalNames: Readonly<Record<keyof LedgerTotals, string>> = {
  issued: 'Issued',
  requested: 'Documents requested',
  exchanged: 'Exchanged',
  set: 'Of these by set-session',
  reused: 'Sent again after the exchange',
  refused: 'Refused',
  revoked: 'Revoked',
};

/** What the ledger's page shows of it. */
export interface ShownLedger {
  readonly now: number;
  readonly totals: LedgerTotals;
  readonly sessions: readonly SessionLife[];
  readonly requests: readonly LoggedRequest[];
  readonly pages: readonly PageRecord[];
}

/** The ledger for people; programs get the same address as JSON. */
export const ledgerPage = ({now, totals, sessions, requests, pages}: ShownLedger, origin: string): string =>
  htmlPage({
    title: 'Ledger',
    about: `What happened at this emulator until ${instant(now)} by its clock (UTC). Sessions are named by the beginning of their id’s SHA-256: the ids are kept nowhere.`,
    nav: navTo('/emulator/ledger'),
    body: [
      tableSection(
        'Sessions in all',
        Object.entries(totalNames).map(([key, name]) => ({name, count: totals[key as keyof LedgerTotals]})),
        [
          ['What', ({name}) => name],
          ['Count', ({count}) => count],
        ],
        '',
      ),
      tableSection('Sessions', newest(sessions), sessionColumns, 'No session was made yet.'),
      tableSection('Pages', newest(pages), pageColumns, 'No embedded page was opened yet.'),
      tableSection('Requests', newest(requests), requestColumns, 'No request came yet.'),
      `<section><h2>For programs</h2><p>The same address is JSON for every client that doesn’t ask for HTML. Each table here has the newest ${String(rowLimit)} rows, JSON has all.</p>
        ${copyable('Read it', `curl ${origin}/emulator/ledger`)}${copyable('Forget it', `curl -X DELETE ${origin}/emulator/ledger`)}</section>`,
    ].join(''),
  });

const detailsOf = ({rule}: ActiveFault): string | null => {
  const details = Object.entries(rule).filter(([name]) => name !== 'on' && name !== 'do');
  return details.length === 0 ? null : JSON.stringify(Object.fromEntries(details)).slice(0, 300);
};

const faultColumns: readonly Column<ActiveFault>[] = [
  ['Number', ({id}) => id],
  ['On', ({rule}) => rule.on],
  ['Does', ({rule}) => rule.do],
  ['How', detailsOf],
  ['Used', ({used}) => used],
];

/** The faults for people; programs get the same address as JSON. */
export const faultsPage = (faults: readonly ActiveFault[], origin: string): string => {
  const address = `${origin}/emulator/faults`;
  const add = `curl ${address} \\\n  -H 'Content-Type: application/json' -d '{"on": "exchange", "do": "status", "status": 500, "times": 1}'`;
  return htmlPage({
    title: 'Faults',
    about: 'The rules that make things go wrong here, in the order in which they were added.',
    nav: navTo('/emulator/faults'),
    body: [
      tableSection('In force', faults, faultColumns, 'No fault is in force.'),
      `<section><h2>For programs</h2><p>The same address is JSON for every client that doesn’t ask for HTML.</p>
        ${copyable('Add one', add)}${copyable('Remove one by its number', `curl -X DELETE ${address}/1`)}
        ${copyable('Remove all', `curl -X DELETE ${address}`)}</section>`,
    ].join(''),
  });
};
