import {createSessionHandler, type SessionHandlerOptions} from '../../../src/server/index.js';
import {answerCases, identities} from './answer-cases.js';

interface Settings {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Runs in the isolate: answers the example that a header names, and tells in headers what happened meanwhile. */
export default {
  async fetch(request: Request, {baseUrl, apiKey}: Settings): Promise<Response> {
    const example = answerCases.find(({name}) => name === decodeURIComponent(request.headers.get('x-example') ?? ''));
    if (!example) return new Response('There is no such example.', {status: 599});
    let identified = false;
    const errors: string[] = [];
    const handler = createSessionHandler({
      baseUrl,
      apiKey,
      deploymentId: 32,
      timeoutMs: example.timeoutMs ?? 30_000,
      identify: (() => {
        identified = true;
        return example.identify ? identities[example.identify]() : {externalId: 'ada'};
      }) as SessionHandlerOptions['identify'],
      onError: (error) =>
        errors.push(error instanceof Error ? `${error.name} ${error.stack} ${JSON.stringify(error)}` : String(error)),
      ...(example.allowedOrigins ? {allowedOrigins: example.allowedOrigins} : {}),
    });
    const answer = await handler(request);
    // What a refusal left unread would break the connection that its answer comes by.
    if (!request.bodyUsed) await request.arrayBuffer();
    const headers = new Headers(answer.headers);
    headers.set('x-identified', String(identified));
    headers.set('x-errors', encodeURIComponent(JSON.stringify(errors)));
    return new Response(answer.body, {status: answer.status, headers});
  },
};
