// Of types alone, in this form: the other one leaves an import in the bundle that a runtime without Node stumbles over.
import type {request as httpRequest} from 'node:http';
import {BodyTooLarge, joinChunks} from '../body.js';
import {AnswerBroken, answerLimit, type CubeTransport, isRedirect} from '../cube/call-cube.js';

/** Posts by Node's own client, over the connections that the process keeps: `fetch` takes five times as long for the same. */
const post =
  ({request}: {readonly request: typeof httpRequest}): CubeTransport =>
  ({url, headers, body}, signal) =>
    new Promise((resolve, reject) => {
      // Sent as `fetch` sends it, but for a compressed answer, which would have to be unpacked here.
      const outgoing = request(url, {
        method: 'POST',
        headers: {
          ...headers,
          'content-length': new TextEncoder().encode(body).byteLength,
          'accept-encoding': 'identity',
          'user-agent': 'node',
        },
      });
      const giveUp = (): void => void outgoing.destroy();
      // A kept connection has brought bytes before; of TLS only what was inside is counted.
      let hasBegun = (): boolean => false;
      outgoing.on('socket', (socket) => {
        const {bytesRead} = socket;
        hasBegun = () => socket.bytesRead > bytesRead;
      });
      const breakOff = (): void => settle(() => reject(new AnswerBroken()));
      const settle = (act: () => void): void => {
        signal.removeEventListener('abort', giveUp);
        outgoing.off('close', breakOff);
        act();
      };
      signal.addEventListener('abort', giveUp);
      outgoing.on('error', (error) => (hasBegun() ? breakOff() : settle(() => reject(error))));
      // The last of its events, whatever became of it.
      outgoing.on('close', breakOff);
      outgoing.on('response', (incoming) => {
        const status = incoming.statusCode ?? 0;
        const retryAfter = incoming.headers['retry-after'] ?? null;
        const end = (bytes: Uint8Array): void => settle(() => resolve({status, retryAfter, bytes}));
        if (isRedirect(status)) {
          giveUp();
          return end(new Uint8Array());
        }
        const chunks: Uint8Array[] = [];
        let size = 0;
        incoming.on('data', (chunk: Uint8Array) => {
          size += chunk.byteLength;
          chunks.push(chunk);
          if (size <= answerLimit) return;
          giveUp();
          settle(() => reject(new BodyTooLarge()));
        });
        incoming.on('end', () => end(joinChunks(chunks, size)));
      });
      outgoing.end(body);
    });

interface UndiciGlobal {
  readonly [dispatcher: symbol]: object | undefined;
}

const ownFetch = globalThis.fetch;

/** Whoever replaced the global `fetch`, or gave it a dispatcher of undici's for a proxy or a mock, wants it to be used. */
const isFetchChanged = (): boolean => {
  const dispatcher = (globalThis as unknown as UndiciGlobal)[Symbol.for('undici.globalDispatcher.1')];
  return globalThis.fetch !== ownFetch || (dispatcher !== undefined && dispatcher.constructor.name !== 'Agent');
};

/** How a process of Node's reaches Cube; undefined where `fetch` is to be used. Nothing of Node is imported: there may be none. */
export const nodeTransport = (url: string): CubeTransport | undefined => {
  if (isFetchChanged()) return undefined;
  const client = globalThis.process?.getBuiltinModule?.(url.startsWith('https:') ? 'node:https' : 'node:http');
  return client && post(client);
};
