import {createServer, request as httpRequest} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {inspect} from 'node:util';
import {toNodeHandler} from '../../../src/server/index.js';
import {type AnswerCase} from './answer-cases.js';
import {caseHandler} from './case-handler.js';
import {sessionRequest} from './session-request.js';

/** The outcome of a case. */
export interface CaseOutcome {
  readonly response: Response;
  readonly identified: boolean;
  readonly errors: readonly unknown[];
}

const printError = (error: unknown): string => inspect(error, {depth: 9, showHidden: false});

/** The handler alone, which calls Cube by `fetch`. */
export const answerInNode = async (example: AnswerCase, baseUrl: string, apiKey: string): Promise<CaseOutcome> => {
  const {handler, seen} = caseHandler(example, {baseUrl, apiKey}, printError);
  return {response: await handler(sessionRequest(example.request)), ...seen};
};

/** The handler behind `toNodeHandler` in Node's server, where it calls Cube by Node's own client. */
export const answerOverHttp = async (example: AnswerCase, baseUrl: string, apiKey: string): Promise<CaseOutcome> => {
  const {handler, seen} = caseHandler(example, {baseUrl, apiKey}, printError);
  const server = createServer((req, res) => void toNodeHandler(handler)(req, res));
  // The URLs of the requests are https, as behind a server with a certificate.
  server.on('connection', (socket: Socket) => Object.assign(socket, {encrypted: true}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const request = sessionRequest(example.request);
  const {host, pathname} = new URL(request.url);
  const body = request.body && (await request.text());
  try {
    const response = await new Promise<Response>((resolve, reject) => {
      const outgoing = httpRequest({
        port: (server.address() as AddressInfo).port,
        path: pathname,
        method: request.method,
        headers: {
          ...Object.fromEntries(request.headers),
          host,
          ...(body && {'content-length': Buffer.byteLength(body)}),
        },
      });
      outgoing.on('error', reject).on('response', (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        incoming.on('end', () => {
          const {statusCode: status = 0, headers} = incoming;
          const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
          resolve(new Response(status === 204 ? null : text, {status, headers: pairs}));
        });
      });
      outgoing.end(body ?? undefined);
    });
    return {response, ...seen};
  } finally {
    server.closeAllConnections();
    server.close();
  }
};
