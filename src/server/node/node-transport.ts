// Types alone, in this form: the other one leaves an import in the bundle, on which a runtime without Node stumbles.
import type * as Http from 'node:http';
import {BodyTooLarge, joinChunks} from '../body.js';
import {
  AnswerBroken,
  answerLimit,
  isRedirect,
  type CubeAnswer,
  type CubePost,
  type CubeTransport,
  type TransportTo,
} from '../cube/call-cube.js';

type Client = Pick<typeof Http, 'request' | 'Agent' | 'globalAgent'>;

/** One of Node's own modules; undefined in another runtime. Nothing of Node is imported. */
const builtin = <Name extends 'node:http' | 'node:https' | 'node:zlib'>(name: Name) =>
  globalThis.process?.getBuiltinModule?.(name);

interface PackedAnswer extends CubeAnswer {
  /** The header `content-encoding`. */
  readonly encodings: string;
}

/**
 * Unpacks an answer as `fetch` does: Cube is asked for a plain one, and a proxy between may pack it all the same. No more than
 * the limit is unpacked.
 */
const unpack = (packed: Uint8Array, encodings: string): Uint8Array => {
  const zlib = builtin('node:zlib');
  if (!zlib || encodings === '') return packed;
  const {Z_SYNC_FLUSH: finishFlush, BROTLI_OPERATION_FLUSH} = zlib.constants;
  const options = {maxOutputLength: answerLimit, finishFlush};
  const gunzip = (bytes: Uint8Array): Uint8Array => zlib.gunzipSync(bytes, options);
  // Some servers leave the header of zlib out, whose low bits say "deflate".
  const inflate = (bytes: Uint8Array): Uint8Array =>
    ((bytes[0] ?? 0) & 15) === 8 ? zlib.inflateSync(bytes, options) : zlib.inflateRawSync(bytes, options);
  const unbrotli = (bytes: Uint8Array): Uint8Array =>
    zlib.brotliDecompressSync(bytes, {...options, finishFlush: BROTLI_OPERATION_FLUSH});
  const ways = new Map([
    ['gzip', gunzip],
    ['x-gzip', gunzip],
    ['deflate', inflate],
    ['br', unbrotli],
  ]);
  const steps = encodings.split(',').map((name) => ways.get(name.trim().toLowerCase()));
  let bytes = packed;
  try {
    for (const step of steps.reverse()) {
      if (!step) return packed;
      bytes = step(bytes);
    }
  } catch (error) {
    throw error instanceof RangeError ? new BodyTooLarge() : new AnswerBroken();
  }
  return bytes;
};

const send =
  ({request}: Client, agent: Http.Agent) =>
  ({url, headers, body}: CubePost, signal: AbortSignal) =>
    new Promise<PackedAnswer>((resolve, reject) => {
      const outgoing = request(url, {
        method: 'POST',
        agent,
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
      // The last of its events, however it ended.
      outgoing.on('close', breakOff);
      outgoing.on('response', (incoming) => {
        const status = incoming.statusCode ?? 0;
        const retryAfter = incoming.headers['retry-after'] ?? null;
        if (isRedirect(status)) {
          giveUp();
          return settle(() => resolve({status, retryAfter, bytes: new Uint8Array(), encodings: ''}));
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
        const encodings = incoming.headers['content-encoding'] ?? '';
        incoming.on('end', () =>
          settle(() => resolve({status, retryAfter, bytes: joinChunks(chunks, size), encodings})),
        );
      });
      outgoing.end(body);
    });

/** Sends by a client of Node's, over the connections that its agent keeps: `fetch` takes five times as long for the same. */
const postBy = (client: Client, agent: Http.Agent): CubeTransport => {
  const post = send(client, agent);
  return async (request, signal) => {
    const {status, retryAfter, bytes, encodings} = await post(request, signal);
    return {status, retryAfter, bytes: unpack(bytes, encodings)};
  };
};

/** An agent for one connection that no request has used, with the process's settings; those of a proxy's agent are its own affair. */
const freshAgent = ({Agent, globalAgent}: Client): Http.Agent =>
  Object.getPrototypeOf(globalAgent) === Agent.prototype && 'options' in globalAgent
    ? new Agent(Object.assign({}, globalAgent.options, {keepAlive: false}))
    : globalAgent;

/** Node's `fetch` loads its client by this name; a wrapper, a mock or another runtime's `fetch` has other source text. */
const isNodesOwn = (candidate: unknown): boolean =>
  typeof candidate === 'function' && /internal\/deps\/undici/.test(Function.prototype.toString.call(candidate));

/** What `setGlobalDispatcher` of undici has set, for a proxy, a certificate authority or a mock. */
const dispatchers = (): readonly unknown[] =>
  Object.getOwnPropertySymbols(globalThis)
    .filter(({description}) => description?.startsWith('undici.globalDispatcher'))
    .map((name): unknown => Reflect.get(globalThis, name))
    .filter((dispatcher) => dispatcher !== undefined);

/**
 * Whether Node's client may stand in for `fetch` has to be proven: an application that replaced `fetch`, or gave it a
 * dispatcher, wants that to be used, and the API key must not leave by another way. Node makes a dispatcher of its own when
 * it loads its web classes; only one that was made here, where there was none before, is known to be that one.
 */
const ownFetch = isNodesOwn(globalThis.fetch) && dispatchers().length === 0 ? globalThis.fetch : undefined;
if (ownFetch) new Headers();
const ownDispatchers = dispatchers();

const isFetchUntouched = (): boolean => {
  if (ownFetch === undefined || globalThis.fetch !== ownFetch) return false;
  const current = dispatchers();
  return current.length === ownDispatchers.length && current.every((one, index) => one === ownDispatchers[index]);
};

/** Node's own way to Cube; undefined where `fetch` is to be used. */
export const nodeTransport: TransportTo = (url, isRetry) => {
  const client = isFetchUntouched() ? builtin(url.startsWith('https:') ? 'node:https' : 'node:http') : undefined;
  return client && postBy(client, isRetry ? freshAgent(client) : client.globalAgent);
};
