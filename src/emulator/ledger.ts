import type {Clock} from './clock.js';
import {sessionName} from './sessions/session-id.js';

/** The requests whose concurrency is counted. */
export const countedKinds = ['generate-session', 'exchange', 'document', 'data'] as const;
export type CountedKind = (typeof countedKinds)[number];

/** A session's life. A session is named by the first 16 hex digits of the SHA-256 of its id: the id itself is not kept. */
export interface SessionLife {
  readonly session: string;
  /** The external id, or the username; null where the session was never issued here. */
  readonly user: string | null;
  /** Null: a request carried an id that was never issued. Epoch ms by the emulator's clock, like all instants here. */
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
  /** Documents that were requested with it in their URL. */
  readonly requested: number;
  /** Exchanges that succeeded: never more than one. */
  readonly exchanged: number;
  readonly exchangedAt: number | null;
  /** Those of them that answered `cube:action:set-session`. */
  readonly set: number;
  /** Exchanges that were refused after one had succeeded. */
  readonly reused: number;
  /** Exchanges that were refused for any other reason: unknown, expired, revoked. */
  readonly refused: number;
  readonly revokedAt: number | null;
  /** The hosts (name and port) that got a request with this session. */
  readonly hosts: readonly string[];
  /** The origins that such a request came from, by its Origin or Referer. */
  readonly origins: readonly string[];
}

type Writable<T> = {-readonly [K in keyof T]: T[K]};
type Life = Writable<Omit<SessionLife, 'hosts' | 'origins'>> & {hosts: Set<string>; origins: Set<string>};

export interface LedgerTotals {
  readonly issued: number;
  readonly requested: number;
  readonly exchanged: number;
  readonly set: number;
  readonly reused: number;
  readonly refused: number;
  readonly revoked: number;
}

export interface InFlight {
  readonly now: number;
  readonly max: number;
}

/** One request, without its query and body. */
export interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly origin: string | null;
  readonly status: number;
}

const originOf = (request: Request): string | null => {
  const source = request.headers.get('origin') ?? request.headers.get('referer');
  if (source === null) return null;
  return URL.canParse(source) ? new URL(source).origin : 'null';
};

/** More hosts or origins of one session are made up by the client. */
const placeLimit = 50;

const note = (places: Set<string>, place: string): void => {
  if (places.size < placeLimit) places.add(place.slice(0, 300));
};

const viewOf = (life: Life): SessionLife => ({...life, hosts: [...life.hosts], origins: [...life.origins]});

const noTotals = {issued: 0, requested: 0, exchanged: 0, set: 0, reused: 0, refused: 0, revoked: 0};

/** Keeps the last `sessionLimit` sessions and as many requests; the totals count all of them. */
export const createLedger = (clock: Clock, sessionLimit = 10_000) => {
  const lives = new Map<string, Life>();
  const requests: LoggedRequest[] = [];
  let totals: Writable<LedgerTotals> = {...noTotals};
  const inFlight = new Map<CountedKind, Writable<InFlight>>(countedKinds.map((kind) => [kind, {now: 0, max: 0}]));

  const lifeOf = (session: string): Life => {
    const known = lives.get(session);
    if (known !== undefined) return known;
    const life: Life = {
      session,
      user: null,
      issuedAt: null,
      expiresAt: null,
      requested: 0,
      exchanged: 0,
      exchangedAt: null,
      set: 0,
      reused: 0,
      refused: 0,
      revokedAt: null,
      hosts: new Set(),
      origins: new Set(),
    };
    lives.set(session, life);
    const [oldest] = lives.keys();
    if (lives.size > sessionLimit && oldest !== undefined) lives.delete(oldest);
    return life;
  };

  const seen = (session: string, request: Request): Life => {
    const life = lifeOf(session);
    note(life.hosts, new URL(request.url).host);
    const origin = originOf(request);
    if (origin !== null) note(life.origins, origin);
    return life;
  };

  const find = (idOrName: string): Life | undefined => lives.get(idOrName) ?? lives.get(sessionName(idOrName));

  /** What a user of the emulator reads. */
  const book = {
    /** The life of one session, by its id or by its name. */
    session(idOrName: string): SessionLife | undefined {
      const life = find(idOrName);
      return life && viewOf(life);
    },
    /** All sessions, in the order in which they were issued or first seen. */
    sessions: (): readonly SessionLife[] => [...lives.values()].map(viewOf),
    /** The sums over all sessions since the start or the last `clear`. */
    totals: (): LedgerTotals => ({...totals}),
    /** How many requests of a kind are being answered, and how many were at the same time at most. */
    inFlight: (kind: CountedKind): InFlight => ({...(inFlight.get(kind) ?? {now: 0, max: 0})}),
    /** The last requests to `/api` and `/embed`. */
    requests: (): readonly LoggedRequest[] => [...requests],
    /** Forgets what was counted and logged. Sessions stay usable. */
    clear(): void {
      lives.clear();
      requests.length = 0;
      totals = {...noTotals};
      for (const counter of inFlight.values()) counter.max = counter.now;
    },
  };

  return {
    book,
    issued(sessionId: string, user: string, expiresAt: number): void {
      totals.issued += 1;
      Object.assign(lifeOf(sessionName(sessionId)), {user, issuedAt: clock.now(), expiresAt});
    },
    requested(session: string, request: Request): void {
      totals.requested += 1;
      seen(session, request).requested += 1;
    },
    exchanged(session: string, request: Request, bySet: boolean): void {
      const life = seen(session, request);
      totals.exchanged += 1;
      life.exchanged += 1;
      life.exchangedAt = clock.now();
      if (!bySet) return;
      totals.set += 1;
      life.set += 1;
    },
    refused(session: string, request: Request): void {
      const life = seen(session, request);
      const kind = life.exchanged > 0 ? 'reused' : 'refused';
      totals[kind] += 1;
      life[kind] += 1;
    },
    revoked(session: string): void {
      totals.revoked += 1;
      const life = lives.get(session);
      if (life !== undefined) life.revokedAt = clock.now();
    },
    logged(request: Request, status: number): void {
      const {host, pathname} = new URL(request.url);
      requests.push({at: clock.now(), method: request.method, path: pathname, host, origin: originOf(request), status});
      if (requests.length > sessionLimit) requests.splice(0, requests.length - sessionLimit);
    },
    /** Counts a request in flight until its answer is there. */
    async counted<T>(kind: CountedKind, answer: () => Promise<T>): Promise<T> {
      const counter = inFlight.get(kind);
      if (counter === undefined) return answer();
      counter.now += 1;
      counter.max = Math.max(counter.max, counter.now);
      try {
        return await answer();
      } finally {
        counter.now -= 1;
      }
    },
  };
};
