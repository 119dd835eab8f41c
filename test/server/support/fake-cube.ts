import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {type AddressInfo} from 'node:net';

export interface CubeCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export type CubeReply = (call: CubeCall, res: ServerResponse, req: IncomingMessage) => void | Promise<void>;

/** Answers like Cube: the session id is made of the viewer's id, so that a mix-up shows. */
export const mintSession: CubeReply = ({body}, res) => {
  const viewer = typeof body['externalId'] === 'string' ? body['externalId'] : 'internal';
  res.writeHead(200, {'content-type': 'application/json'});
  res.end(JSON.stringify({sessionId: `session-for-${viewer}`}));
};

/** An answer with a status, a body and headers. */
export const replyWith =
  (status: number, body = '', headers: Record<string, string> = {}): CubeReply =>
  (_call, res) => {
    res.writeHead(status, headers);
    res.end(body);
  };

export interface FakeCube extends AsyncDisposable {
  readonly baseUrl: string;
  readonly calls: CubeCall[];
  reply: CubeReply;
}

/** Starts a server that stands where Cube stands and remembers what it was asked. */
export const startFakeCube = async (reply: CubeReply = mintSession): Promise<FakeCube> => {
  const calls: CubeCall[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      const call = {path: req.url ?? '', headers: req.headers, body};
      calls.push(call);
      void fake.reply(call, res, req);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeCube = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    reply,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
};
