import {answerCases} from './answer-cases.js';
import {caseHandler, type CubeSettings} from './case-handler.js';

const printError = (error: unknown): string =>
  error instanceof Error ? `${error.name} ${error.stack} ${JSON.stringify(error)}` : String(error);

/** Runs in the isolate: answers the case that a header names, and writes into headers what happened meanwhile. */
export default {
  async fetch(request: Request, settings: CubeSettings): Promise<Response> {
    const example = answerCases.find(({name}) => name === decodeURIComponent(request.headers.get('x-example') ?? ''));
    if (!example) return new Response('There is no such example.', {status: 599});
    const {handler, seen} = caseHandler(example, settings, printError);
    const answer = await handler(request);
    // An unread rest of the body would break the connection of the answer.
    if (!request.bodyUsed) await request.arrayBuffer();
    const headers = new Headers(answer.headers);
    headers.set('x-identified', String(seen.identified));
    headers.set('x-errors', encodeURIComponent(JSON.stringify(seen.errors)));
    return new Response(answer.body, {status: answer.status, headers});
  },
};
