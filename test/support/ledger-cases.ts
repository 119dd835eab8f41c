import type {CubeEmbedElement} from '../../src/index.js';
import type {CaseRow} from './ledger-table.js';
import {until, type Tenant} from './tenant.js';

let title = '';
beforeEach(function () {
  title = this.currentTest?.fullTitle() ?? '';
});

const engine = navigator.userAgent.includes('Firefox')
  ? 'firefox'
  : navigator.userAgent.includes('Chrome')
    ? 'chromium'
    : 'webkit';

/** What a case must come to. */
export interface Outcome {
  /** Sessions that the host's backend got from Cube. */
  readonly issued: number;
  /** Sessions that a frame exchanged for a token, by navigation or by `set-session`. */
  readonly exchanged: number;
  /** The element's state, or the code of its fatal error. */
  readonly end: string;
}

/** Where an element stands: its state, or its fatal error's code. */
const endOf = (element: CubeEmbedElement): string => element.error?.code ?? element.state;

/** Waits until the tenant's ledger and the elements say what a case must come to, and notes it in the run's table. */
export async function endsWith(tenant: Tenant, outcome: Outcome, ...elements: CubeEmbedElement[]): Promise<void> {
  const wanted = JSON.stringify(outcome);
  let last = '';
  const look = async (): Promise<boolean> => {
    const lives = await tenant.sessions();
    const issued = lives.filter(({issuedAt}) => issuedAt !== null).length;
    const exchanged = lives.reduce((sum, life) => sum + life.exchanged, 0);
    const ends = [...new Set(elements.map(endOf))].join(' ');
    last = JSON.stringify({issued, exchanged, end: ends} satisfies Outcome);
    return last === wanted;
  };
  await until(`${wanted}`, look, 60_000).catch(() => {
    throw new Error(`expected ${wanted}, got ${last}`);
  });
  const row: CaseRow = {name: title, engine, ...outcome};
  await fetch('/__tenant/cases', {method: 'POST', body: JSON.stringify(row)});
}

/** The reasons of the session requests that a tenant's endpoint got. */
export const reasonsOf = async (tenant: Tenant): Promise<readonly string[]> =>
  (await tenant.seen()).requests.map(({body}) => (JSON.parse(body) as {reason: string}).reason);
