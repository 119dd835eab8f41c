import {type TransportTo} from './cube-client.js';
import {type Caller} from './deadline.js';

/** One request on its way through the session handler, whichever server it came by. Nothing is made before it is asked for. */
export interface Exchange {
  readonly method: string;
  /** The value of a header, by its lowercase name. */
  header(name: string): string | null;
  /** The origin that the request was sent to. */
  readonly origin: string;
  /** Gives up by going away. */
  readonly client: Caller;
  /** Reads the body whole. Rejected by `BodyTooLarge` above the limit, by anything else where it breaks off or takes too long. */
  readBody(limit: number, timeoutMs: number): Promise<Uint8Array>;
  /** How this server reaches Cube where nobody said how. */
  readonly transportTo?: TransportTo;
  /** The request as `identify` sees it: its body has been read. */
  readonly request: Request;
}

/** What the browser is told. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Answers whatever it is asked: it is never rejected. */
export type Answerer = (exchange: Exchange) => Promise<Answer>;
