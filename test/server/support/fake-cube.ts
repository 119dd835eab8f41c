import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {mintSession, type CubeCall, type CubeReply} from './cube-reply.js';

export interface FakeCube extends AsyncDisposable {
  readonly baseUrl: string;
  readonly calls: CubeCall[];
  reply: CubeReply;
}

/** Starts a server in the place of Cube that records its calls. */
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
  await new Promise<void>((resolve) => server.listen({port: 0, host: '127.0.0.1', backlog: 2000}, resolve));
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
