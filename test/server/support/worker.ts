import {Miniflare} from 'miniflare';
import {type AnswerCase} from './answer-cases.js';
import {bundleForWorker} from './hard-runtimes.js';
import {sessionRequest} from './session-request.js';

export interface Worker extends AsyncDisposable {
  answer(example: AnswerCase): Promise<{response: Response; identified: boolean; errors: readonly unknown[]}>;
}

/** Starts an isolate of workerd with the handler in it. */
export const startWorker = async (baseUrl: string, apiKey: string): Promise<Worker> => {
  const miniflare = new Miniflare({
    modules: true,
    script: await bundleForWorker('worker-entry.ts'),
    compatibilityDate: '2025-09-01',
    bindings: {baseUrl, apiKey},
  });
  await miniflare.ready;
  return {
    async answer(example) {
      const request = sessionRequest(example.request);
      const answer = await miniflare.dispatchFetch(request.url, {
        method: request.method,
        headers: [...request.headers, ['x-example', encodeURIComponent(example.name)]],
        body: request.body === null ? null : await request.text(),
      });
      return {
        response: new Response(answer.status === 204 ? null : await answer.text(), {
          status: answer.status,
          headers: [...answer.headers],
        }),
        identified: answer.headers.get('x-identified') === 'true',
        errors: JSON.parse(decodeURIComponent(answer.headers.get('x-errors') ?? '[]')) as unknown[],
      };
    },
    [Symbol.asyncDispose]: () => miniflare.dispose(),
  };
};
