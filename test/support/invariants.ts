import {expect} from 'chai';
import './watched-globals.js';
import {errorCodes} from '../../src/protocol/errors.js';
import type {SessionLife} from '../../src/emulator/ledger.js';
import {endFakeTime} from './fake-time.js';
import {restorePage} from './page-state.js';
import {heardAndSaid, idsIn, postedFor} from './session-traces.js';
import {beforeClose, lastingTenants, openTenants, until, type Tenant} from './tenant.js';
import {heldByUs} from './watched-globals.js';

/**
 * What holds after every browser test. A test file imports this before the package, once, and each of its tests is
 * checked when it is over, all elements removed: there is nothing to call and nothing to switch off.
 *
 * - No session was exchanged twice or refused as used, none was seen by another tenant or from another origin.
 * - No message was posted for another origin than a tenant's.
 * - There was no unhandled rejection, no error event, and on the console the element told only errors that have a code.
 * - No session id is on the console, in an attribute of a host, in a panel, in the detail of an event, in an error, in
 *   storage.
 * - No timer, listener, observer or request of ours is left, no fake timer either, and no hint in the head.
 * - The history is as long as before; `Object.prototype` and the names of the window are as they were.
 */
interface FrameDoings {
  /** Sessions that documents in frames tried again on their own, by loading again. */
  reuses: number;
  /** Entries that documents in frames added to the history. */
  historyEntries: number;
}

let frameDid: FrameDoings = {reuses: 0, historyEntries: 0};

/**
 * States what the documents in the frames did of their own accord in this test: a frame that reloads sends its spent
 * session again. Exactly that is expected, no more and no less.
 */
export const framesDo = (doings: Partial<FrameDoings>): void => {
  frameDid = {...frameDid, ...doings};
};

interface Book {
  readonly baseUrl: string;
  readonly lives: readonly SessionLife[];
}

let books: Book[] = [];
const readBook = async (tenant: Tenant): Promise<void> => {
  const lives = await tenant.sessions();
  books.push({baseUrl: tenant.baseUrl, lives});
};
beforeClose.add(readBook);

const failures: string[] = [];
window.addEventListener('unhandledrejection', ({reason}) => failures.push(`rejection: ${String(reason)}`));
const errorEvents: ErrorEvent[] = [];
window.addEventListener('error', (event) => errorEvents.push(event));

const prototypeKeys = Reflect.ownKeys(Object.prototype);
let globals = new Set<string>();
let historyLength = history.length;

function checkLedger(): void {
  let reused = 0;
  for (const {baseUrl, lives} of books) {
    const foreign = new Set(books.filter((other) => other.baseUrl !== baseUrl).flatMap(issuedIn));
    for (const life of lives) {
      expect(life.exchanged, `session ${life.session} was exchanged once at most`).to.be.at.most(1);
      expect(foreign.has(life.session), `session ${life.session} of another tenant came here`).to.equal(false);
      expect(life.hosts, 'hosts that got the session').to.satisfy((hosts: string[]) =>
        hosts.every((host) => host === new URL(baseUrl).host),
      );
      expect([location.origin, baseUrl, 'null'], 'origins that sent it').to.include.members([...life.origins]);
      reused += life.reused;
    }
  }
  expect(reused, 'sessions that were refused as used before').to.equal(frameDid.reuses);
}

const issuedIn = ({lives}: Book): string[] =>
  lives.filter(({issuedAt}) => issuedAt !== null).map(({session}) => session);

async function removeElements(): Promise<void> {
  for (const child of [...document.body.children]) if (child.localName !== 'script') child.remove();
  // Those that a test has taken out itself end in the same task; what waits for them ends a microtask later.
  await Promise.resolve();
}

/** What can be read of an element in the page, but for its frame. */
const shown = (element: Element): string[] => [
  (element.cloneNode() as Element).outerHTML,
  ...[...(element.shadowRoot?.querySelectorAll(':not(iframe)') ?? [])].map(
    (part) => (part.cloneNode() as Element).outerHTML,
  ),
  element.shadowRoot?.textContent ?? '',
];

const toldError = new RegExp(`^console\\.error <cube-embed> (${errorCodes.join('|')}): `);

/** What is stored under this page's origin, as text. */
const stored = (): string =>
  [...Object.entries(localStorage), ...Object.entries(sessionStorage)].join() + document.cookie;

/** Forgets what was. */
export function beginWatch(): void {
  books = [];
  failures.length = errorEvents.length = 0;
  heardAndSaid.length = postedFor.length = 0;
  frameDid = {reuses: 0, historyEntries: 0};
  historyLength = history.length;
  globals = new Set(Object.getOwnPropertyNames(window));
}
beforeEach(beginWatch);

afterEach('the invariants hold', async function () {
  try {
    await checkInvariants();
  } catch (error) {
    if (error instanceof Error) error.message = `after "${this.currentTest?.fullTitle()}": ${error.message}`;
    throw error;
  }
});

/** Ends what a test has begun; throws where an invariant doesn't hold. */
export async function checkInvariants(): Promise<void> {
  const elements = [...document.querySelectorAll('cube-embed')];
  const traces = [...heardAndSaid, ...elements.flatMap(shown), stored(), document.title];
  await removeElements();
  restorePage();
  for (const tenant of [...openTenants]) await tenant.close();
  for (const tenant of lastingTenants) await readBook(tenant);
  await until('nothing of ours is left', () => !heldByUs().length, 500).catch(() => undefined);
  expect(heldByUs(), 'held after all elements are gone').to.deep.equal([]);
  expect(endFakeTime(), 'fake timers left').to.equal(0);
  expect(document.head.querySelectorAll('link[rel=preconnect]').length, 'hints left in the head').to.equal(0);
  checkLedger();
  expect(failures, 'unhandled').to.deep.equal([]);
  const unhandled = errorEvents.filter((event) => !event.defaultPrevented).map(({message}) => message);
  expect(unhandled, 'error events').to.deep.equal([]);
  const said = heardAndSaid.filter((text) => text.startsWith('console.error <cube-embed>') && !toldError.test(text));
  expect(said, 'errors on the console').to.deep.equal([]);
  const tenants = books.map(({baseUrl}) => baseUrl);
  if (tenants.length) expect(tenants, 'origins that were posted for').to.include.members([...new Set(postedFor)]);
  expect(
    traces.filter((text) => idsIn(text)),
    'texts with a session id in them',
  ).to.deep.equal([]);
  expect(history.length, 'length of the history').to.be.at.most(historyLength + frameDid.historyEntries);
  expect(Reflect.ownKeys(Object.prototype)).to.deep.equal(prototypeKeys);
  const added = Object.getOwnPropertyNames(window).filter((name) => !globals.has(name));
  expect(added, 'new names of the window').to.deep.equal([]);
}
