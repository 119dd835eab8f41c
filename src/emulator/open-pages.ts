import {randomUUID} from 'node:crypto';
import type {Clock} from './clock.js';
import {concerns, type FaultSubject} from './faults/fault-box.js';
import type {PageFault, PageReport, PollAnswer, SessionClock} from './page-api.js';
import type {EmbedToken} from './sessions/tokens.js';

/** How often a page asks. A moved clock is to be seen within two seconds. */
export const pollAfterMs = 750;

/** What a page said and heard, for tests. */
export interface PageRecord {
  readonly pageId: string;
  /** The session that it has now, by its name in the ledger. */
  readonly session: string;
  readonly user: string;
  readonly deploymentId: number | null;
  /** How many events of each type it posted to its parent. */
  readonly posted: Readonly<Record<string, number>>;
  /** The last actions that it got, oldest first. The payload of `set-session` is not among it. */
  readonly received: readonly {readonly type: string; readonly from: string; readonly payload?: unknown}[];
  readonly attempted: readonly Extract<PageReport, {kind: 'attempted'}>[];
  /** Whether it asked within the last ten seconds. */
  readonly alive: boolean;
}

interface OpenPage {
  readonly pageId: string;
  token: EmbedToken;
  sequence: number;
  queue: {readonly sequence: number; readonly fault: PageFault}[];
  readonly posted: Map<string, number>;
  readonly received: {type: string; from: string; payload?: unknown}[];
  readonly attempted: Extract<PageReport, {kind: 'attempted'}>[];
  seenAt: number;
}

const pageLimit = 2000;
const receivedLimit = 200;
const typeLimit = 100;
const queueLimit = 100;
const nameLimit = 200;
/** Characters of JSON; a longer payload is left out. */
const payloadLimit = 8000;
const aliveMs = 10_000;

const keepLast = <T>(list: T[], item: T): void => {
  list.push(item);
  if (list.length > receivedLimit) list.shift();
};

const record = (page: OpenPage, report: PageReport): void => {
  if (report.kind === 'attempted') {
    keepLast(page.attempted, {...report, ...(report.detail && {detail: report.detail.slice(0, nameLimit)})});
    return;
  }
  const type = report.type.slice(0, nameLimit);
  if (report.kind === 'posted') {
    if (page.posted.has(type) || page.posted.size < typeLimit) {
      page.posted.set(type, (page.posted.get(type) ?? 0) + 1);
    }
    return;
  }
  const from = report.from.slice(0, nameLimit);
  const isKept = !type.endsWith(':set-session') && (JSON.stringify(report.payload)?.length ?? 0) <= payloadLimit;
  keepLast(page.received, isKept ? {type, from, payload: report.payload} : {type, from});
};

/** The embedded pages that are open, as far as they ask. `realNow` is the machine's time, which `advance` doesn't move. */
export const createOpenPages = (clock: Clock, realNow: () => number = () => performance.now()) => {
  const pages = new Map<string, OpenPage>();
  const isAlive = (page: OpenPage): boolean => realNow() - page.seenAt < aliveMs;

  const sessionClock = ({expiringAt, expiredAt}: EmbedToken): SessionClock => ({
    expiringInMs: expiringAt - clock.now(),
    expiredInMs: expiredAt - clock.now(),
  });

  return {
    sessionClock,

    open(token: EmbedToken): string {
      const pageId = randomUUID();
      const [oldest] = pages.keys();
      if (pages.size >= pageLimit && oldest !== undefined) pages.delete(oldest);
      pages.set(pageId, {
        pageId,
        token,
        sequence: 0,
        queue: [],
        posted: new Map(),
        received: [],
        attempted: [],
        seenAt: realNow(),
      });
      return pageId;
    },

    /** A page goes on with a new token. False where it isn't known. */
    renew(pageId: string, token: EmbedToken): boolean {
      const page = pages.get(pageId);
      if (page !== undefined) page.token = token;
      return page !== undefined;
    },

    poll(pageId: string, after: number, reports: readonly PageReport[]): PollAnswer {
      const page = pages.get(pageId);
      if (page === undefined) return {sequence: after, now: clock.now(), session: null, pollAfterMs, faults: []};
      page.seenAt = realNow();
      for (const report of reports) record(page, report);
      page.queue = page.queue.filter(({sequence}) => sequence > after);
      return {
        sequence: page.sequence,
        now: clock.now(),
        session: sessionClock(page.token),
        pollAfterMs,
        faults: page.queue.map(({fault}) => fault),
      };
    },

    /** Sends a fault to the open pages with their next poll, and returns their number. */
    send(fault: PageFault, reach: FaultSubject): number {
      let sent = 0;
      for (const page of pages.values()) {
        const subject = {session: page.token.session, user: page.token.viewer.userId};
        const asked = {session: reach.session ?? undefined, user: reach.user ?? undefined};
        if (!isAlive(page) || !concerns(asked, subject)) continue;
        page.sequence += 1;
        page.queue.push({sequence: page.sequence, fault});
        if (page.queue.length > queueLimit) page.queue.shift();
        sent += 1;
      }
      return sent;
    },

    list: (): readonly PageRecord[] =>
      [...pages.values()].map((page) => ({
        pageId: page.pageId,
        session: page.token.session,
        user: page.token.viewer.userId,
        deploymentId: page.token.viewer.deploymentId,
        posted: Object.fromEntries(page.posted),
        received: [...page.received],
        attempted: [...page.attempted],
        alive: isAlive(page),
      })),
  };
};
