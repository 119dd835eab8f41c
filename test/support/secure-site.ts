import {
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type {AddressInfo} from 'node:net';
import {selfSigned} from './self-signed.js';

/** What a site answers with. */
export interface SiteAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface SiteRequest {
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** When it came, in epoch ms. */
  readonly at: number;
  body(): Promise<string>;
}

/** One connection, and what was asked on it. */
export interface SiteConnection {
  readonly requests: SiteRequest[];
  isOpen: boolean;
}

/** Answers every host name that a browser is led to, by HTTP/2 over TLS, and counts the connections. */
export class SecureSite {
  /** Every connection whose handshake is complete, in the order in which they came. */
  connections: SiteConnection[] = [];
  readonly #server: Http2SecureServer;
  readonly #sessions = new Set<ServerHttp2Session>();

  private constructor(answer: (request: SiteRequest) => SiteAnswer | Promise<SiteAnswer>) {
    this.#server = createSecureServer(selfSigned('localhost'));
    this.#server.on('session', (session) => {
      const connection: SiteConnection = {requests: [], isOpen: true};
      this.connections.push(connection);
      this.#sessions.add(session);
      session.on('close', () => {
        connection.isOpen = false;
        this.#sessions.delete(session);
      });
      session.on('error', () => session.destroy());
      session.on('stream', (stream, headers) => {
        stream.on('error', () => {}); // The browser may have gone on.
        const request: SiteRequest = {
          host: headers[':authority'] ?? '',
          path: headers[':path'] ?? '',
          headers,
          at: performance.timeOrigin + performance.now(),
          body: () => textOf(stream),
        };
        connection.requests.push(request);
        void Promise.resolve(answer(request)).then(({status = 200, headers: more = {}, body = ''}) => {
          if (stream.destroyed) return;
          stream.respond({':status': status, ...more});
          stream.end(body);
        });
      });
    });
  }

  static async start(answer: (request: SiteRequest) => SiteAnswer | Promise<SiteAnswer>): Promise<SecureSite> {
    const site = new SecureSite(answer);
    await new Promise<void>((resolve) => site.#server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends every connection: the next visitor begins cold. */
  hangUp(): void {
    for (const session of this.#sessions) session.destroy();
  }

  stop(): void {
    this.hangUp();
    this.#server.close();
  }
}

async function textOf(stream: ServerHttp2Stream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}
