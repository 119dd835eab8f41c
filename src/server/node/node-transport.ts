// `import type`: `import {type …}` would leave an import in the bundle, which a runtime without Node can't load.
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

/** Returns one of Node's own modules, without an import; undefined in another runtime. */
const builtin = <Name extends 'node:http' | 'node:https' | 'node:zlib'>(name: Name) =>
  globalThis.process?.getBuiltinModule?.(name);

interface PackedAnswer extends CubeAnswer {
  /** The header `content-encoding`. */
  readonly encodings: string;
}

/**
 * Decompresses an answer as `fetch` does, up to the limit: the request asks for an uncompressed one, and a proxy in between may
 * compress it anyway.
 */
const unpack = (packed: Uint8Array, encodings: string): Uint8Array => {
  const zlib = builtin('node:zlib');
  if (!zlib || encodings === '') return packed;
  const {Z_SYNC_FLUSH: finishFlush, BROTLI_OPERATION_FLUSH} = zlib.constants;
  const options = {maxOutputLength: answerLimit, finishFlush};
  const gunzip = (bytes: Uint8Array): Uint8Array => zlib.gunzipSync(bytes, options);
  // Some servers leave out the header of zlib, whose low four bits are 8.
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
      // A kept connection has read earlier answers. On TLS only the decrypted bytes count.
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
      // `close` is the last event of every request.
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

/** Posts by Node's client, over the connections that its agent keeps: `fetch` takes several times as long (bench/server.bench.mjs). */
const postBy = (client: Client, agent: Http.Agent): CubeTransport => {
  const post = send(client, agent);
  return async (request, signal) => {
    const {status, retryAfter, bytes, encodings} = await post(request, signal);
    return {status, retryAfter, bytes: unpack(bytes, encodings)};
  };
};

/** Creates an agent for one new connection, with the settings of the process; a proxy's own agent is used as it is. */
const freshAgent = ({Agent, globalAgent}: Client): Http.Agent =>
  Object.getPrototypeOf(globalAgent) === Agent.prototype && 'options' in globalAgent
    ? new Agent(Object.assign({}, globalAgent.options, {keepAlive: false}))
    : globalAgent;

/**
 * Node's `fetch` has this name of its client in its source text; a wrapper, a mock or another runtime's `fetch` has not. Error
 * monitors replace `toString` by one that shows a wrapper's original: then nothing is known.
 */
const isNodesOwn = (candidate: unknown): boolean => {
  const sourceOf = (value: unknown): string => Function.prototype.toString.call(value);
  const toString: unknown = Reflect.get(Function.prototype, 'toString');
  return (
    typeof candidate === 'function' &&
    sourceOf(toString) === 'function toString() { [native code] }' &&
    sourceOf(candidate).includes('internal/deps/undici')
  );
};

/** The dispatchers that `setGlobalDispatcher` of undici has set, for a proxy, a certificate authority or a mock. */
const dispatchers = (): readonly unknown[] =>
  Object.getOwnPropertySymbols(globalThis)
    .filter(({description}) => description?.startsWith('undici.globalDispatcher'))
    .map((name): unknown => Reflect.get(globalThis, name))
    .filter((dispatcher) => dispatcher !== undefined);

/**
 * Node's client replaces `fetch` only where `fetch` is provably Node's own: an application that replaced it, or gave it a
 * dispatcher, wants that to be used, and the API key must not leave by another way. Node creates a dispatcher when it loads its
 * web classes; only one that is created here, where there was none before, is known to be Node's.
 */
const ownFetch = isNodesOwn(globalThis.fetch) && dispatchers().length === 0 ? globalThis.fetch : undefined;
if (ownFetch) new Headers();
const ownDispatchers = dispatchers();

const isFetchUntouched = (): boolean => {
  if (ownFetch === undefined || globalThis.fetch !== ownFetch) return false;
  const current = dispatchers();
  return current.length === ownDispatchers.length && current.every((one, index) => one === ownDispatchers[index]);
};

/** Posts to Cube by Node's own client; undefined where `fetch` must be used. */
export const nodeTransport: TransportTo = (url, isRetry) => {
  const client = isFetchUntouched() ? builtin(url.startsWith('https:') ? 'node:https' : 'node:http') : undefined;
  return client && postBy(client, isRetry ? freshAgent(client) : client.globalAgent);
};
