import type {IncomingMessage, ServerResponse} from 'node:http';

export interface CubeCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export type CubeReply = (call: CubeCall, res: ServerResponse, req: IncomingMessage) => void | Promise<void>;

/** Answers like Cube. The session id is made of the viewer's id, so that a mix-up shows. */
export const mintSession: CubeReply = ({body}, res) => {
  const viewer = typeof body['externalId'] === 'string' ? body['externalId'] : 'internal';
  res.writeHead(200, {'content-type': 'application/json'});
  res.end(JSON.stringify({sessionId: `session-for-${viewer}`}));
};

/** An answer with a status, a body and headers. */
export const replyWith =
  (status: number, body = '', headers: Record<string, string> = {}): CubeReply =>
  (_call, res) => {
    res.writeHead(status, headers);
    res.end(body);
  };
