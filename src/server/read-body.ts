/** Is thrown by `readBody` when there are more bytes than it may read. */
export class BodyTooLarge extends Error {}

/** Rejects as soon as the signal aborts, whatever the promise is doing; leaves no listener behind. */
export const abortable = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'));
    const release = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    promise.then(
      (value) => (release(), resolve(value)),
      (error: unknown) => (release(), reject(error instanceof Error ? error : new Error('Failed.'))),
    );
  });

/**
 * Reads a body by counting what arrives, whatever Content-Length says, and stops at the first chunk that passes the limit.
 * Throws `BodyTooLarge`, or the signal's reason.
 */
export const readBody = async (
  body: ReadableStream<Uint8Array> | null,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array> => {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let finished = false;
  try {
    for (;;) {
      const {done, value} = await abortable(reader.read(), signal);
      if (done) break;
      size += value.byteLength;
      if (size > limit) throw new BodyTooLarge();
      chunks.push(value);
    }
    finished = true;
  } finally {
    // Not awaited: a stream that never settles its cancellation must not hold the answer up.
    if (!finished) reader.cancel().catch(() => undefined);
  }
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
};

/** Reads bytes as UTF-8 JSON; undefined where they are none. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch {
    return undefined;
  }
};
