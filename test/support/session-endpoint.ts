import {gzipSync} from 'node:zlib';

/** One answer of a host's session endpoint, in place of a session. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; `{SESSION}` becomes a new session's id. */
  readonly body?: string;
  readonly delayMs?: number;
  /** Waits with its answer until the test has seen what it is about, and releases it. */
  readonly held?: boolean;
  /** Waits with its answer until so many requests are in flight. */
  readonly crowd?: number;
  /** Sends the headers and then this, for as long as somebody listens: a single character each second, more at once. */
  readonly more?: string;
  /** Compresses the body. */
  readonly gzip?: boolean;
  /** Sends a body that is shorter than announced, and cuts the connection. */
  readonly breaks?: boolean;
  readonly hangs?: boolean;
  /** Cuts the connection before anything was answered. */
  readonly resets?: boolean;
  /** Members that replace or extend those of a good answer; null takes one away. */
  readonly session?: Readonly<Record<string, unknown>>;
}

/** One request that came to a host's session endpoint. */
export interface SeenRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly at: number;
  /** Whether the browser gave it up before it was answered. */
  aborted: boolean;
}

/** What Koa hands to a middleware, as far as it is used here. */
export interface Koa {
  readonly req: NodeJS.ReadableStream & {readonly socket: {destroy(): void}; readonly headers: Record<string, string>};
  readonly res: {
    writeHead(status: number, headers: Record<string, string>): void;
    write(text: string, done?: () => void): void;
    end(body?: string | Uint8Array): void;
    on(event: 'close', listener: () => void): void;
    readonly writableEnded: boolean;
  };
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  respond: boolean;
  status: number;
  set(name: string, value: string): void;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function readText(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}

/** A host's session endpoint: it answers what the script says, else a session. */
export class SessionEndpoint {
  readonly script: ScriptedAnswer[] = [];
  readonly seen: SeenRequest[] = [];
  maxInFlight = 0;
  isHolding = false;
  #inFlight = 0;

  async answer({req, res, method}: Koa, mint: () => Promise<Readonly<Record<string, unknown>>>): Promise<void> {
    const seen = {method, headers: {...req.headers}, body: await readText(req), at: Date.now(), aborted: false};
    this.seen.push(seen);
    this.maxInFlight = Math.max(this.maxInFlight, ++this.#inFlight);
    res.on('close', () => {
      this.#inFlight--;
      seen.aborted = !res.writableEnded;
    });
    const answer = this.script.shift() ?? {};
    if (answer.delayMs) await wait(answer.delayMs);
    while (answer.held && this.isHolding) await wait(10);
    while (answer.crowd && this.#inFlight < answer.crowd) await wait(10);
    if (answer.hangs) return;
    if (answer.resets) return void req.socket.destroy();
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...answer.headers,
    };
    if (answer.more) {
      res.writeHead(200, headers);
      const timer = setInterval(() => res.write(answer.more!), answer.more.length > 1 ? 1 : 1000);
      return res.on('close', () => clearInterval(timer));
    }
    if (answer.status && answer.status >= 300 && !answer.body) {
      res.writeHead(answer.status, headers);
      return res.end('{"title":"scripted"}');
    }
    const session = {...(await mint()), ...answer.session};
    const members = Object.fromEntries(Object.entries(session).filter(([, value]) => value !== null));
    const body = answer.body?.replaceAll('{SESSION}', String(members['sessionId'])) ?? JSON.stringify(members);
    if (answer.gzip) headers['content-encoding'] = 'gzip';
    if (answer.breaks) headers['content-length'] = String(body.length + 1);
    res.writeHead(answer.status ?? 200, headers);
    if (answer.breaks) res.write(body, () => req.socket.destroy());
    else res.end(answer.gzip ? gzipSync(body) : body);
  }
}
