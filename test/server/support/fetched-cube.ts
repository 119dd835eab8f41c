/** A Cube behind the option `fetch`, without a network. */
export interface FetchedCube {
  readonly calls: {readonly url: string; readonly body: unknown}[];
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Creates a Cube that answers each call with a session made of the viewer's id, or by `reply`. */
export const replyTo = (
  reply: (body: Record<string, unknown>) => Response = ({externalId}) =>
    Response.json({sessionId: `session-for-${String(externalId)}`}),
): FetchedCube => {
  const calls: FetchedCube['calls'] = [];
  return {
    calls,
    fetch(url, {body}) {
      const sent = JSON.parse(typeof body === 'string' ? body : '') as Record<string, unknown>;
      calls.push({url, body: sent});
      return Promise.resolve(reply(sent));
    },
  };
};
