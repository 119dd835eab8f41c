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

/**
 * Reads a body and counts its bytes, without trusting Content-Length. It stops at the first chunk that passes the limit, or
 * when the signal aborts. Throws `BodyTooLarge`, or the signal's reason.
 */
export const readBody = async (
  body: ReadableStream<Uint8Array> | null,
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
      size += value.byteLength;
      if (size > limit) {
        cancel();
        throw new BodyTooLarge();
      }
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
  }
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
