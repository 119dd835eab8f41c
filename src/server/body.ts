/** Thrown when a body has more bytes than its limit. */
export class BodyTooLarge extends Error {}

/** Joins the pieces of a body; the one piece of a short body is not copied. */
export const joinChunks = (chunks: readonly Uint8Array[], size: number): Uint8Array => {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
};

const isBuffer = (value: unknown): value is ArrayBuffer =>
  /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value));

/** Returns bytes of any kind as a `Uint8Array` of the same memory; undefined where the value is something else. */
export const bytesIn = (value: unknown): Uint8Array | undefined => {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return isBuffer(value) ? new Uint8Array(value) : undefined;
};

/** Returns the bytes of a chunk of a stream, which may be text. Throws a `TypeError` where it is neither. */
export const chunkBytes = (chunk: unknown): Uint8Array => {
  const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : bytesIn(chunk);
  if (!bytes) throw new TypeError('The stream gives neither bytes nor text.');
  return bytes;
};

export const isStream = (value: unknown): value is ReadableStream<unknown> =>
  typeof value === 'object' && value !== null && 'getReader' in value;

/**
 * Reads a body and counts its bytes, without trusting Content-Length. It stops at the first chunk that passes the limit, or
 * when the signal aborts. Throws `BodyTooLarge`, or the signal's reason.
 */
export const readBody = async (
  body: ReadableStream<unknown> | null,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array> => {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  // Not awaited: a stream that never settles its cancellation must not hold the answer up.
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const {done, value} = await reader.read();
      // A cancelled reader reports that it is done.
      signal.throwIfAborted();
      if (done) return joinChunks(chunks, size);
      const bytes = chunkBytes(value);
      size += bytes.byteLength;
      if (size > limit) throw new BodyTooLarge();
      chunks.push(bytes);
    }
  } catch (error) {
    cancel();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/** A request or an answer, or an object that looks like one: of some the body is no web stream, and only a method reads it. */
export interface BodyHolder {
  readonly body?: object | null;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads the body of a request or of an answer like `readBody`. Without a web stream the limit holds for what was read. */
export const readBodyOf = async (holder: BodyHolder, limit: number, signal: AbortSignal): Promise<Uint8Array> => {
  const {body} = holder;
  if (body === null || isStream(body)) return readBody(body, limit, signal);
  const bytes = new Uint8Array(await holder.arrayBuffer());
  if (bytes.byteLength > limit) throw new BodyTooLarge();
  return bytes;
};

const utf8 = new TextDecoder('utf-8', {fatal: true});

/** Parses bytes as UTF-8 JSON; returns undefined where they are something else. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
};
