export const dashboard = {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'} as const;

export interface RequestChange {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly signal?: AbortSignal;
}

/** A session request as the element sends it from a page of the same origin, with what the test changes; null takes a header away. */
export const sessionRequest = ({
  method = 'POST',
  body = dashboard,
  headers = {},
  signal,
}: RequestChange = {}): Request => {
  const all = new Headers({
    'content-type': 'application/json',
    accept: 'application/json',
    'sec-fetch-site': 'same-origin',
  });
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request('https://app.example.com/api/cube/session', {
    method,
    headers: all,
    ...(hasBody
      ? {
          body:
            body instanceof ReadableStream || body instanceof Blob || typeof body === 'string'
              ? body
              : JSON.stringify(body),
          duplex: 'half',
        }
      : {}),
    ...(signal ? {signal} : {}),
  });
};
