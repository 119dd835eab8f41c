/** An answer of JSON: a value, or a text that is taken as it is. */
export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    headers: {'content-type': 'application/json'},
    ...init,
  });

/** What a browser gives for a redirect that it was told not to follow. */
export const opaqueRedirect = (): Response =>
  Object.defineProperty(Response.error(), 'type', {value: 'opaqueredirect'});

type Part = Uint8Array | Error | Promise<never> | (() => Promise<Uint8Array>);

/** An answer of JSON whose body comes in parts, with a count of the parts that were pulled. */
export function bodyOf(...parts: readonly Part[]): {
  readonly response: Response;
  readonly pulled: () => number;
  readonly isCancelled: () => boolean;
} {
  let pulled = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        const part = parts[pulled];
        if (!part) return stream.close();
        pulled++;
        if (part instanceof Error) return stream.error(part);
        stream.enqueue(await (typeof part === 'function' ? part() : part));
      },
      cancel: () => {
        isCancelled = true;
      },
    },
    {highWaterMark: 0},
  );
  const response = new Response(body, {headers: {'content-type': 'application/json'}});
  return {response, pulled: () => pulled, isCancelled: () => isCancelled};
}
